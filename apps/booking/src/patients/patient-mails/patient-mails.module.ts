import { Module } from '@nestjs/common';
import { PatientContactsRepository } from './patient-contacts.repository.js';
import { PatientMailsRepository } from './patient-mails.repository.js';
import { PatientMailsService } from './patient-mails.service.js';
import { ReminderRefusalsRepository } from './reminder-refusals.repository.js';

@Module({
  providers: [PatientMailsService, PatientContactsRepository, PatientMailsRepository, ReminderRefusalsRepository],
  exports: [PatientMailsService, PatientContactsRepository, PatientMailsRepository, ReminderRefusalsRepository],
})
export class PatientMailsModule {}
