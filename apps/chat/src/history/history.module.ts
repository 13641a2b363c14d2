import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { UserDirectoryModule } from '../user-directory/user-directory.module.js';
import { HistoryDepthRepository } from './history-depth.repository.js';
import { HistoryRepository } from './history.repository.js';
import { HistoryService } from './history.service.js';

@Module({
  imports: [DeliveryModule, UserDirectoryModule],
  providers: [HistoryService, HistoryRepository, HistoryDepthRepository],
  exports: [HistoryService, HistoryRepository],
})
export class HistoryModule {}
