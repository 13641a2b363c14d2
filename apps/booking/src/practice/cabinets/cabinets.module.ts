import { Module } from '@nestjs/common';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { CabinetsController } from './cabinets.controller.js';
import { CabinetsRepository } from './cabinets.repository.js';
import { CabinetsService } from './cabinets.service.js';

@Module({
  imports: [TenancyModule],
  controllers: [CabinetsController],
  providers: [CabinetsService, CabinetsRepository],
  exports: [CabinetsService],
})
export class CabinetsModule {}
