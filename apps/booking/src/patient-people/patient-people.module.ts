import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../appointments/appointments.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { PatientLinksModule } from '../patient-links/patient-links.module.js';
import { PatientMailsModule } from '../patient-mails/patient-mails.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { ProposalsModule } from '../proposals/proposals.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { OwnAppointmentsRepository } from './own-appointments.repository.js';
import { OwnAppointmentsService } from './own-appointments.service.js';
import { PatientContactsService } from './patient-contacts.service.js';
import { PatientPeopleController } from './patient-people.controller.js';

@Module({
  imports: [
    TenancyModule,
    AppointmentsModule,
    AuditModule,
    NotificationsModule,
    PatientLinksModule,
    PatientMailsModule,
    PatientsModule,
    ProposalsModule,
  ],
  controllers: [PatientPeopleController],
  providers: [PatientContactsService, OwnAppointmentsService, OwnAppointmentsRepository],
})
export class PatientPeopleModule {}
