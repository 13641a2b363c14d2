import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger, CONFIG, HOURLY_MS, recurring, Shutdown } from '@veza/platform';
import type { BookingConfig } from '../config.js';
import { ReminderQueue } from './reminder-queue.js';
import { RemindersRepository } from './reminders.repository.js';

const EVERY_MS = 20_000;
const AHEAD = '2 minutes';
const MOST = 1_000;

/**
 * Adds the reminders that are due in the next minutes to the queue, from Postgres, on every replica. So a queue that was
 * wiped is complete again after one run, and a booking need not know about reminders.
 */
@Injectable()
export class ReminderPlanner implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: BookingConfig,
    private readonly reminders: RemindersRepository,
    private readonly queue: ReminderQueue,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {}

  onApplicationBootstrap(): void {
    recurring('plan of reminders', EVERY_MS, () => this.plan(), this);
    recurring('sweep of reminders', HOURLY_MS, () => this.reminders.sweep(), this);
  }

  async plan(): Promise<void> {
    await this.queue.add(await this.reminders.due(this.config.BOOKING_REMINDERS, AHEAD, MOST));
  }
}
