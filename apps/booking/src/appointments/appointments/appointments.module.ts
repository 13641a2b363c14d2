import { Module } from '@nestjs/common';
import { AuditModule } from '../../practice/audit/audit.module.js';
import { BusyModule } from '../../calendar/busy/busy.module.js';
import { NotificationsModule } from '../../practice/notifications/notifications.module.js';
import { PatientMailsModule } from '../../patients/patient-mails/patient-mails.module.js';
import { PatientsModule } from '../../patients/patients/patients.module.js';
import { PractitionersModule } from '../../practice/practitioners/practitioners.module.js';
import { SealedNotesModule } from '../../patients/sealed-notes/sealed-notes.module.js';
import { SlotsModule } from '../../calendar/slots/slots.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { FacilitiesModule } from '../../practice/facilities/facilities.module.js';
import { TreatmentsModule } from '../../practice/treatments/treatments.module.js';
import { AnswersModule } from '../answers/answers.module.js';
import { AnnouncementsService } from './announcements.service.js';
import { AppointmentReadsService } from './appointment-reads.service.js';
import { AppointmentsController } from './appointments.controller.js';
import { AppointmentsRepository } from './appointments.repository.js';
import { AppointmentsService } from './appointments.service.js';

@Module({
  imports: [
    TenancyModule,
    AuditModule,
    NotificationsModule,
    PractitionersModule,
    PatientsModule,
    PatientMailsModule,
    BusyModule,
    SlotsModule,
    SealedNotesModule,
    FacilitiesModule,
    TreatmentsModule,
    AnswersModule,
  ],
  controllers: [AppointmentsController],
  providers: [AppointmentsService, AppointmentReadsService, AnnouncementsService, AppointmentsRepository],
  exports: [AppointmentsService, AppointmentReadsService, AnnouncementsService, AppointmentsRepository],
})
export class AppointmentsModule {}
