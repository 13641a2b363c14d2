import { Module } from '@nestjs/common';
import { CabinetsModule } from '../cabinets/cabinets.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { HolidaysController } from './holidays.controller.js';
import { HolidaysService } from './holidays.service.js';

@Module({
  imports: [TenancyModule, CabinetsModule],
  controllers: [HolidaysController],
  providers: [HolidaysService],
})
export class HolidaysModule {}
