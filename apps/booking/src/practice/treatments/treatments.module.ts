import { Module } from '@nestjs/common';
import { CabinetsModule } from '../cabinets/cabinets.module.js';
import { FacilitiesModule } from '../facilities/facilities.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { TreatmentsController } from './treatments.controller.js';
import { TreatmentsRepository } from './treatments.repository.js';
import { TreatmentsService } from './treatments.service.js';

@Module({
  imports: [TenancyModule, CabinetsModule, FacilitiesModule],
  controllers: [TreatmentsController],
  providers: [TreatmentsService, TreatmentsRepository],
  exports: [TreatmentsService],
})
export class TreatmentsModule {}
