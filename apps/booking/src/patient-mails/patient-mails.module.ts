import { Module } from '@nestjs/common';
import { PatientContactsRepository } from './patient-contacts.repository.js';
import { PatientMailsService } from './patient-mails.service.js';

@Module({
  providers: [PatientMailsService, PatientContactsRepository],
  exports: [PatientMailsService, PatientContactsRepository],
})
export class PatientMailsModule {}
