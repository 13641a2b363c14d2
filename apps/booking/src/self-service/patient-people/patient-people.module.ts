import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../../appointments/appointments/appointments.module.js';
import { AuditModule } from '../../practice/audit/audit.module.js';
import { NotificationsModule } from '../../practice/notifications/notifications.module.js';
import { PatientLinksModule } from '../patient-links/patient-links.module.js';
import { PatientMailsModule } from '../../patients/patient-mails/patient-mails.module.js';
import { PatientsModule } from '../../patients/patients/patients.module.js';
import { ProposalsModule } from '../../appointments/proposals/proposals.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
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
