import { Module } from '@nestjs/common';
import { CommentsModule } from '../comments/comments.module.js';
import { LikesModule } from '../likes/likes.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { PlaylistsModule } from '../playlists/playlists.module.js';
import { PublicationsModule } from '../publications/publications.module.js';
import { DeletionsController } from './deletions.controller.js';

@Module({
  imports: [LikesModule, CommentsModule, PlaylistsModule, PublicationsModule, NoticesModule],
  controllers: [DeletionsController],
})
export class DeletionsModule {}
