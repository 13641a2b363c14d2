import { Module } from '@nestjs/common';
import { TrackUploadsService } from './track-uploads.service.js';
import { TracksController } from './tracks.controller.js';
import { TracksPresenter } from './tracks.presenter.js';
import { TrackNoticesController } from './track-notices.controller.js';
import { TranscodingsController } from './transcodings.controller.js';
import { UploadsController } from './uploads.controller.js';

@Module({
  controllers: [TracksController, TrackNoticesController, TranscodingsController, UploadsController],
  providers: [TrackUploadsService, TracksPresenter],
  exports: [TracksPresenter],
})
export class TracksModule {}
