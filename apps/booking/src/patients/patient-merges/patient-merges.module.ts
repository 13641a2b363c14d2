import { Module } from '@nestjs/common';
import { AuditModule } from '../../practice/audit/audit.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { PatientMergesController } from './patient-merges.controller.js';
import { PatientMergesRepository } from './patient-merges.repository.js';
import { PatientMergesService } from './patient-merges.service.js';

@Module({
  imports: [TenancyModule, AuditModule, PatientsModule],
  controllers: [PatientMergesController],
  providers: [PatientMergesService, PatientMergesRepository],
})
export class PatientMergesModule {}
