import { Injectable } from '@nestjs/common';
import { Database, IDEMPOTENCY_KEY_HOURS, OPERATION_HOURS } from '@veza/database';
import { Hourly } from '@veza/platform';
import type { Fingerprints } from './fingerprint.js';
import type { IdempotencyKey, StoredResponse } from './idempotency-key.entity.js';

/** A key is unique per user, method, path and cabinet. */
export type KeyScope = Pick<IdempotencyKey, 'userId' | 'method' | 'path' | 'key'>;

type KeyRow = Pick<IdempotencyKey, 'fingerprint' | 'answer'> & {
  /** Until its lock ends; not above 0 if it has ended. */
  lockSeconds: number;
};

/** A try that may run. */
export interface OperationAttempt {
  operation: string;
  /** No try came before it: when it is refused, nothing was changed. */
  first: boolean;
  /** An earlier try has succeeded; this one gets its response from the service. */
  done: boolean;
}

const SCOPE = 'user_id = $1 AND method = $2 AND path = $3 AND key = $4';
const OLD = `k.created_at < now() - make_interval(hours => ${IDEMPOTENCY_KEY_HOURS})`;
const values = ({ userId, method, path, key }: KeyScope) => [userId, method, path, key];

/**
 * SQL throughout: every request with a key runs two of these statements, each on the pool without a query runner. `take`
 * decides by one upsert which of two concurrent requests runs; ages and locks are compared on the clock of Postgres.
 */
@Injectable()
export class IdempotencyKeysRepository {
  constructor(private readonly database: Database) {}

  /**
   * The operation of this request: a new one when the key is new or expired, the same one when the first try ended
   * without a stored response. Undefined when the key has a response, belongs to another request, or that request still
   * runs. An upload has no fingerprint until its end; meanwhile the fingerprint of an earlier try stays.
   */
  async take(scope: KeyScope, fingerprints: Fingerprints | null, lockSeconds: number): Promise<OperationAttempt | undefined> {
    const [taken] = await this.database.query<OperationAttempt>(
      `INSERT INTO idempotency_keys AS k (user_id, method, path, key, fingerprint, locked_until, operation)
       VALUES ($1, $2, $3, $4, ($5::text[])[1], now() + make_interval(secs => $6), gen_random_uuid())
       ON CONFLICT (user_id, method, path, key) DO UPDATE
         SET locked_until = excluded.locked_until, answer = NULL,
           fingerprint = CASE WHEN ${OLD} THEN excluded.fingerprint ELSE k.fingerprint END,
           operation = CASE WHEN ${OLD} THEN excluded.operation ELSE k.operation END,
           done = k.done AND NOT ${OLD},
           created_at = CASE WHEN ${OLD} THEN now() ELSE k.created_at END
         WHERE ${OLD} OR
           (k.answer IS NULL AND (k.done OR k.locked_until < now()) AND coalesce(k.fingerprint = ANY ($5::text[]), true))
       RETURNING operation, created_at = now() AS first, done`,
      [...values(scope), fingerprints, lockSeconds],
    );
    return taken;
  }

  /**
   * Gives a key of a cabinet the row that 0.2.0 wrote: its keys did not name the cabinet, and its fingerprints no form. A row
   * of the cabinet stays as it is. Needed for a day after the upgrade from 0.2.0.
   */
  async adopt(scope: KeyScope, key: string, [, ...earlier]: Fingerprints): Promise<void> {
    await this.database.query(
      `UPDATE idempotency_keys AS k SET key = $4 WHERE user_id = $1 AND method = $2 AND path = $3 AND key = $5 AND NOT (${OLD})
         AND fingerprint = ANY ($6::text[])
         AND NOT EXISTS (SELECT FROM idempotency_keys AS own WHERE own.user_id = $1 AND own.method = $2 AND own.path = $3 AND own.key = $4)`,
      [...values(scope), key, earlier],
    );
  }

  async find(scope: KeyScope): Promise<KeyRow | undefined> {
    const [row] = await this.database.query<KeyRow>(
      `SELECT fingerprint, answer, ceil(extract(epoch FROM locked_until - now()))::int AS "lockSeconds"
       FROM idempotency_keys WHERE ${SCOPE}`,
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

  /** Stores the fingerprint of an upload, unless an earlier try has stored one. Whether they are equal. */
  async mark(scope: KeyScope, fingerprints: Fingerprints): Promise<boolean> {
    const [held] = await this.database.query<{ same: boolean }>(
      `UPDATE idempotency_keys SET fingerprint = coalesce(fingerprint, ($5::text[])[1]) WHERE ${SCOPE}
       RETURNING fingerprint = ANY ($5::text[]) AS same`,
      [...values(scope), fingerprints],
    );
    return held?.same ?? true;
  }

  async keep(scope: KeyScope, answer: StoredResponse): Promise<void> {
    await this.database.query(`UPDATE idempotency_keys SET answer = $5 WHERE ${SCOPE}`, [
      ...values(scope),
      JSON.stringify(answer),
    ]);
  }

  /** The response is not kept, and every repetition runs at once, as the same operation. */
  async complete(scope: KeyScope): Promise<void> {
    await this.database.query(`UPDATE idempotency_keys SET done = true, locked_until = now() WHERE ${SCOPE}`, values(scope));
  }

  /** Ends the lock, so that the same request may be tried again at once, as the same operation. */
  async release(scope: KeyScope): Promise<void> {
    await this.database.query(`UPDATE idempotency_keys SET locked_until = now() WHERE ${SCOPE}`, values(scope));
  }

  /** As if the key had never been used. */
  async free(scope: KeyScope): Promise<void> {
    await this.database.query(`DELETE FROM idempotency_keys WHERE ${SCOPE} AND answer IS NULL`, values(scope));
  }

  @Hourly('sweep of idempotency keys')
  async sweep(): Promise<void> {
    await this.database.query('DELETE FROM idempotency_keys WHERE created_at < now() - make_interval(hours => $1)', [
      OPERATION_HOURS,
    ]);
  }
}
