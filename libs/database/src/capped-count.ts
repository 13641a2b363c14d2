import type { SqlExecutor } from '@veza/transport';
import { z } from 'zod';

export interface CappedCount {
  total: number;
  totalIsEstimate: boolean;
}

/** Totals are exact up to here: page 500 is never read, and counting a million rows costs more than reading a page. */
export const EXACT_UP_TO = 10_000;

const Plan = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]) })]);

/**
 * The number of rows of a SELECT (without ORDER BY and LIMIT): exact up to 10,000, above that the planner's estimate,
 * but not less than the counted rows. Raw SQL: TypeORM's count has no bound, and no EXPLAIN.
 */
export async function cappedCount(executor: SqlExecutor, select: string, parameters: unknown[] = []): Promise<CappedCount> {
  const [counted] = await executor.query<{ total: number }>(countOf(select), parameters);
  const total = counted?.total ?? 0;
  if (total <= EXACT_UP_TO) return { total, totalIsEstimate: false };
  return { total: Math.max(total, await estimatedCount(executor, select, parameters)), totalIsEstimate: true };
}

/** One row with `total`, at most one more than the bound. */
export const countOf = (select: string): string =>
  `SELECT count(*)::int AS total FROM (${select} LIMIT ${EXACT_UP_TO + 1}) AS capped`;

/** The planner's estimate of the number of rows of a SELECT. Nothing is read. Raw SQL: TypeORM has no EXPLAIN. */
export async function estimatedCount(executor: SqlExecutor, select: string, parameters: unknown[] = []): Promise<number> {
  const plan = Plan.parse(await executor.query(`EXPLAIN (FORMAT JSON) ${select}`, parameters));
  return Math.round(plan[0]['QUERY PLAN'][0].Plan['Plan Rows']);
}
