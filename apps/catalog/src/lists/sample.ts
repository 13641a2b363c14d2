import { type CappedCount, countOf, EXACT_UP_TO, estimatedCount, type QueryParts } from '@veza/database';
import type { SqlExecutor } from '@veza/transport';

/**
 * A sixteenth of the rows, in runs of 128 that share pages, has indexes of its own (decision 148). GIN reads all entries of
 * a key before the first row; of frequent keys those of the sample are enough.
 */
export const SAMPLE = '((id >> 7) & 15) = 0';
export const SAMPLED_OF = 16;

/** So many rows of a sample prove more than EXACT_UP_TO rows, but for an unlikely distribution. */
const PROOF = 700;

/**
 * The number of rows: exact when they are few; when the sample proves them many, the planner's estimate. Raw SQL: a count
 * with a bound.
 */
export async function sampledCount(db: SqlExecutor, table: 'resources', parts: QueryParts): Promise<CappedCount> {
  const select = `SELECT 1 FROM ${table} ${parts.where}`;
  const [counted] = await db.query<{ total: number | null }>(
    `SELECT CASE WHEN (SELECT count(*) FROM (${select} AND ${SAMPLE} LIMIT ${PROOF}) AS sample) < ${PROOF}
       THEN (${countOf(select)}) END AS total`,
    [...parts.values],
  );
  const total = counted?.total ?? EXACT_UP_TO + 1;
  if (total <= EXACT_UP_TO) return { total, totalIsEstimate: false };
  return { total: Math.max(total, await estimatedCount(db, select, [...parts.values])), totalIsEstimate: true };
}
