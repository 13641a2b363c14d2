import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { Feeds } from './feeds.js';
import { LogReader } from './log-reader.js';
import { LogRepository } from './log.repository.js';
import { MediaLinks } from './media-links.js';
import { RoomChannels } from './room-channels.js';

@Module({
  imports: [PeopleModule],
  providers: [Feeds, RoomChannels, LogReader, LogRepository, MediaLinks],
  exports: [Feeds, LogReader, LogRepository, MediaLinks],
})
export class LogModule {}
