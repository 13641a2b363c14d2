import { Module } from '@nestjs/common';
import { AuditModule } from '../../practice/audit/audit.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { PatientSearchService } from './patient-search.service.js';
import { PatientsController } from './patients.controller.js';
import { PatientsRepository } from './patients.repository.js';
import { PatientsService } from './patients.service.js';

@Module({
  imports: [TenancyModule, AuditModule],
  controllers: [PatientsController],
  providers: [PatientsService, PatientSearchService, PatientsRepository],
  exports: [PatientsService],
})
export class PatientsModule {}
