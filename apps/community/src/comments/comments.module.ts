import { Module } from '@nestjs/common';
import { NoticesModule } from '../notices/notices.module.js';
import { PeopleModule } from '../people/people.module.js';
import { VisibleTracksModule } from '../visible-tracks/visible-tracks.module.js';
import { CommentsController } from './comments.controller.js';
import { CommentsRepository } from './comments.repository.js';
import { CommentsService } from './comments.service.js';
import { RemovedComments } from './removed-comments.repository.js';

@Module({
  imports: [PeopleModule, VisibleTracksModule, NoticesModule],
  controllers: [CommentsController],
  providers: [CommentsService, CommentsRepository, RemovedComments],
  exports: [CommentsService],
})
export class CommentsModule {}
