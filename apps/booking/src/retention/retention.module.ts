import { Module } from '@nestjs/common';
import { PatientFilesModule } from '../patient-files/patient-files.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { RetentionQueue } from './retention-queue.js';
import { RetentionRunService } from './retention-run.service.js';
import { RetentionController } from './retention.controller.js';
import { RetentionRepository } from './retention.repository.js';
import { RetentionService } from './retention.service.js';

@Module({
  imports: [TenancyModule, PatientFilesModule],
  controllers: [RetentionController],
  providers: [RetentionService, RetentionRunService, RetentionQueue, RetentionRepository],
})
export class RetentionModule {}
