import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger, LeasedRows, Metrics, Shutdown } from '@veza/platform';
import { QUEUES } from '../../queues.js';
import { type CalendarImportRef, CalendarImportsRepository } from './calendar-imports.repository.js';
import { ImportRunsService } from './import-runs.service.js';

/**
 * Reads the calendars that are due. The update that begins a run is its lease: two replicas that look at once begin
 * one.
 */
@Injectable()
export class DueImports implements OnApplicationBootstrap {
  private readonly rows: LeasedRows<CalendarImportRef>;

  constructor(
    imports: CalendarImportsRepository,
    runs: ImportRunsService,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
    readonly metrics: Metrics,
  ) {
    this.rows = new LeasedRows(
      {
        name: 'calendar imports',
        limits: QUEUES.calendarImports,
        take: (most) => imports.due(most),
        run: (ref) => runs.run(ref),
        depth: () => imports.depth(),
        failed: ({ id }, cause) => logger.warn('A run of a calendar import failed', { import: id, cause }),
      },
      this,
    );
  }

  onApplicationBootstrap(): void {
    this.rows.begin();
  }

  /** An import is due now. */
  kick(): void {
    this.rows.kick();
  }
}
