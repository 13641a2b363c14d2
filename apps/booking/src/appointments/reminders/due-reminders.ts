import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger, CONFIG, LeasedRows, Metrics, Shutdown } from '@veza/platform';
import type { BookingConfig } from '../../config.js';
import { QUEUES } from '../../queues.js';
import { type Reminder, RemindersRepository } from './reminders.repository.js';
import { RemindersService } from './reminders.service.js';

/**
 * Sends the reminders that are due, which every replica reads from the appointments: a booking need not know about
 * them. The row that says a reminder was sent is written with it, so two replicas that have read the same one send it
 * once.
 */
@Injectable()
export class DueReminders implements OnApplicationBootstrap {
  private readonly rows: LeasedRows<Reminder>;

  constructor(
    @Inject(CONFIG) { BOOKING_REMINDERS }: BookingConfig,
    reminders: RemindersRepository,
    service: RemindersService,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
    readonly metrics: Metrics,
  ) {
    this.rows = new LeasedRows(
      {
        name: 'reminders',
        limits: QUEUES.reminders,
        take: (most) => reminders.due(BOOKING_REMINDERS, most),
        run: (reminder) => service.send(reminder),
        depth: () => reminders.depth(BOOKING_REMINDERS),
        failed: ({ appointmentId, hours }, cause) =>
          logger.warn('A reminder was not sent', { appointment: appointmentId, hours, cause }),
      },
      this,
    );
  }

  onApplicationBootstrap(): void {
    this.rows.begin();
  }

  look(): Promise<void> {
    return this.rows.look();
  }
}
