import { Injectable } from '@nestjs/common';
import { Database, oneRow, queueDepth, type SqlExecutor } from '@veza/database';
import type { QueueDepth } from '@veza/platform';
import { ReplicaId } from '@veza/transport';
import { trimBlocks } from '../history/history-depth.repository.js';
import { QUEUES } from '../queues.js';

const { leaseSeconds, rooms: ROOMS, entries: ENTRIES } = QUEUES.retention;

/** Another replica has the turn. */
export class TurnLost extends Error {}

export interface Examined {
  /** Rooms whose log begins with entries that are too old. */
  readonly rooms: string[];
  /** How many others need no look before this age again. */
  readonly young: number;
}

export interface Removed {
  readonly messages: number;
  readonly changes: number;
  /** The log of the room has no older entry. */
  readonly done: boolean;
}

interface Prefix {
  /** The first seq that stays; null when the log has no entry. */
  floor: string | null;
  /** No entry that stays is older; null when the log goes on and nothing young was seen. */
  oldestAt: Date | null;
}

/**
 * Rooms that may have entries before $1, and the time of the first entry of each. Those that have none get their age at
 * once: with SKIP LOCKED, since a wait for one room with the lock of another may end in a deadlock.
 */
const EXAMINE = `
WITH due AS MATERIALIZED (
  SELECT id, first_seq FROM rooms WHERE oldest_at < $1 ORDER BY oldest_at, id LIMIT ${ROOMS}
), seen AS MATERIALIZED (
  SELECT id, e.at FROM due
  LEFT JOIN LATERAL (SELECT at FROM room_events WHERE room_id = due.id AND seq >= due.first_seq ORDER BY seq LIMIT 1) e ON true
), locked AS MATERIALIZED (
  SELECT r.id FROM rooms r WHERE r.id IN (SELECT id FROM seen WHERE at IS NULL OR at >= $1) FOR NO KEY UPDATE SKIP LOCKED
), young AS (
  UPDATE rooms r SET oldest_at = greatest(coalesce(s.at, now()), $1) FROM locked l JOIN seen s USING (id) WHERE r.id = l.id RETURNING 1
)
SELECT ARRAY(SELECT id FROM seen WHERE at < $1) AS rooms, (SELECT count(*)::int FROM young) AS young`;

/**
 * How far the entries before $2 reach among the first of a log, from its floor $3 on: without it the scan would pass what
 * earlier batches have deleted and no vacuum has cleaned yet.
 */
const PREFIX = `
SELECT coalesce(min(seq) FILTER (WHERE at >= $2), max(seq) + 1) AS floor,
  coalesce(min(at) FILTER (WHERE at >= $2), CASE WHEN count(*) < ${ENTRIES} THEN now() END) AS "oldestAt"
FROM (SELECT seq, at FROM room_events WHERE room_id = $1 AND seq >= $3 ORDER BY seq LIMIT ${ENTRIES}) entries`;

/**
 * Raw SQL: ages by the clock of Postgres, a lease, and deletions of many rows by the ids of others.
 */
@Injectable()
export class RetentionRepository {
  constructor(
    private readonly database: Database,
    private readonly replica: ReplicaId,
  ) {}

  /** The turn of an hour, for one replica. */
  async take(): Promise<string[]> {
    const taken = await this.database.query<{ name: string }>(
      `UPDATE log_sweeps SET holder = $1, due_at = now() + make_interval(secs => $2) WHERE name = 'log' AND due_at <= now() RETURNING name`,
      [this.replica.value, leaseSeconds],
    );
    return taken.map(({ name }) => name);
  }

  /** Ends the turn of this replica. The next one is due after so many seconds. */
  async end(seconds: number): Promise<void> {
    await this.database.query(
      `UPDATE log_sweeps SET due_at = now() + make_interval(secs => $2), holder = NULL WHERE name = 'log' AND holder = $1`,
      [this.replica.value, seconds],
    );
  }

  depth(): Promise<QueueDepth> {
    return queueDepth(this.database, `SELECT due_at AS due FROM log_sweeps WHERE name = 'log' AND due_at <= now()`);
  }

  /** Entries before this moment are removed. With `archived`, only what an archive covers. */
  async cutoff(days: number, archived: boolean): Promise<Date> {
    const { at } = oneRow(
      await this.database.query<{ at: Date }>(
        `SELECT least(now() - make_interval(days => $1),
           CASE WHEN $2 THEN coalesce((SELECT max(covers_before) FROM log_archives), 'epoch') END)::timestamptz(3) AS at`,
        [days, archived],
      ),
    );
    return at;
  }

  async examine(cutoff: Date): Promise<Examined> {
    return this.database.transaction(async (tx) => {
      await this.keepTurn(tx);
      return oneRow(await tx.query<Examined>(EXAMINE, [cutoff]));
    });
  }

  /**
   * Removes some of the oldest entries of a log, and moves its floor: in one transaction, so that a log never has a hole.
   * Messages are locked before their room, as by every change of a message, and rows that hang on them are deleted by
   * statements of their own: what a change has added before the lock is seen then.
   */
  async removeOldest(room: string, cutoff: Date): Promise<Removed> {
    return this.database.transaction(async (tx) => {
      await this.keepTurn(tx);
      const { start } = oneRow(await tx.query<{ start: string }>('SELECT first_seq AS start FROM rooms WHERE id = $1', [room]));
      const { floor, oldestAt } = oneRow(await tx.query<Prefix>(PREFIX, [room, cutoff, start]));
      const [from, first] = [Number(start), Number(floor ?? start)];
      const messages = await tx.query<{ id: string; counted: boolean }>(
        'DELETE FROM messages WHERE room_id = $1 AND seq >= $2 AND seq < $3 RETURNING id, deleted_at IS NULL AS counted',
        [room, from, first],
      );
      const ids = messages.map(({ id }) => id);
      if (ids.length > 0) {
        await tx.query('DELETE FROM message_words WHERE message_id = ANY ($1::bigint[])', [ids]);
        await tx.query('DELETE FROM pins WHERE message_id = ANY ($1::bigint[])', [ids]);
        await tx.query('DELETE FROM thread_reads WHERE thread_id = ANY ($1::bigint[])', [ids]);
        await tx.query('DELETE FROM reactions WHERE message_id = ANY ($1::bigint[])', [ids]);
      }
      const changes = await tx.query('DELETE FROM room_changes WHERE room_id = $1 AND seq >= $2 AND seq < $3 RETURNING 1', [
        room,
        from,
        first,
      ]);
      const counted = messages.filter((each) => each.counted).length;
      await tx.query(
        'UPDATE rooms SET first_seq = $2, message_count = message_count - $3, oldest_at = coalesce($4, oldest_at) WHERE id = $1',
        [room, first, counted, oldestAt],
      );
      if (first > from) await trimBlocks(tx, room, first);
      return { messages: ids.length, changes: changes.length, done: oldestAt !== null };
    });
  }

  /** Seconds since the oldest entry that a log may still have; of the rooms that a sweep has seen. */
  async oldestSeconds(): Promise<number> {
    const { seconds } = oneRow(
      await this.database.query<{ seconds: number | null }>(
        `SELECT extract(epoch FROM now() - min(oldest_at))::float8 AS seconds FROM rooms WHERE oldest_at > 'epoch'`,
      ),
    );
    return seconds ?? 0;
  }

  /** The row stays locked until the transaction ends: two replicas never remove at once, whatever their clocks. */
  private async keepTurn(tx: SqlExecutor): Promise<void> {
    const kept = await tx.query(
      `UPDATE log_sweeps SET due_at = now() + make_interval(secs => $2) WHERE name = 'log' AND holder = $1 RETURNING 1`,
      [this.replica.value, leaseSeconds],
    );
    if (kept.length === 0) throw new TurnLost('Another replica sweeps');
  }
}
