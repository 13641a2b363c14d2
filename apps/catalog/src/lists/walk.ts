import { afterCursor, encodeCursor, type QueryParts, type SortOrder } from '@veza/database';
import type { SqlExecutor } from '@veza/transport';
import { MOST_CHECKED } from './search.js';

export interface Walk {
  /** The columns, `id` among them. */
  select: string;
  from: string;
  parts: QueryParts;
  order: SortOrder;
  limit: number;
  offset: number;
  cursor?: string;
  /** Conditions without an index: of at most MOST_CHECKED rows. */
  checks: readonly string[];
}

export interface Walked<Row> {
  rows: Row[];
  hasMore: boolean;
  nextCursor: string | null;
}

type Key = string | number | Date;

export const cursorAt = ({ name }: SortOrder, key: Key | null, id: number): string =>
  encodeCursor([name, key instanceof Date ? key.toISOString() : key, id]);

/**
 * The next rows of an order. Those that no index can find are looked for among a bounded number: then there are fewer rows
 * than the limit, and the cursor goes on behind the last row that was looked at. Raw SQL: keyset pages.
 */
export async function walk<Row extends { id: number }>(
  db: SqlExecutor,
  { select, from, parts, order, limit, offset, cursor, checks }: Walk,
): Promise<Walked<Row>> {
  const after = cursor === undefined ? '' : afterCursor(cursor, order, parts);
  const isBounded = checks.length > 0;
  const most = isBounded ? MOST_CHECKED : offset + limit + 1;
  const [ahead, back] = order.descending ? ['DESC', 'ASC'] : ['ASC', 'DESC'];
  const by = (direction: string) => `ORDER BY "sortKey" ${direction}, id ${direction}`;
  type Found = Row & { sortKey?: Key; cutKey?: Key | null; cutId?: number | null };
  const read = await db.query<Found>(
    `WITH candidates AS MATERIALIZED (
       SELECT * FROM (SELECT *, ${order.key} AS "sortKey" FROM ${from} ${parts.where}) AS found ${after} ${by(ahead)} LIMIT ${most}),
     cut AS MATERIALIZED (
       SELECT "sortKey" AS "cutKey", id AS "cutId" FROM candidates WHERE (SELECT count(*) FROM candidates) = ${most} ${by(back)} LIMIT 1)
     SELECT cut.*, page.* FROM (VALUES (1)) AS always LEFT JOIN cut ON true LEFT JOIN (
       SELECT ${select}, "sortKey" FROM candidates ${isBounded ? `WHERE ${checks.join(' AND ')}` : ''}
       ${by(ahead)} LIMIT ${limit + 1} OFFSET ${offset}) AS page ON true
     ${by(ahead)}`,
    parts.values,
  );
  const { cutKey = null, cutId = null } = read[0] ?? {};
  const found = read.filter(({ id }) => id !== null);
  const hasMore = found.length > limit;
  const last = hasMore ? found[limit - 1] : undefined;
  const cut = isBounded && !hasMore && cutId !== null ? cursorAt(order, cutKey, cutId) : null;
  const cursorOfLast = last ? cursorAt(order, last.sortKey ?? null, last.id) : null;
  for (const row of found) for (const key of ['sortKey', 'cutKey', 'cutId']) Reflect.deleteProperty(row, key);
  return { rows: found.slice(0, limit), hasMore: hasMore || cut !== null, nextCursor: cut ?? cursorOfLast };
}
