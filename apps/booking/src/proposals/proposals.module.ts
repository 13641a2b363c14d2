import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../appointments/appointments.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { PatientMailsModule } from '../patient-mails/patient-mails.module.js';
import { PractitionersModule } from '../practitioners/practitioners.module.js';
import { SlotsModule } from '../slots/slots.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { OffersService } from './offers.service.js';
import { ProposalMailsService } from './proposal-mails.service.js';
import { ProposalsController } from './proposals.controller.js';
import { ProposalsRepository } from './proposals.repository.js';
import { ProposalsService } from './proposals.service.js';

@Module({
  imports: [TenancyModule, AppointmentsModule, NotificationsModule, PatientMailsModule, PractitionersModule, SlotsModule],
  controllers: [ProposalsController],
  providers: [ProposalsService, OffersService, ProposalMailsService, ProposalsRepository],
  exports: [ProposalsService, OffersService],
})
export class ProposalsModule {}
