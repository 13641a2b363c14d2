import { Module } from '@nestjs/common';
import { UserDirectoryModule } from '../user-directory/user-directory.module.js';
import { RoomFeeds } from './room-feeds.js';
import { LogReader } from './log-reader.js';
import { LogRepository } from './log.repository.js';
import { MediaLinks } from './media-links.js';
import { RoomChannels } from './room-channels.js';

@Module({
  imports: [UserDirectoryModule],
  providers: [RoomFeeds, RoomChannels, LogReader, LogRepository, MediaLinks],
  exports: [RoomFeeds, LogReader, LogRepository, MediaLinks],
})
export class DeliveryModule {}
