import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../../appointments/appointments/appointments.module.js';
import { PatientMailsModule } from '../../patients/patient-mails/patient-mails.module.js';
import { ProposalsModule } from '../../appointments/proposals/proposals.module.js';
import { PractitionersModule } from '../../practice/practitioners/practitioners.module.js';
import { PublicPagesModule } from '../../calendar/public-pages/public-pages.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { LettersService } from './letters.service.js';
import { LinkTokens } from './link-tokens.js';
import { PatientAppointmentsService } from './patient-appointments.service.js';
import { PatientLinksController } from './patient-links.controller.js';
import { PatientLinksService } from './patient-links.service.js';

@Module({
  imports: [TenancyModule, AppointmentsModule, PractitionersModule, ProposalsModule, PublicPagesModule, PatientMailsModule],
  controllers: [PatientLinksController],
  providers: [PatientLinksService, PatientAppointmentsService, LettersService, LinkTokens],
  exports: [PatientAppointmentsService, LettersService],
})
export class PatientLinksModule {}
