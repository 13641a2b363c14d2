import { Injectable } from '@nestjs/common';
import { columnsOf, Database, queueDepth, type SqlExecutor } from '@veza/database';
import { Hourly, type QueueDepth } from '@veza/platform';
import { QUEUES } from '../../queues.js';
import { SmsMessage, type SmsOutcome } from './sms-message.entity.js';

export type NewSms = Pick<SmsMessage, 'to' | 'text' | 'cabinetId' | 'patientId' | 'until'>;

const { leaseSeconds, pauseSeconds, keptSeconds } = QUEUES.sms;
const MOST_LISTED = 500;
/** What is left of one with an outcome. */
const EMPTY = `recipient = '', body = '', patient_id = NULL`;

/** Raw SQL where the clock of Postgres decides, and in transactions of events, which have no EntityManager. */
@Injectable()
export class SmsMessagesRepository {
  constructor(private readonly database: Database) {}

  /** False if the cabinet has written as many within a day. The lock orders the texts of a cabinet, so that together they stay within. */
  async insertInEvent(tx: SqlExecutor, sms: NewSms, mostPerDay: number): Promise<boolean> {
    const { to, text, cabinetId, patientId, until } = sms;
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('identity.sms:' || $1, 0))`, [cabinetId]);
    const inserted = await tx.query(
      `INSERT INTO sms_messages (recipient, body, cabinet_id, patient_id, until) SELECT $1, $2, $3::uuid, $4, $5
       WHERE (SELECT count(*) FROM sms_messages WHERE cabinet_id = $3::uuid AND created_at > now() - interval '1 day') < $6
       RETURNING id`,
      [to, text, cabinetId, patientId, until, mostPerDay],
    );
    return inserted.length > 0;
  }

  async endOf(tx: SqlExecutor, patientId: string): Promise<void> {
    await tx.query('DELETE FROM sms_messages WHERE patient_id = $1', [patientId]);
  }

  /** The latest ones, oldest first. */
  async list(to?: string): Promise<SmsMessage[]> {
    const where = to === undefined ? {} : { to };
    const latest = await this.database.entities((manager) =>
      manager.find(SmsMessage, { where, order: { id: 'DESC' }, take: MOST_LISTED }),
    );
    return latest.reverse();
  }

  /** Takes at most `most` that are due, for good: a gateway that is killed now sends none of them a second time. */
  take(most: number): Promise<SmsMessage[]> {
    return this.database.query<SmsMessage>(
      `UPDATE sms_messages SET taken_at = now(), tries = tries + 1 WHERE id IN (
         SELECT id FROM sms_messages WHERE taken_at IS NULL AND outcome IS NULL AND next_try_at <= now() AND until > now()
         ORDER BY next_try_at LIMIT $1 FOR UPDATE SKIP LOCKED
       ) RETURNING ${columnsOf(SmsMessage)}`,
      [most],
    );
  }

  depth(): Promise<QueueDepth> {
    const due = 'taken_at IS NULL AND outcome IS NULL AND until > now()';
    return queueDepth(this.database, `SELECT next_try_at AS due FROM sms_messages WHERE ${due}`, []);
  }

  async end(id: string, outcome: SmsOutcome): Promise<void> {
    await this.database.query(`UPDATE sms_messages SET outcome = $2, ${EMPTY} WHERE id = $1`, [id, outcome]);
  }

  /** The provider has not taken it: it is due again after a pause. False after the last try. */
  async postpone(id: string): Promise<boolean> {
    const postponed = await this.database.query(
      `UPDATE sms_messages SET taken_at = NULL, next_try_at = now() + make_interval(secs => ($2::integer[])[tries])
       WHERE id = $1 AND tries <= $3 RETURNING id`,
      [id, pauseSeconds, pauseSeconds.length],
    );
    return postponed.length > 0;
  }

  /** A gateway that was killed leaves no outcome, and a text that waited too long has none. */
  @Hourly('sweep of SMS')
  async sweep(): Promise<void> {
    await this.database.query(
      `UPDATE sms_messages SET outcome = 'unknown', ${EMPTY}
       WHERE outcome IS NULL AND taken_at < now() - make_interval(secs => $1)`,
      [leaseSeconds],
    );
    await this.database.query(
      `UPDATE sms_messages SET outcome = 'late', ${EMPTY} WHERE outcome IS NULL AND taken_at IS NULL AND until < now()`,
    );
    await this.database.query('DELETE FROM sms_messages WHERE created_at < now() - make_interval(secs => $1)', [keptSeconds]);
  }
}
