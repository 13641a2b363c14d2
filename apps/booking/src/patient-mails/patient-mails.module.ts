import { Module } from '@nestjs/common';
import { PatientContactsRepository } from './patient-contacts.repository.js';
import { PatientMailsRepository } from './patient-mails.repository.js';
import { PatientMailsService } from './patient-mails.service.js';

@Module({
  providers: [PatientMailsService, PatientContactsRepository, PatientMailsRepository],
  exports: [PatientMailsService, PatientContactsRepository, PatientMailsRepository],
})
export class PatientMailsModule {}
