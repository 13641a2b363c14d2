import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.js';
import { LogModule } from '../log/log.module.js';
import { AutoModeration } from '../moderation/auto-moderation.js';
import { SanctionsModule } from '../moderation/sanctions.module.js';
import { PeopleModule } from '../people/people.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { ChangesRepository } from './changes.repository.js';
import { ChangesService } from './changes.service.js';
import { HistoryModule } from './history.module.js';
import { MessageLogRepository } from './message-log.repository.js';
import { MessagesController } from './messages.controller.js';
import { MessagesGateway } from './messages.gateway.js';
import { ReadingService } from './reading.service.js';
import { SearchIndexing } from './search-indexing.js';
import { SearchRepository } from './search.repository.js';
import { SearchService } from './search.service.js';
import { SearchTurn } from './search-turn.js';
import { SendingService } from './sending.service.js';
import { Upkeep } from './upkeep.js';

@Module({
  imports: [LogModule, HistoryModule, RoomsModule, PeopleModule, LimitsModule, SanctionsModule],
  controllers: [MessagesController],
  providers: [
    MessagesGateway,
    SendingService,
    MessageLogRepository,
    ChangesService,
    ChangesRepository,
    ReadingService,
    SearchService,
    SearchRepository,
    SearchIndexing,
    SearchTurn,
    AutoModeration,
    Upkeep,
  ],
  exports: [ChangesService, SendingService],
})
export class MessagesModule {}
