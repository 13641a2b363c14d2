import { Module } from '@nestjs/common';
import { FollowsModule } from '../follows/follows.module.js';
import { LikesModule } from '../likes/likes.module.js';
import { PeopleModule } from '../people/people.module.js';
import { StandingController } from './standing.controller.js';
import { StandingService } from './standing.service.js';

@Module({
  imports: [PeopleModule, FollowsModule, LikesModule],
  controllers: [StandingController],
  providers: [StandingService],
  exports: [StandingService],
})
export class StandingModule {}
