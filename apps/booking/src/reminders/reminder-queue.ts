import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { reminderJobs } from '@veza/contracts';
import { AppLogger, CONFIG, Shutdown } from '@veza/platform';
import type { BookingConfig } from '../config.js';
import { JobQueue } from '../jobs/job-queue.js';
import type { DueReminder } from './reminders.repository.js';
import { RemindersService } from './reminders.service.js';

const { send } = reminderJobs;
const AT_ONCE = 4;

/** Delayed jobs of reminders. The id of a job is that of the reminder, so replicas that add the same one add it once. */
@Injectable()
export class ReminderQueue implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly jobs: JobQueue<typeof send>;

  constructor(
    @Inject(CONFIG) config: BookingConfig,
    private readonly reminders: RemindersService,
    logger: AppLogger,
    shutdown: Shutdown,
  ) {
    // What was sent is a row in Postgres; a failed job that stays would block its id, and is added again.
    this.jobs = new JobQueue(send, { url: config.REDIS_QUEUE_URL, logger, shutdown, keptSeconds: 0 });
  }

  onApplicationBootstrap(): Promise<void> {
    return this.jobs.work((reminder) => this.reminders.send(reminder), { atOnce: AT_ONCE });
  }

  add(due: readonly DueReminder[]): Promise<void> {
    return this.jobs.add(
      due.map(({ wait, ...data }) => ({
        id: `remind-${data.appointmentId}-${data.timeVersion}-${data.hours}`,
        data,
        delayMs: Math.max(0, wait * 1_000),
      })),
    );
  }

  onApplicationShutdown(): Promise<void> {
    return this.jobs.close();
  }
}
