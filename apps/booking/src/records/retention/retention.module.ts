import { Module } from '@nestjs/common';
import { PatientFilesModule } from '../patient-files/patient-files.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { RetentionHours } from './retention-hours.js';
import { RetentionRunService } from './retention-run.service.js';
import { RetentionController } from './retention.controller.js';
import { RetentionRepository } from './retention.repository.js';
import { RetentionService } from './retention.service.js';

@Module({
  imports: [TenancyModule, PatientFilesModule],
  controllers: [RetentionController],
  providers: [RetentionService, RetentionRunService, RetentionHours, RetentionRepository],
})
export class RetentionModule {}
