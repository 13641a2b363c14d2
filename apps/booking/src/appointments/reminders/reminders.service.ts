import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@veza/database';
import { CONFIG } from '@veza/platform';
import { AnnouncementsService } from '../appointments/announcements.service.js';
import type { Appointment } from '../appointments/appointment.entity.js';
import { AppointmentsRepository } from '../appointments/appointments.repository.js';
import { holdsTime } from '../appointments/transitions.js';
import type { BookingConfig } from '../../config.js';
import { PublicPagesService } from '../../calendar/public-pages/public-pages.service.js';
import type { Member } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { type Reminder, RemindersRepository } from './reminders.repository.js';

/** Sends a reminder at most once: the row that says so, the mails and the notification are one transaction. */
@Injectable()
export class RemindersService {
  constructor(
    @Inject(CONFIG) private readonly config: BookingConfig,
    private readonly database: CabinetDatabase,
    private readonly reminders: RemindersRepository,
    private readonly appointments: AppointmentsRepository,
    private readonly pages: PublicPagesService,
    private readonly announcements: AnnouncementsService,
  ) {}

  send(reminder: Reminder): Promise<void> {
    return this.database.asPlatform(reminder.cabinetId, async (tx, member) => {
      const appointment = await this.appointments.lock(tx, member, reminder.appointmentId);
      if (!appointment || !isOf(reminder, appointment) || !(await this.isWanted(tx, member, reminder))) return;
      if (await this.reminders.take(tx, reminder)) await this.announcements.remind(tx, member, appointment);
    });
  }

  /** The cabinet may have chosen other hours since the look for due reminders. */
  private async isWanted(tx: Transaction, { cabinetId }: Member, { hours }: Reminder): Promise<boolean> {
    const page = await this.pages.find(tx, cabinetId);
    return (page?.reminders ?? this.config.BOOKING_REMINDERS).includes(hours);
  }
}

/** Neither moved nor cancelled. */
const isOf = ({ timeVersion }: Reminder, appointment: Appointment): boolean =>
  appointment.timeVersion === timeVersion && holdsTime(appointment.status);
