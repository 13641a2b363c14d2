import { Module } from '@nestjs/common';
import { PublicPagesModule } from '../../calendar/public-pages/public-pages.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { CalendarFeedsController } from './calendar-feeds.controller.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';

@Module({
  imports: [TenancyModule, PublicPagesModule],
  controllers: [CalendarFeedsController],
  providers: [CalendarFeedsService, CalendarFeedsRepository],
})
export class CalendarFeedsModule {}
