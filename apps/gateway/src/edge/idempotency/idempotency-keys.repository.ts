import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';

/** Whose key it is: the same text of another user, method or path is another key. */
export interface KeyScope {
  userId: number;
  method: string;
  path: string;
  key: string;
}

export interface KeptAnswer {
  status: number;
  body: string;
  headers: Record<string, string>;
}

interface KeyRow {
  fingerprint: string | null;
  answer: KeptAnswer | null;
}

const SCOPE = 'user_id = $1 AND method = $2 AND path = $3 AND key = $4';
const values = ({ userId, method, path, key }: KeyScope) => [userId, method, path, key];

@Injectable()
export class IdempotencyKeysRepository {
  constructor(private readonly database: Database) {}

  /** True when the key is now this request's: it is new, older than a day, or its first request died without an answer. */
  async take(scope: KeyScope, fingerprint: string | null, lockSeconds: number): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO idempotency_keys AS k (user_id, method, path, key, fingerprint, locked_until)
       VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
       ON CONFLICT (user_id, method, path, key) DO UPDATE
         SET fingerprint = $5, locked_until = now() + make_interval(secs => $6), answer = NULL, created_at = now()
         WHERE k.created_at < now() - interval '24 hours' OR (k.answer IS NULL AND k.locked_until < now())
       RETURNING 1`,
      [...values(scope), fingerprint, lockSeconds],
    );
    return rows.length > 0;
  }

  async find(scope: KeyScope): Promise<KeyRow | undefined> {
    const [row] = await this.database.query<KeyRow>(
      `SELECT fingerprint, answer FROM idempotency_keys WHERE ${SCOPE}`,
      values(scope),
    );
    return row;
  }

  async extend(scope: KeyScope, lockSeconds: number): Promise<void> {
    await this.database.query(`UPDATE idempotency_keys SET locked_until = now() + make_interval(secs => $5) WHERE ${SCOPE}`, [
      ...values(scope),
      lockSeconds,
    ]);
  }

  async mark(scope: KeyScope, fingerprint: string): Promise<void> {
    await this.database.query(`UPDATE idempotency_keys SET fingerprint = $5 WHERE ${SCOPE}`, [...values(scope), fingerprint]);
  }

  async keep(scope: KeyScope, answer: KeptAnswer): Promise<void> {
    await this.database.query(`UPDATE idempotency_keys SET answer = $5 WHERE ${SCOPE}`, [
      ...values(scope),
      JSON.stringify(answer),
    ]);
  }

  async free(scope: KeyScope): Promise<void> {
    await this.database.query(`DELETE FROM idempotency_keys WHERE ${SCOPE} AND answer IS NULL`, values(scope));
  }

  async sweep(): Promise<void> {
    await this.database.query(`DELETE FROM idempotency_keys WHERE created_at < now() - interval '25 hours'`);
  }
}
