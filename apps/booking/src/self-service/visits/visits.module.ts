import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../../appointments/appointments/appointments.module.js';
import { HoldsModule } from '../../calendar/holds/holds.module.js';
import { PatientLinksModule } from '../patient-links/patient-links.module.js';
import { PatientMailsModule } from '../../patients/patient-mails/patient-mails.module.js';
import { PatientsModule } from '../../patients/patients/patients.module.js';
import { PublicPagesModule } from '../../calendar/public-pages/public-pages.module.js';
import { SlotsModule } from '../../calendar/slots/slots.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { VisitBookingsService } from './visit-bookings.service.js';
import { VisitPatientsService } from './visit-patients.service.js';
import { VisitsController } from './visits.controller.js';
import { VisitsRepository } from './visits.repository.js';
import { VisitsService } from './visits.service.js';

@Module({
  imports: [
    TenancyModule,
    PublicPagesModule,
    SlotsModule,
    HoldsModule,
    AppointmentsModule,
    PatientsModule,
    PatientMailsModule,
    PatientLinksModule,
  ],
  controllers: [VisitsController],
  providers: [VisitsService, VisitBookingsService, VisitPatientsService, VisitsRepository],
  exports: [VisitsService, VisitPatientsService],
})
export class VisitsModule {}
