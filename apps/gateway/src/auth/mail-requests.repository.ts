import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@veza/database';
import type { MailRequest, MailRequestKind } from './mail-request.entity.js';

@Injectable()
export class MailRequestsRepository {
  constructor(private readonly database: Database) {}

  async insert(kind: MailRequestKind, email: string): Promise<void> {
    await this.database.query('INSERT INTO mail_requests (kind, email) VALUES ($1, $2)', [kind, email]);
  }

  /** The oldest one that no other gateway has taken. SQL, because TypeORM has no DELETE with SKIP LOCKED. */
  async takeOldest(tx: SqlExecutor): Promise<Pick<MailRequest, 'kind' | 'email'> | undefined> {
    const [request] = await tx.query<Pick<MailRequest, 'kind' | 'email'>>(
      `DELETE FROM mail_requests WHERE id = (SELECT id FROM mail_requests ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING kind, email`,
    );
    return request;
  }
}
