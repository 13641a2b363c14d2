import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { calendarImportJobs, type CalendarImportRef } from '@veza/contracts';
import { AppLogger, CONFIG, Shutdown } from '@veza/platform';
import type { BookingConfig } from '../config.js';
import { JobQueue } from '../jobs/job-queue.js';
import { ImportRunsService } from './import-runs.service.js';

const { read } = calendarImportJobs;
/** Each of them may have a thread that parses. */
const AT_ONCE = 2;

/** Jobs that read calendars. An import has one job at a time, and a run that is not due does nothing. */
@Injectable()
export class ImportQueue implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly jobs: JobQueue<typeof read>;

  constructor(
    @Inject(CONFIG) config: BookingConfig,
    private readonly runs: ImportRunsService,
    logger: AppLogger,
    shutdown: Shutdown,
  ) {
    this.jobs = new JobQueue(read, { url: config.REDIS_QUEUE_URL, logger, shutdown, keptSeconds: 0 });
  }

  onApplicationBootstrap(): Promise<void> {
    return this.jobs.work((ref) => this.runs.run(ref), { atOnce: AT_ONCE });
  }

  add(imports: readonly CalendarImportRef[]): Promise<void> {
    return this.jobs.add(imports.map((data) => ({ id: `import-${data.id}`, data, delayMs: 0 })));
  }

  onApplicationShutdown(): Promise<void> {
    return this.jobs.close();
  }
}
