import { Module } from '@nestjs/common';
import { NoticesModule } from '../notices/notices.module.js';
import { PeopleModule } from '../people/people.module.js';
import { VisibleTracksModule } from '../visible-tracks/visible-tracks.module.js';
import { PlaylistAccess } from './playlist-access.js';
import { PlaylistEditorsService } from './playlist-editors.service.js';
import { PlaylistTracksRepository } from './playlist-tracks.repository.js';
import { PlaylistTracksService } from './playlist-tracks.service.js';
import { PlaylistsController } from './playlists.controller.js';
import { PlaylistsRepository } from './playlists.repository.js';
import { PlaylistsService } from './playlists.service.js';

@Module({
  imports: [PeopleModule, VisibleTracksModule, NoticesModule],
  controllers: [PlaylistsController],
  providers: [
    PlaylistsService,
    PlaylistTracksService,
    PlaylistEditorsService,
    PlaylistAccess,
    PlaylistsRepository,
    PlaylistTracksRepository,
  ],
  exports: [PlaylistsService],
})
export class PlaylistsModule {}
