import { Injectable } from '@nestjs/common';
import { columnsOf, Database, type Transaction } from '@veza/database';
import { Mail } from './mail.entity.js';

export interface NewMail {
  /** The account that the mail concerns; its erasure deletes the mail, whatever the recipient. */
  userId: number;
  to: string;
  subject: string;
  text: string;
}

/** Tries before a mail is given up: with doubling delays some eight hours. */
const MOST_TRIES = 10;
/** Delay after the first failure; each further one doubles it. */
const FIRST_RETRY_SECONDS = 30;
/** Longer than one try takes, so that no other gateway sends the same mail meanwhile. */
const LEASE_SECONDS = 120;
const KEPT_DAYS = 7;
const LISTED = 500;

@Injectable()
export class MailsRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Transaction, { to, ...mail }: NewMail): Promise<void> {
    await tx.insert(Mail, { ...mail, to: to.toLowerCase() });
  }

  /** The latest ones, oldest first. */
  list(to?: string): Promise<Mail[]> {
    return this.database.query<Mail>(
      `SELECT * FROM (
         SELECT ${columnsOf(Mail)} FROM mails WHERE $1::text IS NULL OR recipient = lower($1) ORDER BY id DESC LIMIT $2
       ) latest ORDER BY id`,
      [to ?? null, LISTED],
    );
  }

  /** Leases one that is due. */
  async takeDue(): Promise<Mail | undefined> {
    const [mail] = await this.database.query<Mail>(
      `UPDATE mails SET tries = tries + 1, next_try_at = now() + make_interval(secs => $1)
       WHERE id = (
         SELECT id FROM mails WHERE sent_at IS NULL AND next_try_at <= now() AND tries < $2
         ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED
       ) RETURNING ${columnsOf(Mail)}`,
      [LEASE_SECONDS, MOST_TRIES],
    );
    return mail;
  }

  async failed(id: number): Promise<void> {
    await this.database.query(
      'UPDATE mails SET next_try_at = now() + make_interval(secs => $2 * power(2, tries - 1)) WHERE id = $1',
      [id, FIRST_RETRY_SECONDS],
    );
  }

  async sent(id: number): Promise<void> {
    await this.database.query('UPDATE mails SET sent_at = now() WHERE id = $1', [id]);
  }

  async sweep(): Promise<void> {
    await this.database.query('DELETE FROM mails WHERE created_at < now() - make_interval(days => $1)', [KEPT_DAYS]);
  }
}
