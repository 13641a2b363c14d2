import { Module } from '@nestjs/common';
import { CommentsModule } from '../comments/comments.module.js';
import { LikesModule } from '../likes/likes.module.js';
import { PlaylistsModule } from '../playlists/playlists.module.js';
import { DeletedTracksController } from './deleted-tracks.controller.js';

@Module({ imports: [LikesModule, CommentsModule, PlaylistsModule], controllers: [DeletedTracksController] })
export class DeletedTracksModule {}
