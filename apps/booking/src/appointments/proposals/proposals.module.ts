import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../appointments/appointments.module.js';
import { NotificationsModule } from '../../practice/notifications/notifications.module.js';
import { PatientMailsModule } from '../../patients/patient-mails/patient-mails.module.js';
import { PractitionersModule } from '../../practice/practitioners/practitioners.module.js';
import { SlotsModule } from '../../calendar/slots/slots.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
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
