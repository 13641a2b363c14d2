import { Injectable } from '@nestjs/common';
import type { AppointmentStatus } from '@veza/contracts';
import { Database, oneRow, type SqlExecutor, type Transaction } from '@veza/database';
import { digestOf } from '@veza/platform';
import type { Member } from '../../practice/tenancy/access.js';
import type { CalendarFeed } from './calendar-feed.entity.js';

const MOST_EVENTS = 3_000;
const SINCE = `now() - interval '30 days'`;
const UNTIL = `now() + interval '180 days'`;

/** An appointment of a feed; `patient` is the first name for patients, and both names for practitioners. */
export interface FeedRow {
  id: string;
  cabinetId: string;
  cabinet: string;
  status: AppointmentStatus;
  startTime: Date;
  duration: number;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  practitioner: string;
  patient: string;
}

type Place = Pick<CalendarFeed, 'userId' | 'cabinetId'>;

const COLUMNS = `id, cabinet_id AS "cabinetId", cabinet, status, start_time AS "startTime", duration, version,
  created_at AS "createdAt", updated_at AS "updatedAt", practitioner, patient`;

/** Raw SQL: functions of the schema's owner, and times by the clock of Postgres. */
@Injectable()
export class CalendarFeedsRepository {
  constructor(private readonly database: Database) {}

  /** When the new secret was made; the one before ends. */
  async renew(tx: Transaction, { userId, cabinetId }: Place, token: string): Promise<Date> {
    const { createdAt } = oneRow(
      await tx.query<{ createdAt: Date }>(
        `INSERT INTO calendar_feeds (token_hash, user_id, cabinet_id) VALUES ($1, $2, $3)
         ON CONFLICT (user_id, cabinet_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = now()
         RETURNING created_at AS "createdAt"`,
        [digestOf(token), userId, cabinetId],
      ),
    );
    return createdAt;
  }

  async revoke(tx: Transaction, { userId, cabinetId }: Place): Promise<void> {
    await tx.query('DELETE FROM calendar_feeds WHERE user_id = $1 AND cabinet_id IS NOT DISTINCT FROM $2::uuid', [
      userId,
      cabinetId,
    ]);
  }

  /** In the transaction of an event, which is no member of a cabinet. */
  async forget(tx: SqlExecutor, userId: number): Promise<void> {
    await tx.query('SELECT forget_feeds($1)', [userId]);
  }

  async find(token: string): Promise<Place | undefined> {
    const [found] = await this.database.query<Place>(
      'SELECT user_id AS "userId", cabinet_id AS "cabinetId" FROM calendar_feed($1)',
      [digestOf(token)],
    );
    return found;
  }

  /** In a transaction of the account. */
  ofPatient(tx: Transaction): Promise<FeedRow[]> {
    return tx.query<FeedRow>(`SELECT ${COLUMNS} FROM own_calendar(${SINCE}, ${UNTIL}, ${MOST_EVENTS})`);
  }

  ofPractitioner(tx: Transaction, { cabinetId, userId }: Member): Promise<FeedRow[]> {
    return tx.query<FeedRow>(
      `SELECT ${COLUMNS} FROM (
         SELECT a.*, c.name AS cabinet, '' AS practitioner, p.first_name || ' ' || p.last_name AS patient
         FROM appointments a JOIN practitioners r ON r.id = a.practitioner_id JOIN patients p ON p.id = a.patient_id
           JOIN cabinets c ON c.id = a.cabinet_id
         WHERE a.cabinet_id = $1 AND r.user_id = $2) AS own
       WHERE start_time >= ${SINCE} AND start_time < ${UNTIL}
         AND (status <> 'cancelled' OR updated_at > now() - interval '14 days')
       ORDER BY start_time, id LIMIT ${MOST_EVENTS}`,
      [cabinetId, userId],
    );
  }
}
