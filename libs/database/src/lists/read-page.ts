import { invalid, type PageQuery } from '@veza/contracts';
import type { SqlExecutor } from '@veza/transport';
import { z } from 'zod';
import { cappedCount, type CappedCount } from '../capped-count.js';
import { decodeCursor, encodeCursor } from '../keyset.js';
import type { QueryParts } from './query-parts.js';

/** Pages by number end where totals are no longer exact: beyond it, OFFSET would read all rows before the page. */
const LAST_ROW = 10_000;
/** The planner expects rows of a page anywhere along the index of its order; rows that are few may all be at its end. */
const FEW = 2_000;

const KEYS = {
  time: { sql: 'timestamptz', value: z.iso.datetime().refine((time) => time > '1970' && time < '9999') },
  money: { sql: 'numeric', value: z.string().regex(/^\d{1,10}\.\d{2}$/) },
  integer: { sql: 'integer', value: z.int32() },
  text: { sql: 'text', value: z.string().refine((value) => !value.includes('\0')) },
  rank: { sql: 'float8', value: z.number() },
} as const;

const IDS = { integer: z.int32(), uuid: z.uuid() } as const;

export interface SortOrder {
  /** Part of the cursor, so that a cursor of another order is rejected. */
  name: string;
  /** SQL of the sort key; `id` breaks ties in the same direction. */
  key: string;
  kind: keyof typeof KEYS;
  descending: boolean;
}

export interface List {
  /** The columns, `id` among them. */
  select: string;
  from: string;
  /** Of `id`, which breaks ties; `integer` by default. */
  idType?: keyof typeof IDS;
  /** Only the conditions: the values of the order are bound after the count. */
  parts: QueryParts;
  /** True if the conditions are a search, which is expensive to check per row. */
  searching: boolean;
  order: (parts: QueryParts) => SortOrder;
  page: PageQuery;
  /** No index has both the conditions and the order: up to FEW counted rows are read by their conditions, and sorted. */
  sortFew?: boolean;
  /** Instead of counting the rows; undefined: the total is a lower bound, which costs nothing. */
  count?: () => Promise<CappedCount | undefined>;
}

export interface Page<Row> {
  rows: Row[];
  total: number;
  totalIsEstimate: boolean;
  page: number;
  limit: number;
  nextCursor: string | null;
}

/**
 * One page of a list, by number or after a keyset cursor: rows added or deleted between two pages shift no other row.
 * Raw SQL: TypeORM compares no row values, as in `(key, id) < ($1, $2)`.
 */
export async function readPage<Row extends { id: number | string }>(db: SqlExecutor, list: List): Promise<Page<Row>> {
  const { page, limit, cursor } = list.page;
  const offset = cursor === undefined ? (page - 1) * limit : 0;
  if (offset >= LAST_ROW) throw invalid('page', 'Pages by number end at 10,000 rows: go on by cursor');

  const counted = () => cappedCount(db, `SELECT 1 FROM ${list.from} ${list.parts.where}`, [...list.parts.values]);
  const count = await (list.count ?? counted)();
  const order = list.order(list.parts);
  const after = cursor === undefined ? '' : afterCursor(cursor, order, list.parts, list.idType);
  const direction = order.descending ? 'DESC' : 'ASC';
  const isFew = list.sortFew === true && count?.totalIsEstimate === false && count.total <= FEW;
  const fence = isFew ? 'OFFSET 0' : ''; // the planner does not push the order into such a subquery
  const found = await db.query<Row & { sortKey?: string | number | Date }>(
    `SELECT * FROM (SELECT ${list.select}, ${order.key} AS "sortKey" FROM ${sourceOf(list, order, count?.total ?? 0)} ${fence}) AS found
     ${after} ORDER BY "sortKey" ${direction}, id ${direction} LIMIT ${limit + 1} OFFSET ${offset}`,
    list.parts.values,
  );
  return pageOfRows<Row>(found, order, list.page, count);
}

/**
 * The page of rows that were read with their sort keys, one more than the limit. Without a count the total is the number
 * of rows up to the end of the page.
 */
export function pageOfRows<Row extends { id: number | string }>(
  found: (Row & { sortKey?: string | number | Date })[],
  order: SortOrder,
  { page, limit, cursor }: PageQuery,
  count?: CappedCount,
): Page<Row> {
  const offset = cursor === undefined ? (page - 1) * limit : 0;
  const last = found.length > limit ? found[limit - 1] : undefined;
  const key = last?.sortKey ?? null;
  const nextCursor = last ? encodeCursor([order.name, key instanceof Date ? key.toISOString() : key, last.id]) : null;
  for (const row of found) delete row.sortKey; // rows are returned to clients
  const seen = {
    total: found.length > 0 ? offset + found.length : 0,
    totalIsEstimate: found.length > limit || cursor !== undefined,
  };
  return { rows: found.slice(0, limit), ...(count ?? seen), page, limit, nextCursor };
}

/**
 * A search with few matches reads them through its own index and sorts them: walking the index of the order would check
 * the words on nearly every row. A search with very many matches walks that index, and ranks only 10,000 of its rows:
 * if everything matches, the rank means little.
 */
function sourceOf({ from, parts, searching }: List, { kind }: SortOrder, total: number): string {
  const rows = `${from} ${parts.where}`;
  if (!searching || (total > LAST_ROW && kind !== 'rank')) return rows;
  return `(SELECT * FROM ${rows} LIMIT ${LAST_ROW}) AS ${from}`;
}

/** The condition that a row follows the cursor in its order, on the columns `"sortKey"` and `id`. */
export function afterCursor(cursor: string, order: SortOrder, parts: QueryParts, idType: keyof typeof IDS = 'integer'): string {
  const { sql, value } = KEYS[order.kind];
  const [, key, id] = decodeCursor(cursor, z.tuple([z.literal(order.name), value, IDS[idType]]));
  return `WHERE ("sortKey", id) ${order.descending ? '<' : '>'} (${parts.bind(key)}::${sql}, ${parts.bind(id)}::${idType})`;
}

export const emptyPage = <Row>({ page, limit }: PageQuery): Page<Row> => ({
  rows: [],
  total: 0,
  totalIsEstimate: false,
  page,
  limit,
  nextCursor: null,
});
