import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { PeopleModule } from '../people/people.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { ModerationController } from './moderation.controller.js';
import { ModerationGateway } from './moderation.gateway.js';
import { RecordsRepository } from './records.repository.js';
import { RecordsService } from './records.service.js';
import { ReportsRepository } from './reports.repository.js';
import { ReportsService } from './reports.service.js';
import { SanctionsModule } from './sanctions.module.js';
import { SanctionsService } from './sanctions.service.js';

@Module({
  imports: [LogModule, MessagesModule, RoomsModule, PeopleModule, SanctionsModule],
  controllers: [ModerationController],
  providers: [ModerationGateway, SanctionsService, ReportsService, ReportsRepository, RecordsService, RecordsRepository],
})
export class ModerationModule {}
