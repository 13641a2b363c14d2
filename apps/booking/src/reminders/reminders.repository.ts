import { Injectable } from '@nestjs/common';
import type { Reminder } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { Hourly } from '@veza/platform';

export interface DueReminder extends Reminder {
  /** Seconds until it is due; below zero when it is late. */
  wait: number;
}

/** Raw SQL: only functions of the schema's owner see the appointments of all cabinets, and times are compared by the clock of Postgres. */
@Injectable()
export class RemindersRepository {
  constructor(private readonly database: Database) {}

  due(defaults: readonly number[], within: string, most: number): Promise<DueReminder[]> {
    return this.database.query<DueReminder>(
      `SELECT cabinet_id AS "cabinetId", appointment_id AS "appointmentId", time_version AS "timeVersion", hours, wait
       FROM due_reminders($1, $2::interval, $3)`,
      [defaults, within, most],
    );
  }

  /**
   * False when another replica has sent it, the appointment has begun, or its practitioner is away then. The other replica's transaction, if it has not ended, is waited for.
   */
  async take(tx: Transaction, { cabinetId, appointmentId, timeVersion, hours }: Reminder): Promise<boolean> {
    const taken = await tx.query(
      `INSERT INTO sent_reminders (cabinet_id, appointment_id, time_version, hours)
       SELECT cabinet_id, id, $3, $4 FROM appointments WHERE cabinet_id = $1 AND id = $2 AND start_time > now()
         AND NOT EXISTS (SELECT FROM proposals d WHERE d.appointment_id = $2 AND d.time_version = $3)
       ON CONFLICT DO NOTHING RETURNING hours`,
      [cabinetId, appointmentId, timeVersion, hours],
    );
    return taken.length > 0;
  }

  @Hourly('sweep of reminders')
  async sweep(): Promise<void> {
    await this.database.query('SELECT sweep_reminders()');
  }
}
