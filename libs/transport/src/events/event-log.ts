import type { SqlExecutor } from './sql-executor.js';

/** An event as it is published. `position` counts the events of one source, without gaps. */
export interface PublishedEvent {
  readonly position: number;
  readonly name: string;
  readonly payload: unknown;
  /** ISO time of the change. */
  readonly createdAt: string;
}

/** What a lease to publish returns: the id of the log, and its last position. */
export interface RelayLease {
  readonly log: string;
  readonly position: number;
}

interface EventRow {
  position: string | number;
  name: string;
  payload: unknown;
  created_at: Date | string;
}

const COLUMNS = 'position, name, payload, created_at';
const LEASE_SECONDS = 5;

/**
 * The tables of an event source in Postgres: the outbox rows, and the lease of the replica that publishes them. Raw SQL:
 * this library knows no TypeORM; lease and positions are each one statement, which two replicas may run at once.
 */
export class EventLog {
  constructor(private readonly database: SqlExecutor) {}

  /** The only query of an idle relay. */
  async hasUnpublished(): Promise<boolean> {
    return (await this.database.query('SELECT 1 FROM events WHERE published_at IS NULL LIMIT 1')).length > 0;
  }

  /** Events that are not published, and for how many seconds the oldest one waits. */
  async backlog(): Promise<{ events: number; oldestSeconds: number }> {
    const [row] = await this.database.query<{ events: number; oldestSeconds: number }>(
      `SELECT count(*)::integer AS events,
         greatest(coalesce(extract(epoch FROM now() - min(created_at)), 0), 0)::float8 AS "oldestSeconds"
       FROM events WHERE published_at IS NULL`,
    );
    return row ?? { events: 0, oldestSeconds: 0 };
  }

  /** Takes or renews the lease to publish, for five seconds; undefined while another replica holds it. */
  async lease(holder: string): Promise<RelayLease | undefined> {
    const [row] = await this.database.query<{ log: string; position: string }>(
      `INSERT INTO event_relay AS relay (holder, held_until) VALUES ($1, now() + make_interval(secs => ${LEASE_SECONDS}))
       ON CONFLICT (only_row) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
       WHERE relay.holder = excluded.holder OR relay.held_until < now()
       RETURNING log, position`,
      [holder],
    );
    return row && { log: row.log, position: Number(row.position) };
  }

  /** Ends the lease, if it is still held: a replica that has appended meanwhile does not wait for its end. */
  async release(holder: string): Promise<void> {
    await this.database.query('UPDATE event_relay SET held_until = now() WHERE holder = $1', [holder]);
  }

  /** Assigns the next positions to rows that have been committed since, if the lease is still held. */
  async assignPositions(holder: string, most: number): Promise<void> {
    await this.database.query(
      `WITH fresh AS (
         SELECT id, row_number() OVER (ORDER BY id) AS n
         FROM (SELECT id FROM events WHERE published_at IS NULL AND position IS NULL ORDER BY id LIMIT $2) AS unnumbered
       ), given AS (
         UPDATE event_relay SET position = position + (SELECT count(*) FROM fresh)
         WHERE holder = $1 AND held_until > now()
         RETURNING position - (SELECT count(*) FROM fresh) AS base
       ), numbered AS (
         UPDATE events SET position = given.base + fresh.n FROM fresh, given WHERE events.id = fresh.id RETURNING 1
       )
       SELECT 1 FROM numbered LIMIT 1`,
      [holder, most],
    );
  }

  async unpublished(most: number): Promise<PublishedEvent[]> {
    const rows = await this.database.query<EventRow>(
      `SELECT ${COLUMNS} FROM events WHERE published_at IS NULL AND position IS NOT NULL ORDER BY position LIMIT $1`,
      [most],
    );
    return rows.map(toEvent);
  }

  async markPublished(first: number, last: number): Promise<void> {
    await this.database.query(
      'UPDATE events SET published_at = now() WHERE published_at IS NULL AND position BETWEEN $1 AND $2',
      [first, last],
    );
  }

  /** The next events after a position, oldest first, and the identity of the log. */
  async since(after: number, most: number): Promise<{ log: string | null; events: PublishedEvent[] }> {
    const [relay] = await this.database.query<{ log: string }>('SELECT log FROM event_relay');
    const rows = await this.database.query<EventRow>(
      `SELECT ${COLUMNS} FROM events WHERE position > $1 ORDER BY position LIMIT $2`,
      [after, most],
    );
    return { log: relay?.log ?? null, events: rows.map(toEvent) };
  }

  /** Deletes events that were published longer ago than a consumer may be away. */
  async prune(days: number): Promise<void> {
    await this.database.query(
      `DELETE FROM events WHERE id IN
         (SELECT id FROM events WHERE published_at < now() - make_interval(days => $1) ORDER BY id LIMIT 10000)`,
      [days],
    );
  }
}

function toEvent(row: EventRow): PublishedEvent {
  return {
    position: Number(row.position),
    name: row.name,
    payload: row.payload,
    createdAt: new Date(row.created_at).toISOString(),
  };
}
