import type { Metrics } from '@veza/platform';
import type { Pool } from 'pg';

// Wall clock: it measures how far the wall clock is away from that of Postgres.

/** Tokens and signed addresses carry times, and their checks allow less than this between two machines. */
const MOST_OFFSET_MS = 60_000;

export interface ClockReading {
  /** Milliseconds from `performance.now()` to the epoch milliseconds of Postgres, exact to half a round trip. */
  readonly offset: number;
  readonly roundTripMs: number;
}

type Read = (sql: string) => Promise<readonly { now: number }[]>;

/** Reads the clock of Postgres; undefined if `read` returns no row. Raw SQL: no entity holds a clock. */
export async function readClock(read: Read): Promise<ClockReading | undefined> {
  const sent = performance.now();
  const [row] = await read('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now');
  const received = performance.now();
  return row && { offset: row.now - (sent + received) / 2, roundTripMs: received - sent };
}

/**
 * Two health checks by one statement: `postgres` rejects while Postgres does not reply, and `clock` when the clock of this
 * process is more than a minute away from that of Postgres. While Postgres does not reply `clock` resolves.
 */
export function databaseChecks(pool: Pool, metrics: Metrics): { postgres: () => Promise<unknown>; clock: () => Promise<void> } {
  const gauge = metrics.gauge('veza_clock_offset_seconds', 'The clock of this process minus that of Postgres');
  let reading: Promise<ClockReading | undefined> | undefined;
  const read = () =>
    (reading ??= readClock(async (sql) => (await pool.query<{ now: number }>(sql)).rows).finally(() => (reading = undefined)));
  return {
    postgres: read,
    clock: async () => {
      const found = await read().catch(() => undefined);
      if (!found) return;
      const offset = Date.now() - (found.offset + performance.now());
      gauge.set(offset / 1_000);
      if (Math.abs(offset) <= MOST_OFFSET_MS) return;
      const direction = offset > 0 ? 'ahead of' : 'behind';
      throw new Error(`The clock of this process is ${Math.round(Math.abs(offset) / 1_000)} s ${direction} that of Postgres`);
    },
  };
}
