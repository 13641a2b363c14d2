import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { ThreadsController } from './threads.controller.js';
import { ThreadsRepository } from './threads.repository.js';
import { ThreadsService } from './threads.service.js';

@Module({
  imports: [HistoryModule, LimitsModule, RoomsModule],
  controllers: [ThreadsController],
  providers: [ThreadsService, ThreadsRepository],
})
export class ThreadsModule {}
