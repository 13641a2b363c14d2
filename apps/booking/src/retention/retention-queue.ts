import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { retentionJobs } from '@veza/contracts';
import { AppLogger, CONFIG, recurring, Shutdown } from '@veza/platform';
import type { BookingConfig } from '../config.js';
import { JobQueue } from '../jobs/job-queue.js';
import { RetentionRunService } from './retention-run.service.js';

// Wall clock: the hour is part of the id of a job.

const EVERY_MS = 300_000;
const KEPT_SECONDS = 7_200;

/**
 * One job an hour: its id is the hour, so replicas that add it add it once, and a wiped queue has it again within minutes. A
 * job whose replica dies runs again on another one.
 */
@Injectable()
export class RetentionQueue implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly jobs: JobQueue<typeof retentionJobs.run>;
  private isStopping = false;

  constructor(
    @Inject(CONFIG) config: BookingConfig,
    private readonly retention: RetentionRunService,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {
    this.jobs = new JobQueue(retentionJobs.run, { url: config.REDIS_QUEUE_URL, logger, shutdown, keptSeconds: KEPT_SECONDS });
  }

  async onApplicationBootstrap(): Promise<void> {
    this.shutdown.register('drain', 'retention', () => {
      this.isStopping = true;
    });
    await this.jobs.work(() => this.retention.run(() => this.isStopping), { atOnce: 1 });
    recurring('plan of the retention', EVERY_MS, () => this.plan(new Date()), this);
  }

  plan(now: Date): Promise<void> {
    return this.jobs.add([{ id: `erase-${now.toISOString().slice(0, 13)}`, data: {}, delayMs: 0 }]);
  }

  onApplicationShutdown(): Promise<void> {
    return this.jobs.close();
  }
}
