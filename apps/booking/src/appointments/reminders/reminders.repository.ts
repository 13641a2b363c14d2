import { Injectable } from '@nestjs/common';
import { Database, queueDepth, type Transaction } from '@veza/database';
import { Hourly, type QueueDepth } from '@veza/platform';

/** One reminder of one time of an appointment: another time is another `timeVersion`, and has its own reminders. */
export interface Reminder {
  cabinetId: string;
  appointmentId: string;
  timeVersion: number;
  /** Hours before the start. */
  hours: number;
}

/** Raw SQL: only functions of the schema's owner see the appointments of all cabinets, and times are compared by the clock of Postgres. */
@Injectable()
export class RemindersRepository {
  constructor(private readonly database: Database) {}

  /** At most a thousand: they are found by a join. */
  depth(defaults: readonly number[]): Promise<QueueDepth> {
    const rows = `SELECT now() + make_interval(secs => wait) AS due FROM due_reminders($1, interval '0', 1000)`;
    return queueDepth(this.database, rows, [defaults]);
  }

  due(defaults: readonly number[], most: number): Promise<Reminder[]> {
    return this.database.query<Reminder>(
      `SELECT cabinet_id AS "cabinetId", appointment_id AS "appointmentId", time_version AS "timeVersion", hours
       FROM due_reminders($1, interval '0', $2)`,
      [defaults, most],
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
