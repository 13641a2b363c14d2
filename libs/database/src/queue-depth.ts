import type { QueueDepth } from '@veza/platform';
import type { SqlExecutor } from '@veza/transport';
import { oneRow } from './one-row.js';

/**
 * What waits in a queue of rows. `rows` is a SELECT of its rows that have not ended, with the time `due` of each. Raw SQL:
 * ages by the clock of Postgres.
 */
export async function queueDepth(executor: SqlExecutor, rows: string, parameters: unknown[] = []): Promise<QueueDepth> {
  return oneRow(
    await executor.query<{ waiting: number; oldestSeconds: number }>(
      `SELECT count(*)::integer AS waiting, greatest(coalesce(extract(epoch FROM now() - min(due)), 0), 0)::float8 AS "oldestSeconds"
       FROM (${rows}) AS waiting`,
      parameters,
    ),
  );
}
