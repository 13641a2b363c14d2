import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@veza/database';

export interface NewMail {
  /** Whose account it is about: it goes with the account, whatever address it went to. */
  userId: number;
  to: string;
  subject: string;
  text: string;
}

export interface Mail extends Omit<NewMail, 'userId'> {
  id: number;
  createdAt: Date;
}

const COLUMNS = 'id, recipient AS "to", subject, body AS "text", created_at AS "createdAt"';

@Injectable()
export class MailsRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: SqlExecutor, { userId, to, subject, text }: NewMail): Promise<void> {
    await tx.query('INSERT INTO mails (user_id, recipient, subject, body) VALUES ($1, lower($2), $3, $4)', [
      userId,
      to,
      subject,
      text,
    ]);
  }

  /** The latest 500, oldest first. */
  list(to?: string): Promise<Mail[]> {
    return this.database.query<Mail>(
      `SELECT * FROM (SELECT ${COLUMNS} FROM mails WHERE $1::text IS NULL OR recipient = lower($1) ORDER BY id DESC LIMIT 500) latest ORDER BY id`,
      [to ?? null],
    );
  }

  /** Takes one that is due, for two minutes: longer than sending takes, so no other gateway sends it meanwhile. */
  async takeDue(): Promise<Mail | undefined> {
    const [mail] = await this.database.query<Mail>(
      `UPDATE mails SET tries = tries + 1, next_try_at = now() + interval '2 minutes'
       WHERE id = (SELECT id FROM mails WHERE sent_at IS NULL AND next_try_at <= now() AND tries < 10 ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}`,
    );
    return mail;
  }

  /** 30 s after the first failure, then twice as long each time. */
  async failed(id: number): Promise<void> {
    await this.database.query(
      'UPDATE mails SET next_try_at = now() + make_interval(secs => 30 * power(2, tries - 1)) WHERE id = $1',
      [id],
    );
  }

  async sent(id: number): Promise<void> {
    await this.database.query('UPDATE mails SET sent_at = now() WHERE id = $1', [id]);
  }

  async sweep(): Promise<void> {
    await this.database.query(`DELETE FROM mails WHERE created_at < now() - interval '7 days'`);
  }
}
