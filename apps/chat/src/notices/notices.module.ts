import { Module } from '@nestjs/common';
import { NoticeFeed } from './notice-feed.js';
import { NoticesController } from './notices.controller.js';

@Module({ controllers: [NoticesController], providers: [NoticeFeed] })
export class NoticesModule {}
