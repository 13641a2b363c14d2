import { Injectable } from '@nestjs/common';
import { columnsOf, Database, queueDepth, type SqlExecutor, type Transaction } from '@veza/database';
import { Hourly, type QueueDepth } from '@veza/platform';
import { QUEUES } from '../../queues.js';
import { Mail } from './mail.entity.js';

export interface NewMail {
  /** The account that the mail concerns, if any; its erasure deletes the mail, whatever the recipient. */
  userId?: number;
  /** The cabinet and the patient that the mail is about; an erasure of the patient deletes it while it waits. */
  cabinetId?: string;
  patientId?: string | null;
  to: string;
  subject: string;
  text: string;
  html?: string;
  calendar?: Mail['calendar'];
}

const { leaseSeconds, pauseSeconds, keptSeconds } = QUEUES.mails;
const MOST_TRIES = pauseSeconds.length + 1;
const MOST_LISTED = 500;
/** What is left of a mail that was sent or given up: its id and its times. */
const EMPTY = `recipient = '', subject = '', body = '', html = NULL, calendar = NULL, user_id = NULL, cabinet_id = NULL, patient_id = NULL`;

/** Raw SQL where the clock of Postgres decides: gateways with other clocks lease, retry and delete the same rows. */
@Injectable()
export class MailsRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Transaction, { to, ...mail }: NewMail): Promise<void> {
    await tx.insert(Mail, { ...mail, to: to.toLowerCase() });
  }

  /** Raw SQL: the transaction of an event has no EntityManager. */
  async insertInEvent(tx: SqlExecutor, { to, subject, text, html, calendar, userId, ...of }: NewMail): Promise<void> {
    await tx.query(
      `INSERT INTO mails (recipient, subject, body, html, calendar, user_id, cabinet_id, patient_id)
       VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)`,
      [
        to.toLowerCase(),
        subject,
        text,
        html ?? null,
        calendar ? JSON.stringify(calendar) : null,
        userId ?? null,
        of.cabinetId ?? null,
        of.patientId ?? null,
      ],
    );
  }

  async endOf(tx: SqlExecutor, patientId: string): Promise<void> {
    await tx.query('DELETE FROM mails WHERE patient_id = $1', [patientId]);
  }

  /** The latest ones, oldest first. */
  async list(to?: string): Promise<Mail[]> {
    const where = to === undefined ? {} : { to: to.toLowerCase() };
    const latest = await this.database.entities((manager) =>
      manager.find(Mail, { where, order: { id: 'DESC' }, take: MOST_LISTED }),
    );
    return latest.reverse();
  }

  /** Leases at most `most` that are due. Other gateways skip a locked row. */
  take(most: number): Promise<Mail[]> {
    return this.database.query<Mail>(
      `UPDATE mails SET tries = tries + 1, next_try_at = now() + make_interval(secs => $1)
       WHERE id IN (
         SELECT id FROM mails WHERE sent_at IS NULL AND next_try_at <= now() AND tries < $2
         ORDER BY next_try_at LIMIT $3 FOR UPDATE SKIP LOCKED
       ) RETURNING ${columnsOf(Mail)}`,
      [leaseSeconds, MOST_TRIES, most],
    );
  }

  depth(): Promise<QueueDepth> {
    return queueDepth(this.database, 'SELECT next_try_at AS due FROM mails WHERE sent_at IS NULL AND tries < $1', [MOST_TRIES]);
  }

  /** True when it was the last try. */
  async failed(id: number): Promise<boolean> {
    await this.database.query(
      'UPDATE mails SET next_try_at = now() + make_interval(secs => coalesce(($2::integer[])[tries], 0)) WHERE id = $1',
      [id, pauseSeconds],
    );
    const emptied = await this.database.query(`UPDATE mails SET ${EMPTY} WHERE id = $1 AND tries >= $2 RETURNING 1`, [
      id,
      MOST_TRIES,
    ]);
    return emptied.length > 0;
  }

  async sent(id: number): Promise<void> {
    await this.database.query(`UPDATE mails SET sent_at = now(), ${EMPTY} WHERE id = $1`, [id]);
  }

  /** A gateway that was killed at the last try has emptied nothing. */
  @Hourly('sweep of mails')
  async sweep(): Promise<void> {
    await this.database.query(`UPDATE mails SET ${EMPTY} WHERE tries >= $1 AND next_try_at < now() AND recipient <> ''`, [
      MOST_TRIES,
    ]);
    await this.database.query('DELETE FROM mails WHERE created_at < now() - make_interval(secs => $1)', [keptSeconds]);
  }
}
