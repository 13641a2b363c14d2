import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module.js';
import { PeopleModule } from '../people/people.module.js';
import { HistoryDepthRepository } from './history-depth.repository.js';
import { HistoryRepository } from './history.repository.js';
import { HistoryService } from './history.service.js';

@Module({
  imports: [LogModule, PeopleModule],
  providers: [HistoryService, HistoryRepository, HistoryDepthRepository],
  exports: [HistoryService, HistoryRepository],
})
export class HistoryModule {}
