import { Module } from '@nestjs/common';
import { BusyModule } from '../busy/busy.module.js';
import { PractitionersModule } from '../../practice/practitioners/practitioners.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { AnalyticsController } from './analytics.controller.js';
import { AnalyticsRepository } from './analytics.repository.js';
import { AnalyticsService } from './analytics.service.js';

@Module({
  imports: [TenancyModule, PractitionersModule, BusyModule],
  controllers: [AnalyticsController],
  providers: [AnalyticsService, AnalyticsRepository],
})
export class AnalyticsModule {}
