import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type JobPayload, reminderJobs, SYSTEM } from '@veza/contracts';
import { AppLogger, CONFIG, endsWithin, openQueueRedis, queuePrefix, requireNoEviction, Shutdown } from '@veza/platform';
import { type RedisConnection, requestContext } from '@veza/transport';
import { type Job, Queue, Worker } from 'bullmq';
import type { BookingConfig } from '../config.js';
import type { DueReminder } from './reminders.repository.js';
import { RemindersService } from './reminders.service.js';

const { send } = reminderJobs;
const prefix = queuePrefix(send.queue);
const LONGEST_ADD_MS = 5_000;
const AT_ONCE = 4;
/** After both together at most, a dead worker is noticed and its job runs again. */
const LOCK_MS = 5_000;
const STALLED_CHECK_MS = 3_000;

/** Delayed jobs of reminders. The id of a job is that of the reminder, so replicas that add the same one add it once. */
@Injectable()
export class ReminderQueue implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly connection: RedisConnection;
  private readonly queue: Queue<JobPayload<typeof send>>;

  constructor(
    @Inject(CONFIG) private readonly config: BookingConfig,
    private readonly reminders: RemindersService,
    private readonly logger: AppLogger,
    private readonly shutdown: Shutdown,
  ) {
    this.connection = openQueueRedis(config.REDIS_QUEUE_URL, 'booking:queue', { patient: false, logger });
    this.queue = new Queue(send.queue, {
      connection: this.connection,
      prefix,
      defaultJobOptions: {
        attempts: send.attempts,
        backoff: { type: 'exponential', delay: send.backoffMs },
        // What was sent is a row in Postgres; a failed job that stays would block its id, and is added again.
        removeOnComplete: true,
        removeOnFail: true,
      },
    });
    this.queue.on('error', () => undefined); // the connection logs an outage, once
  }

  async onApplicationBootstrap(): Promise<void> {
    const connection = openQueueRedis(this.config.REDIS_QUEUE_URL, 'booking:worker', { patient: true, logger: this.logger });
    this.shutdown.register('close-connections', 'reminders', () => connection.disconnect());
    await requireNoEviction(connection);
    const worker = new Worker(send.queue, (job) => this.run(job), {
      connection,
      prefix,
      concurrency: AT_ONCE,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: 2,
    });
    worker.on('error', () => undefined);
    worker.on('failed', (job, cause) => this.logger.warn('A reminder could not be sent', { reminder: job?.id, cause }));
    this.shutdown.register('drain', 'reminders', () => worker.close());
  }

  async add(due: readonly DueReminder[]): Promise<void> {
    const jobs = due.map(({ wait, ...data }) => ({
      name: send.name,
      data,
      opts: { jobId: `remind-${data.appointmentId}-${data.timeVersion}-${data.hours}`, delay: Math.max(0, wait * 1_000) },
    }));
    if (jobs.length > 0) await endsWithin(LONGEST_ADD_MS, this.queue.addBulk(jobs));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
    this.connection.disconnect();
  }

  private run({ id, name, data }: Job<unknown>): Promise<void> {
    return requestContext.run({ requestId: id ?? name, caller: SYSTEM }, () => this.reminders.send(send.payload.parse(data)));
  }
}
