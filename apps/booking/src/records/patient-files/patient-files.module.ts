import { AnswersModule } from '../../appointments/answers/answers.module.js';
import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../../appointments/appointments/appointments.module.js';
import { AuditModule } from '../../practice/audit/audit.module.js';
import { LegalHoldsModule } from '../../patients/legal-holds/legal-holds.module.js';
import { PatientMailsModule } from '../../patients/patient-mails/patient-mails.module.js';
import { PatientsModule } from '../../patients/patients/patients.module.js';
import { SealedNotesModule } from '../../patients/sealed-notes/sealed-notes.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { ErasuresService } from './erasures.service.js';
import { FilePagesRepository } from './file-pages.repository.js';
import { PatientFilesController } from './patient-files.controller.js';
import { PatientFilesRepository } from './patient-files.repository.js';
import { PatientFilesService } from './patient-files.service.js';

@Module({
  imports: [
    TenancyModule,
    AppointmentsModule,
    AuditModule,
    LegalHoldsModule,
    PatientMailsModule,
    PatientsModule,
    SealedNotesModule,
    AnswersModule,
  ],
  controllers: [PatientFilesController],
  providers: [PatientFilesService, ErasuresService, PatientFilesRepository, FilePagesRepository],
  exports: [ErasuresService],
})
export class PatientFilesModule {}
