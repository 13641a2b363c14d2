import { Module } from '@nestjs/common';
import { CommentsModule } from '../comments/comments.module.js';
import { FollowsModule } from '../follows/follows.module.js';
import { LikesModule } from '../likes/likes.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { PeopleModule } from '../people/people.module.js';
import { PlaylistsModule } from '../playlists/playlists.module.js';
import { PublicationsModule } from '../publications/publications.module.js';
import { StandingModule } from '../standing/standing.module.js';
import { PersonalDataController } from './personal-data.controller.js';
import { PersonalDataRepository } from './personal-data.repository.js';
import { PersonalDataService } from './personal-data.service.js';

@Module({
  imports: [
    PeopleModule,
    FollowsModule,
    LikesModule,
    CommentsModule,
    PlaylistsModule,
    PublicationsModule,
    NoticesModule,
    StandingModule,
  ],
  controllers: [PersonalDataController],
  providers: [PersonalDataService, PersonalDataRepository],
})
export class PersonalDataModule {}
