import { Module } from '@nestjs/common';
import { TrackUploads } from './track-uploads.service.js';
import { TracksController } from './tracks.controller.js';
import { TracksPresenter } from './tracks.presenter.js';

@Module({ controllers: [TracksController], providers: [TrackUploads, TracksPresenter] })
export class TracksModule {}
