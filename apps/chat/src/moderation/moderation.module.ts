import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { UserDirectoryModule } from '../user-directory/user-directory.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { ModerationController } from './moderation.controller.js';
import { ModerationGateway } from './moderation.gateway.js';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';
import { ReportsRepository } from './reports.repository.js';
import { ReportsService } from './reports.service.js';
import { ThingReportsRepository } from './thing-reports.repository.js';
import { SanctionsModule } from '../sanctions/sanctions.module.js';
import { SanctionsService } from './sanctions.service.js';

@Module({
  imports: [DeliveryModule, LimitsModule, MessagesModule, RoomsModule, UserDirectoryModule, SanctionsModule],
  controllers: [ModerationController],
  providers: [
    ModerationGateway,
    SanctionsService,
    ReportsService,
    ReportsRepository,
    ThingReportsRepository,
    AuditService,
    AuditRepository,
  ],
})
export class ModerationModule {}
