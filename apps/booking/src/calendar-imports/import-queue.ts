import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { calendarImportJobs, type CalendarImportRef, type JobPayload, SYSTEM } from '@veza/contracts';
import { AppLogger, CONFIG, endsWithin, openQueueRedis, queuePrefix, requireNoEviction, Shutdown } from '@veza/platform';
import { type RedisConnection, requestContext } from '@veza/transport';
import { type Job, Queue, Worker } from 'bullmq';
import type { BookingConfig } from '../config.js';
import { ImportRunsService } from './import-runs.service.js';

const { read } = calendarImportJobs;
const prefix = queuePrefix(read.queue);
const LONGEST_ADD_MS = 5_000;
/** Each of them may have a thread that parses. */
const AT_ONCE = 2;
const LOCK_MS = 30_000;

/** Jobs that read calendars. An import has one job at a time, and a run that is not due does nothing. */
@Injectable()
export class ImportQueue implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly connection: RedisConnection;
  private readonly queue: Queue<JobPayload<typeof read>>;

  constructor(
    @Inject(CONFIG) private readonly config: BookingConfig,
    private readonly runs: ImportRunsService,
    private readonly logger: AppLogger,
    private readonly shutdown: Shutdown,
  ) {
    this.connection = openQueueRedis(config.REDIS_QUEUE_URL, 'imports:queue', { patient: false, logger });
    this.queue = new Queue(read.queue, {
      connection: this.connection,
      prefix,
      defaultJobOptions: { attempts: read.attempts, removeOnComplete: true, removeOnFail: true },
    });
    this.queue.on('error', () => undefined); // the connection logs an outage, once
  }

  async onApplicationBootstrap(): Promise<void> {
    const connection = openQueueRedis(this.config.REDIS_QUEUE_URL, 'imports:worker', { patient: true, logger: this.logger });
    this.shutdown.register('close-connections', 'calendar imports', () => connection.disconnect());
    await requireNoEviction(connection);
    const worker = new Worker(read.queue, (job) => this.run(job), {
      connection,
      prefix,
      concurrency: AT_ONCE,
      lockDuration: LOCK_MS,
      maxStalledCount: 2,
    });
    worker.on('error', () => undefined);
    worker.on('failed', (job, cause) => this.logger.warn('A calendar could not be imported', { import: job?.id, cause }));
    this.shutdown.register('drain', 'calendar imports', () => worker.close());
  }

  async add(imports: readonly CalendarImportRef[]): Promise<void> {
    const jobs = imports.map((data) => ({ name: read.name, data, opts: { jobId: `import-${data.id}` } }));
    if (jobs.length > 0) await endsWithin(LONGEST_ADD_MS, this.queue.addBulk(jobs));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
    this.connection.disconnect();
  }

  private run({ id, name, data }: Job<unknown>): Promise<void> {
    return requestContext.run({ requestId: id ?? name, caller: SYSTEM }, () => this.runs.run(read.payload.parse(data)));
  }
}
