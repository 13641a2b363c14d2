import { Module } from '@nestjs/common';
import { PeopleModule } from '../../identity/people/people.module.js';
import { TrackLinksController } from './track-links.controller.js';
import { TrackUploadsService } from './track-uploads.service.js';
import { TracksController } from './tracks.controller.js';
import { TracksPresenter } from './tracks.presenter.js';
import { TrackNoticesController } from './track-notices.controller.js';
import { TranscodingsController } from './transcodings.controller.js';
import { UploadsController } from './uploads.controller.js';

@Module({
  imports: [PeopleModule],
  controllers: [TracksController, TrackLinksController, TrackNoticesController, TranscodingsController, UploadsController],
  providers: [TrackUploadsService, TracksPresenter],
  exports: [TracksPresenter],
})
export class TracksModule {}
