import { Module } from '@nestjs/common';
import { TrackUploadsService } from './track-uploads.service.js';
import { TracksController } from './tracks.controller.js';
import { TracksPresenter } from './tracks.presenter.js';

@Module({ controllers: [TracksController], providers: [TrackUploadsService, TracksPresenter] })
export class TracksModule {}
