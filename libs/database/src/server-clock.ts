import type { Metrics } from '@veza/platform';
import type { Pool } from 'pg';

/** Tokens and signed addresses carry times, and their checks allow less than this between two machines. */
const MOST_OFFSET_MS = 60_000;

/**
 * A health check: rejects when the clock of this process is more than a minute away from that of Postgres. While Postgres
 * does not reply it resolves, because its own check reports that. Raw SQL: the clock of the server.
 */
export function clockCheck(pool: Pool, metrics: Metrics): () => Promise<void> {
  const gauge = metrics.gauge('veza_clock_offset_seconds', 'The clock of this process minus that of Postgres');
  return async () => {
    const sent = performance.now();
    const { rows } = await pool
      .query<{ now: number }>('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now')
      .catch(() => ({ rows: [] }));
    const [row] = rows;
    if (!row) return;
    const offset = Date.now() - (performance.now() - sent) / 2 - row.now;
    gauge.set(offset / 1_000);
    if (Math.abs(offset) <= MOST_OFFSET_MS) return;
    const direction = offset > 0 ? 'ahead of' : 'behind';
    throw new Error(`The clock of this process is ${Math.round(Math.abs(offset) / 1_000)} s ${direction} that of Postgres`);
  };
}
