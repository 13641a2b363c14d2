import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { PeopleModule } from '../people/people.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { TrackingModule } from '../resume/tracking.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { ModerationController } from './moderation.controller.js';
import { ModerationGateway } from './moderation.gateway.js';
import { ReportsRepository } from './reports.repository.js';
import { ReportsService } from './reports.service.js';
import { SanctionWatch } from './sanction-watch.js';
import { SanctionsRepository } from './sanctions.repository.js';
import { SanctionsService } from './sanctions.service.js';

@Module({
  imports: [LogModule, MessagesModule, RoomsModule, PeopleModule, PresenceModule, TrackingModule],
  controllers: [ModerationController],
  providers: [ModerationGateway, SanctionsService, SanctionsRepository, SanctionWatch, ReportsService, ReportsRepository],
})
export class ModerationModule {}
