import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@veza/database';
import type { MailRequest } from './mail-request.entity.js';

export type NewMailRequest = Pick<MailRequest, 'kind' | 'email' | 'network'>;

@Injectable()
export class MailRequestsRepository {
  constructor(private readonly database: Database) {}

  async insert({ kind, email, network }: NewMailRequest): Promise<void> {
    await this.database.query('INSERT INTO mail_requests (kind, email, network) VALUES ($1, $2, $3)', [kind, email, network]);
  }

  /** The oldest one that no other gateway has taken. SQL, because TypeORM has no DELETE with SKIP LOCKED. */
  async takeOldest(tx: SqlExecutor): Promise<NewMailRequest | undefined> {
    const [request] = await tx.query<NewMailRequest>(
      `DELETE FROM mail_requests WHERE id = (SELECT id FROM mail_requests ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING kind, email, network`,
    );
    return request;
  }
}
