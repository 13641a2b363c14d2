import { Module } from '@nestjs/common';
import { VisibleTracksModule } from '../visible-tracks/visible-tracks.module.js';
import { NoticedEventsController } from './noticed-events.controller.js';
import { NoticesController } from './notices.controller.js';
import { NoticesRepository } from './notices.repository.js';
import { NoticesService } from './notices.service.js';
import { ReadableNotices } from './readable-notices.js';

@Module({
  imports: [VisibleTracksModule],
  controllers: [NoticesController, NoticedEventsController],
  providers: [NoticesService, NoticesRepository, ReadableNotices],
  exports: [NoticesService],
})
export class NoticesModule {}
