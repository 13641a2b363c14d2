import { Module } from '@nestjs/common';
import { AdmissionModule } from '../admission/admission.module.js';
import { EndedMembershipsRepository } from './ended-memberships.repository.js';
import { MembershipWatch } from './membership-watch.js';
import { NovaController } from './nova.controller.js';
import { NovaFeed } from './nova-feed.js';
import { NovaNoticesRepository } from './nova-notices.repository.js';
import { NovaReplays } from './nova-replays.js';
import { NovaGateway } from './nova.gateway.js';
import { NovaService } from './nova.service.js';

@Module({
  imports: [AdmissionModule],
  controllers: [NovaController],
  providers: [
    NovaGateway,
    NovaService,
    NovaFeed,
    NovaReplays,
    NovaNoticesRepository,
    MembershipWatch,
    EndedMembershipsRepository,
  ],
  exports: [NovaService],
})
export class NovaModule {}
