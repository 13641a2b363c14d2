import { Injectable } from '@nestjs/common';
import type { SentEvent, WebhookEvent } from '@veza/contracts';
import { Database, queueDepth, type SqlExecutor, type Transaction } from '@veza/database';
import { Hourly, type QueueDepth } from '@veza/platform';
import { QUEUES } from '../../queues.js';
import type { WebhookDelivery } from './webhook-delivery.entity.js';

/** A delivery that this replica has leased. */
export interface DueDelivery {
  id: string;
  webhookId: string;
  userId: number;
  url: string;
  event: SentEvent;
  data: Record<string, unknown>;
  /** This one included; a result with another number is that of an earlier lease. */
  tries: number;
  createdAt: Date;
  secret: Buffer;
  earlierSecret: Buffer | null;
}

type Leased = Pick<DueDelivery, 'id' | 'tries'>;

const LIMITS = QUEUES.webhooks;

/** What came of a try: the status of the response, or why there is none. */
export type Outcome = { status?: number | undefined; fault?: WebhookDelivery['fault'] };

/** Raw SQL: leases and pauses by the clock of Postgres, which all replicas share. */
@Injectable()
export class DeliveriesRepository {
  constructor(private readonly database: Database) {}

  /**
   * For the receivers of these users, in the transaction of the event: each has it once. A receiver for which too much waits
   * has it counted.
   */
  async record(
    tx: SqlExecutor,
    userIds: readonly number[],
    { event, data, at }: { event: WebhookEvent; data: Record<string, unknown>; at: string },
  ): Promise<void> {
    await tx.query(
      `WITH receivers AS (
         SELECT id, EXISTS (SELECT FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.state = 'pending' OFFSET $5 - 1) AS "full"
         FROM webhooks w WHERE user_id = ANY($1) AND $2::text = ANY(events) AND disabled_at IS NULL
       ), kept AS (
         INSERT INTO webhook_deliveries (webhook_id, event, data, created_at)
         SELECT id, $2::text, $3::jsonb, $4::timestamptz FROM receivers WHERE NOT "full"
       )
       UPDATE webhooks w SET dropped_events = dropped_events + 1,
         dropped_from = coalesce(dropped_from, $4::timestamptz), dropped_to = $4::timestamptz
       FROM receivers r WHERE w.id = r.id AND r."full"`,
      [userIds, event, JSON.stringify(data), at, LIMITS.mostPending],
    );
  }

  /** Leases at most `most`, of receivers in any order. Other replicas skip rows that are locked. */
  take(most: number): Promise<DueDelivery[]> {
    return this.database.prepared<DueDelivery>(
      'due-webhooks',
      `WITH due AS (
         SELECT d.id FROM webhooks w JOIN users u ON u.id = w.user_id CROSS JOIN LATERAL (
           SELECT id FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.state = 'pending' AND d.next_try_at <= now()
           ORDER BY d.next_try_at LIMIT greatest(0, $2 - (
             SELECT count(*) FROM webhook_deliveries f WHERE f.webhook_id = w.id AND f.state = 'pending' AND f.leased_until > now()))
         ) d
         WHERE w.disabled_at IS NULL AND u.deleted_at IS NULL AND (u.banned_until IS NULL OR u.banned_until <= now())
         ORDER BY random() LIMIT $1
       ), locked AS (
         SELECT id FROM webhook_deliveries WHERE id IN (SELECT id FROM due) AND state = 'pending' AND next_try_at <= now()
         FOR UPDATE SKIP LOCKED
       )
       UPDATE webhook_deliveries d SET tries = tries + 1, leased_until = now() + make_interval(secs => $3), next_try_at = now() + make_interval(secs => $3)
       FROM locked, webhooks w WHERE d.id = locked.id AND w.id = d.webhook_id
       RETURNING d.id, d.webhook_id AS "webhookId", w.user_id AS "userId", w.url, d.event, d.data, d.tries, d.created_at AS "createdAt",
         w.secret, CASE WHEN w.earlier_until > now() THEN w.earlier_secret END AS "earlierSecret"`,
      [most, LIMITS.atOnceOfReceiver, LIMITS.leaseSeconds],
    );
  }

  /** What waited for a receiver that was away is due at once. */
  async succeeded(tx: Transaction, { id, tries }: Leased, status: number): Promise<void> {
    await tx.query(
      `WITH done AS (
         UPDATE webhook_deliveries SET state = 'delivered', status = $3, fault = NULL, leased_until = NULL WHERE id = $1 AND tries = $2 RETURNING webhook_id
       ), back AS (
         UPDATE webhooks w SET failing_since = NULL FROM done WHERE w.id = done.webhook_id AND failing_since IS NOT NULL RETURNING w.id
       )
       UPDATE webhook_deliveries d SET next_try_at = now() FROM back
       WHERE d.webhook_id = back.id AND d.id <> $1 AND d.state = 'pending' AND d.next_try_at > now()
         AND (d.leased_until IS NULL OR d.leased_until <= now())`,
      [id, tries, status],
    );
  }

  /** Those of receivers that are switched off do not count. */
  depth(): Promise<QueueDepth> {
    return queueDepth(
      this.database,
      `SELECT next_try_at AS due FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id JOIN users u ON u.id = w.user_id
       WHERE d.state = 'pending' AND w.disabled_at IS NULL AND u.deleted_at IS NULL
         AND (u.banned_until IS NULL OR u.banned_until <= now())`,
    );
  }

  /**
   * Whether it was the last try, and the webhook if this failure has switched it off: after `failingSeconds`, or at once when
   * it is `gone`.
   */
  async failed(
    tx: Transaction,
    { id, tries }: Leased,
    { status, fault }: Outcome,
    gone: boolean,
  ): Promise<{ off: string | undefined; last: boolean }> {
    const pause = LIMITS.pauseSeconds[tries - 1];
    const [off] = await tx.query<{ id: string }>(
      `WITH failed AS (
         UPDATE webhook_deliveries SET status = $3, fault = $5, leased_until = NULL,
           state = CASE WHEN $6::integer IS NULL OR $4 THEN 'failed' ELSE 'pending' END,
           next_try_at = now() + make_interval(secs => coalesce($6, 0) * (0.9 + 0.2 * random()))
         WHERE id = $1 AND tries = $2 RETURNING webhook_id
       ), before AS (
         SELECT w.id, w.disabled_at FROM webhooks w JOIN failed ON w.id = failed.webhook_id FOR UPDATE OF w
       )
       UPDATE webhooks w SET failing_since = coalesce(failing_since, now()),
         disabled_at = CASE WHEN $4 OR failing_since < now() - make_interval(secs => $7) THEN coalesce(w.disabled_at, now()) ELSE w.disabled_at END
       FROM before WHERE w.id = before.id
       RETURNING CASE WHEN before.disabled_at IS NULL AND w.disabled_at IS NOT NULL THEN w.id END AS id`,
      [id, tries, status ?? null, gone, fault ?? null, pause ?? null, LIMITS.failingSeconds],
    );
    return { off: off?.id ?? undefined, last: gone || pause === undefined };
  }

  async dropped({ id, tries }: Leased): Promise<void> {
    await this.database.query(
      `UPDATE webhook_deliveries SET state = 'dropped', leased_until = NULL WHERE id = $1 AND tries = $2`,
      [id, tries],
    );
  }

  /** The platform, and not the receiver, is not able to send it: it costs no try. */
  async postponed({ id, tries }: Leased): Promise<void> {
    await this.database.query(
      `UPDATE webhook_deliveries SET tries = tries - 1, leased_until = NULL, next_try_at = now() + make_interval(secs => $3)
       WHERE id = $1 AND tries = $2`,
      [id, tries, LIMITS.postponedSeconds],
    );
  }

  @Hourly('sweep of webhook deliveries')
  async sweep(): Promise<void> {
    await this.database.query('DELETE FROM webhook_deliveries WHERE created_at < now() - make_interval(secs => $1)', [
      LIMITS.keptSeconds,
    ]);
    await this.database.query(
      `UPDATE webhooks SET dropped_events = 0, dropped_from = NULL, dropped_to = NULL
       WHERE dropped_to < now() - make_interval(secs => $1)`,
      [LIMITS.keptSeconds],
    );
  }
}
