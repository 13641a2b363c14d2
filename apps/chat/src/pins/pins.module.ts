import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { HistoryModule } from '../history/history.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { UserDirectoryModule } from '../user-directory/user-directory.module.js';
import { PinsController } from './pins.controller.js';
import { PinsRepository } from './pins.repository.js';
import { PinsService } from './pins.service.js';

@Module({
  imports: [DeliveryModule, HistoryModule, LimitsModule, RoomsModule, UserDirectoryModule],
  controllers: [PinsController],
  providers: [PinsService, PinsRepository],
})
export class PinsModule {}
