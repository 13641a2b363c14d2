import { Module } from '@nestjs/common';
import { BusyModule } from '../busy/busy.module.js';
import { PractitionersModule } from '../../practice/practitioners/practitioners.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { AlternativesService } from './alternatives.service.js';
import { AnybodyService } from './anybody.service.js';
import { NextFreeTimes } from './next-free-times.js';
import { SlotsController } from './slots.controller.js';
import { SlotsService } from './slots.service.js';

@Module({
  imports: [TenancyModule, PractitionersModule, BusyModule],
  controllers: [SlotsController],
  providers: [SlotsService, AlternativesService, AnybodyService, NextFreeTimes],
  exports: [SlotsService, AnybodyService, NextFreeTimes],
})
export class SlotsModule {}
