import { Module } from '@nestjs/common';
import { AuditModule } from '../../practice/audit/audit.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { LegalHoldsController } from './legal-holds.controller.js';
import { LegalHoldsRepository } from './legal-holds.repository.js';
import { LegalHoldsService } from './legal-holds.service.js';

@Module({
  imports: [TenancyModule, AuditModule, PatientsModule],
  controllers: [LegalHoldsController],
  providers: [LegalHoldsService, LegalHoldsRepository],
  exports: [LegalHoldsService],
})
export class LegalHoldsModule {}
