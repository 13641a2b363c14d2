import { Module } from '@nestjs/common';
import { TrackNoticeFeed } from './track-notice-feed.js';
import { TrackNoticesController } from './track-notices.controller.js';

@Module({ controllers: [TrackNoticesController], providers: [TrackNoticeFeed] })
export class TrackNoticesModule {}
