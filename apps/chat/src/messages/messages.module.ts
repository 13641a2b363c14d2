import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { SanctionsModule } from '../sanctions/sanctions.module.js';
import { UserDirectoryModule } from '../user-directory/user-directory.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { CommitModule } from '../commit/commit.module.js';
import { SearchModule } from '../search/search.module.js';
import { AddressedUsers } from './addressed-users.js';
import { AddressedUsersRepository } from './addressed-users.repository.js';
import { ChangesRepository } from './changes.repository.js';
import { ChangesService } from './changes.service.js';
import { HistoryModule } from '../history/history.module.js';
import { MessagesController } from './messages.controller.js';
import { MessagesGateway } from './messages.gateway.js';
import { ReadingService } from './reading.service.js';
import { RemovalService } from './removal.service.js';
import { SendingService } from './sending.service.js';
import { MessageMaintenance } from './message-maintenance.js';

@Module({
  imports: [
    DeliveryModule,
    HistoryModule,
    RoomsModule,
    UserDirectoryModule,
    LimitsModule,
    SanctionsModule,
    CommitModule,
    SearchModule,
    PresenceModule,
  ],
  controllers: [MessagesController],
  providers: [
    MessagesGateway,
    SendingService,
    ChangesService,
    RemovalService,
    ChangesRepository,
    ReadingService,
    MessageMaintenance,
    AddressedUsers,
    AddressedUsersRepository,
  ],
  exports: [ChangesService, RemovalService, SendingService],
})
export class MessagesModule {}
