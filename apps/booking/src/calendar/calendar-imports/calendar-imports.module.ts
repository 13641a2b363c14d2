import { Module } from '@nestjs/common';
import { CONFIG, OutsideAddresses } from '@veza/platform';
import { BusyModule } from '../busy/busy.module.js';
import type { BookingConfig } from '../../config.js';
import { PractitionersModule } from '../../practice/practitioners/practitioners.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { CalendarImportsController } from './calendar-imports.controller.js';
import { CalendarImportsRepository } from './calendar-imports.repository.js';
import { CalendarImportsService } from './calendar-imports.service.js';
import { DueImports } from './due-imports.js';
import { ImportRunsService } from './import-runs.service.js';
import { ImportedTimesRepository } from './imported-times.repository.js';

@Module({
  imports: [TenancyModule, PractitionersModule, BusyModule],
  controllers: [CalendarImportsController],
  providers: [
    CalendarImportsService,
    CalendarImportsRepository,
    ImportedTimesRepository,
    ImportRunsService,
    DueImports,
    {
      provide: OutsideAddresses,
      inject: [CONFIG],
      useFactory: (config: BookingConfig) => new OutsideAddresses(config.CALENDAR_IMPORT_TEST_ORIGINS),
    },
  ],
})
export class CalendarImportsModule {}
