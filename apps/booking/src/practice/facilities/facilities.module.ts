import { Module } from '@nestjs/common';
import { CabinetsModule } from '../cabinets/cabinets.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { FacilitiesController } from './facilities.controller.js';
import { FacilitiesRepository } from './facilities.repository.js';
import { FacilitiesService } from './facilities.service.js';

@Module({
  imports: [TenancyModule, CabinetsModule],
  controllers: [FacilitiesController],
  providers: [FacilitiesService, FacilitiesRepository],
  exports: [FacilitiesService],
})
export class FacilitiesModule {}
