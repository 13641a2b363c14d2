import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { VisibleTracksModule } from '../visible-tracks/visible-tracks.module.js';
import { LikesController } from './likes.controller.js';
import { LikesRepository } from './likes.repository.js';
import { LikesService } from './likes.service.js';

@Module({
  imports: [PeopleModule, VisibleTracksModule],
  controllers: [LikesController],
  providers: [LikesService, LikesRepository],
  exports: [LikesService],
})
export class LikesModule {}
