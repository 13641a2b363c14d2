import { Module } from '@nestjs/common';
import { BusyModule } from '../busy/busy.module.js';
import { SlotsModule } from '../slots/slots.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { HoldsController } from './holds.controller.js';
import { HoldsService } from './holds.service.js';

@Module({
  imports: [TenancyModule, BusyModule, SlotsModule],
  controllers: [HoldsController],
  providers: [HoldsService],
  exports: [HoldsService],
})
export class HoldsModule {}
