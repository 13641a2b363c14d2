import { Injectable } from '@nestjs/common';
import { columnsOf, Database, queueDepth, type SqlExecutor } from '@veza/database';
import { Hourly, type QueueDepth } from '@veza/platform';
import { QUEUES } from '../../queues.js';
import { type DuePush, PREFERENCES, type PushData } from './push-data.js';
import { PushPreferences } from './push-preferences.entity.js';
import { PushSubscription } from './push-subscription.entity.js';

export const MOST_SUBSCRIPTIONS = 20;
const { leaseSeconds, pauseSeconds, mostPending, keptSeconds } = QUEUES.pushes;
/** A browser is notified for as long as its session is live, and its user neither banned nor erased. */
const LIVE = `e.revoked_at IS NULL AND e.expires_at > now() AND u.deleted_at IS NULL AND (u.banned_until IS NULL OR u.banned_until <= now())`;
const OF_SUBSCRIPTION = `JOIN sessions e ON e.id = s.session_id JOIN users u ON u.id = s.user_id`;

/** SQL: that the user wants pushes of this kind. */
const wanted = ({ kind }: PushData): string =>
  kind === 'mention' || kind === 'direct_message' || kind === 'booking'
    ? `coalesce(p.${PREFERENCES[kind]}, true)`
    : `coalesce((l.levels->'${kind}'->>'push')::boolean, true)`;

export type NewSubscription = Pick<PushSubscription, 'userId' | 'sessionId' | 'endpoint' | 'publicKey' | 'p256dh' | 'auth'>;

/** Raw SQL: leases by the clock of Postgres, and statements that bound their rows. */
@Injectable()
export class PushRepository {
  constructor(private readonly database: Database) {}

  /** Undefined when the session is none of the user, as that of an API token. */
  async subscribe(by: NewSubscription): Promise<PushSubscription | undefined> {
    return this.database.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', [by.userId]);
      const [row] = await tx.query<PushSubscription>(
        `INSERT INTO push_subscriptions AS s (user_id, session_id, endpoint, public_key, p256dh, auth)
         SELECT e.user_id, e.id, $3, $4, $5, $6 FROM sessions e WHERE e.id = $2 AND e.user_id = $1 AND e.revoked_at IS NULL
         ON CONFLICT (endpoint) DO UPDATE SET user_id = excluded.user_id, session_id = excluded.session_id,
           public_key = excluded.public_key, p256dh = excluded.p256dh, auth = excluded.auth, created_at = now()
         RETURNING ${columnsOf(PushSubscription, 's')}`,
        [by.userId, by.sessionId, by.endpoint, by.publicKey, by.p256dh, by.auth],
      );
      if (!row) return undefined;
      // The browser may have another user now, who must not see what the one before has not received.
      await tx.query('DELETE FROM push_messages WHERE subscription_id = $1', [row.id]);
      await tx.query(
        `DELETE FROM push_subscriptions WHERE id IN (
           SELECT id FROM push_subscriptions WHERE user_id = $1 AND id <> $2 ORDER BY created_at DESC OFFSET ${MOST_SUBSCRIPTIONS - 1})`,
        [by.userId, row.id],
      );
      return row;
    });
  }

  list(userId: number): Promise<PushSubscription[]> {
    return this.database.query<PushSubscription>(
      `SELECT ${columnsOf(PushSubscription, 's')} FROM push_subscriptions s ${OF_SUBSCRIPTION}
       WHERE s.user_id = $1 AND ${LIVE} ORDER BY s.created_at DESC, s.id`,
      [userId],
    );
  }

  async remove(userId: number, id: string): Promise<boolean> {
    const { affected } = await this.database.entities((manager) => manager.delete(PushSubscription, { id, userId }));
    return affected === 1;
  }

  /** Of all users, with what waits for them. Returns their number. */
  async forgetAll(): Promise<number> {
    return (await this.database.query('DELETE FROM push_subscriptions RETURNING 1')).length;
  }

  async forget(id: string): Promise<void> {
    await this.database.entities((manager) => manager.delete(PushSubscription, { id }));
  }

  preferences(userId: number): Promise<PushPreferences | null> {
    return this.database.entities((manager) => manager.findOneBy(PushPreferences, { userId }));
  }

  async prefer(preferences: PushPreferences): Promise<void> {
    await this.database.entities((manager) => manager.upsert(PushPreferences, preferences, ['userId']));
  }

  /** For the browsers of these users that want it, in the transaction of the event: each has it once. */
  async record(tx: SqlExecutor, userIds: readonly number[], data: PushData, at: string): Promise<void> {
    await tx.query(
      `INSERT INTO push_messages (subscription_id, data, created_at)
       SELECT s.id, $2::jsonb, $3::timestamptz FROM push_subscriptions s ${OF_SUBSCRIPTION}
       LEFT JOIN push_preferences p ON p.user_id = s.user_id LEFT JOIN notice_levels l ON l.user_id = s.user_id
       WHERE s.user_id = ANY($1) AND ${LIVE} AND $3::timestamptz > now() - make_interval(secs => $5)
         AND ${wanted(data)} AND coalesce((u.preferences->'notifications'->>'push')::boolean, true)
         AND NOT EXISTS (SELECT FROM push_messages m WHERE m.subscription_id = s.id OFFSET $4 - 1)`,
      [userIds, JSON.stringify(data), at, mostPending, keptSeconds],
    );
  }

  /** Leases at most `most`. Other replicas skip rows that are locked. Those of an ended session wait for the sweep. */
  take(most: number): Promise<DuePush[]> {
    return this.database.prepared<DuePush>(
      'due-pushes',
      `WITH due AS (
         SELECT m.id FROM push_messages m JOIN push_subscriptions s ON s.id = m.subscription_id ${OF_SUBSCRIPTION}
         WHERE m.next_try_at <= now() AND ${LIVE} ORDER BY m.next_try_at LIMIT $1 FOR UPDATE OF m SKIP LOCKED
       )
       UPDATE push_messages m SET tries = tries + 1, next_try_at = now() + make_interval(secs => $2)
       FROM due, push_subscriptions s WHERE m.id = due.id AND s.id = m.subscription_id
       RETURNING m.id, s.user_id AS "userId", m.data, m.tries, m.created_at AS "createdAt", s.id AS "subscriptionId", s.endpoint,
         s.public_key AS "publicKey", s.p256dh, s.auth, (SELECT username FROM users WHERE id = (m.data->>'authorId')::integer) AS "authorName"`,
      [most, leaseSeconds],
    );
  }

  async done({ id, tries }: Pick<DuePush, 'id' | 'tries'>): Promise<void> {
    await this.database.query('DELETE FROM push_messages WHERE id = $1 AND tries = $2', [id, tries]);
  }

  /** Those of an ended session wait for the sweep, and do not count. */
  depth(): Promise<QueueDepth> {
    return queueDepth(
      this.database,
      `SELECT m.next_try_at AS due FROM push_messages m JOIN push_subscriptions s ON s.id = m.subscription_id ${OF_SUBSCRIPTION}
       WHERE ${LIVE}`,
    );
  }

  /** True when it was the last try. */
  async failed({ id, tries }: Pick<DuePush, 'id' | 'tries'>): Promise<boolean> {
    const pause = pauseSeconds[tries - 1];
    if (pause === undefined) {
      await this.done({ id, tries });
      return true;
    }
    await this.database.query(
      'UPDATE push_messages SET next_try_at = now() + make_interval(secs => $3) WHERE id = $1 AND tries = $2',
      [id, tries, pause],
    );
    return false;
  }

  @Hourly('sweep of pushes')
  async sweep(): Promise<void> {
    await this.database.query('DELETE FROM push_messages WHERE created_at < now() - make_interval(secs => $1)', [keptSeconds]);
    await this.database.query(
      `DELETE FROM push_subscriptions s USING sessions e WHERE e.id = s.session_id AND (e.revoked_at IS NOT NULL OR e.expires_at <= now())`,
    );
  }
}
