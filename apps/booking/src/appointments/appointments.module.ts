import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BusyModule } from '../busy/busy.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { PatientMailsModule } from '../patient-mails/patient-mails.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { PractitionersModule } from '../practitioners/practitioners.module.js';
import { SealedNotesModule } from '../sealed-notes/sealed-notes.module.js';
import { SlotsModule } from '../slots/slots.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
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
  ],
  controllers: [AppointmentsController],
  providers: [AppointmentsService, AppointmentReadsService, AnnouncementsService, AppointmentsRepository],
  exports: [AppointmentsService, AppointmentReadsService, AnnouncementsService, AppointmentsRepository],
})
export class AppointmentsModule {}
