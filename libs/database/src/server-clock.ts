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

/** Raw SQL: no entity holds a clock. */
const NOW = '(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now';

/** Reads the clock of Postgres; undefined if `read` returns no row. */
export async function readClock(
  read: (sql: string) => Promise<readonly { now: number }[]>,
  more = '',
): Promise<ClockReading | undefined> {
  const sent = performance.now();
  const [row] = await read(`SELECT ${NOW}${more}`);
  const received = performance.now();
  return row && { offset: row.now - (sent + received) / 2, roundTripMs: received - sent };
}

interface Checked {
  now: number;
  schema: string | null;
  readOnly: string;
}

/**
 * Two health checks by one statement: `postgres` rejects while Postgres does not reply, accepts no changes, or gives
 * another schema than that of the service. `clock` rejects when the clock of this process is more than a minute away from
 * that of Postgres. While Postgres does not reply `clock` resolves. Raw SQL: settings of the server.
 */
export function databaseChecks(
  pool: Pool,
  schema: string,
  metrics: Metrics,
): { postgres: () => Promise<unknown>; clock: () => Promise<void> } {
  const gauge = metrics.gauge('veza_clock_offset_seconds', 'The clock of this process minus that of Postgres');
  const ask = async (sql: string) => {
    const { rows } = await pool.query<Checked>(sql);
    refuseUseless(rows[0], schema);
    return rows;
  };
  let reading: Promise<ClockReading | undefined> | undefined;
  const read = () =>
    (reading ??= readClock(ask, `, current_schema() AS schema, current_setting('transaction_read_only') AS "readOnly"`).finally(
      () => (reading = undefined),
    ));
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

function refuseUseless(found: Checked | undefined, schema: string): void {
  if (found?.readOnly === 'on') throw new Error('Postgres accepts no changes: it is a standby, or set to read only');
  if (found && found.schema !== schema) throw new Error(`Unqualified names mean the schema ${found.schema}, not ${schema}`);
}
