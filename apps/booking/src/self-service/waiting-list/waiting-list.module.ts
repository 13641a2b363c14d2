import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../../appointments/appointments/appointments.module.js';
import { BusyModule } from '../../calendar/busy/busy.module.js';
import { PatientLinksModule } from '../patient-links/patient-links.module.js';
import { PatientMailsModule } from '../../patients/patient-mails/patient-mails.module.js';
import { PatientsModule } from '../../patients/patients/patients.module.js';
import { PractitionersModule } from '../../practice/practitioners/practitioners.module.js';
import { PublicPagesModule } from '../../calendar/public-pages/public-pages.module.js';
import { SlotsModule } from '../../calendar/slots/slots.module.js';
import { TreatmentsModule } from '../../practice/treatments/treatments.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { VisitsModule } from '../visits/visits.module.js';
import { OfferTokens } from './offer-tokens.js';
import { WaitingListController } from './waiting-list.controller.js';
import { WaitingListService } from './waiting-list.service.js';
import { WaitingEntriesRepository } from './waiting-entries.repository.js';
import { WaitingMatchesService } from './waiting-matches.service.js';
import { WaitingOffersService } from './waiting-offers.service.js';

const calendars = [TenancyModule, BusyModule, PractitionersModule, SlotsModule, AppointmentsModule];
const people = [PatientsModule, PatientMailsModule, PatientLinksModule, PublicPagesModule, VisitsModule];

@Module({
  imports: [TreatmentsModule, ...calendars, ...people],
  controllers: [WaitingListController],
  providers: [WaitingListService, WaitingOffersService, WaitingMatchesService, WaitingEntriesRepository, OfferTokens],
})
export class WaitingListModule {}
