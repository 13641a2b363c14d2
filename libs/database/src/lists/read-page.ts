import { createHash } from 'node:crypto';
import { invalid, type PageQuery } from '@veza/contracts';
import type { SqlExecutor } from '@veza/transport';
import { z } from 'zod';
import { cappedCount, type CappedCount, countOf, estimatedCount, EXACT_UP_TO } from '../capped-count.js';
import { decodeCursor, encodeCursor } from '../keyset.js';
import type { JoinedReads } from './joined-reads.js';
import type { QueryParts } from './query-parts.js';

/** Pages by number end where totals are no longer exact: beyond it, OFFSET would read all rows before the page. */
const LAST_ROW = 10_000;
/** From this row on a page of a keyed list finds its ids first. */
const DEEP = 500;
/** The planner expects rows of a page anywhere along the index of its order; rows that are few may all be at its end. */
const FEW = 2_000;

const KEYS = {
  time: { sql: 'timestamptz', value: z.iso.datetime().refine((time) => time > '1970' && time < '9999') },
  money: { sql: 'numeric', value: z.string().regex(/^\d{1,10}\.\d{2,3}$/) },
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

export interface List<Row = unknown> {
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
  /**
   * Every page of the list follows an index, whatever the bound values are: the statements of its first pages are planned
   * once per connection, and equal ones that wait for a connection are one.
   */
  joined?: JoinedReads<Page<Row>>;
  /** `from` is a table with a column `id`, and its orders are indexes: a deep page does not read the rows before it. */
  isKeyed?: boolean;
  /** False: the rows are not counted, and the total is a lower bound. */
  isCounted?: boolean;
  /** Instead of counting the rows. */
  count?: () => Promise<CappedCount>;
}

export interface Page<Row> {
  rows: Row[];
  total: number;
  totalIsEstimate: boolean;
  page: number;
  limit: number;
  nextCursor: string | null;
}

/** `Database`, or a transaction. */
export interface ListExecutor extends SqlExecutor {
  prepared?<Row = unknown>(name: string, sql: string, parameters?: unknown[], sent?: () => void): Promise<Row[]>;
}

type Found<Row> = Row & { sortKey?: string | number | Date };

/**
 * One page of a list, by number or after a keyset cursor: rows added or deleted between two pages shift no other row.
 * Raw SQL: TypeORM compares no row values, as in `(key, id) < ($1, $2)`.
 */
export async function readPage<Row extends { id: number | string }>(db: ListExecutor, list: List<Row>): Promise<Page<Row>> {
  const { page, limit, cursor } = list.page;
  const offset = cursor === undefined ? (page - 1) * limit : 0;
  if (offset >= LAST_ROW) throw invalid('page', 'Pages by number end at 10,000 rows: go on by cursor');
  if (!list.count && !list.searching && !list.sortFew) return readCounted(db, list, offset);

  const select = `SELECT 1 FROM ${list.from} ${list.parts.where}`;
  const counting = list.count ?? (() => cappedCount(db, select, [...list.parts.values]));
  const count = list.isCounted === false ? undefined : await counting();
  const order = list.order(list.parts);
  const found = await db.query<Found<Row>>(rowsOf(list, { order, offset, count }), list.parts.values);
  return pageOfRows<Row>(found, order, list.page, count);
}

/** Rows and their number by one statement: a second one costs as much as a page. */
async function readCounted<Row extends { id: number | string }>(
  db: ListExecutor,
  list: List<Row>,
  offset: number,
): Promise<Page<Row>> {
  const { parts } = list;
  const plain = [...parts.values];
  const select = `SELECT 1 FROM ${list.from} ${parts.where}`;
  const order = list.order(parts);
  const direction = order.descending ? 'DESC' : 'ASC';
  const isCounted = list.isCounted !== false;
  const sql = `SELECT ${isCounted ? `(${countOf(select)})` : 'NULL::integer'} AS "countedRows", page.* FROM (VALUES (1)) AS always
    LEFT JOIN (${rowsOf(list, { order, offset })}) AS page ON true ORDER BY "sortKey" ${direction}, id ${direction}`;
  const isFirst = offset < HOT_ROWS && list.page.cursor === undefined && list.page.limit === HOT_LIMIT;
  const name = list.joined && isFirst && db.prepared ? nameOf(sql) : undefined;
  type Counted = Found<Row> & { countedRows: number | null };
  const pageOf = async (found: Counted[]): Promise<Page<Row>> => {
    const counted = found[0]?.countedRows ?? 0;
    const totalIsEstimate = counted > EXACT_UP_TO;
    const total = totalIsEstimate ? Math.max(counted, await estimatedCount(db, select, plain)) : counted;
    const rows = found.filter(({ id }) => id !== null);
    for (const row of rows) Reflect.deleteProperty(row, 'countedRows');
    return pageOfRows<Row>(rows, order, list.page, isCounted ? { total, totalIsEstimate } : undefined);
  };
  const read = (sent?: () => void): Promise<Counted[]> =>
    name !== undefined && db.prepared
      ? db.prepared<Counted>(name, sql, parts.values, sent)
      : db.query<Counted>(sql, parts.values);
  if (!list.joined || name === undefined) return pageOf(await read());
  const key = `${name} ${JSON.stringify(parts.values)}`;
  return list.joined.read(key, async (sent) => pageOf(await read(sent)));
}

/** Rows of the first pages of the usual length, and statements of them: a prepared one takes memory of each connection. */
const HOT_LIMIT = 20;
const HOT_ROWS = 100;
const MOST_PREPARED = 64;
const names = new Map<string, string>();

function nameOf(sql: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined || names.size >= MOST_PREPARED) return known;
  const name = `page-${createHash('sha256').update(sql).digest('base64url')}`;
  names.set(sql, name);
  return name;
}

interface RowsOfPage {
  order: SortOrder;
  offset: number;
  count?: CappedCount;
}

function rowsOf(list: List, { order, offset, count }: RowsOfPage): string {
  const { cursor, limit } = list.page;
  const after = cursor === undefined ? '' : afterCursor(cursor, order, list.parts, list.idType);
  const direction = order.descending ? 'DESC' : 'ASC';
  const isFew = list.sortFew === true && count?.totalIsEstimate === false && count.total <= FEW;
  const fence = isFew ? 'OFFSET 0' : ''; // the planner does not push the order into such a subquery
  const isDeep = list.isKeyed === true && offset >= DEEP && !isFew;
  const selected = isDeep ? 'id' : list.select;
  const ordered = `ORDER BY "sortKey" ${direction}, id ${direction}`;
  const found = `SELECT * FROM (SELECT ${selected}, ${order.key} AS "sortKey" FROM ${sourceOf(list, order, count?.total ?? 0)} ${fence}) AS found
     ${after} ${ordered} LIMIT ${limit + 1} OFFSET ${offset}`;
  return isDeep ? `SELECT ${list.select}, "sortKey" FROM (${found}) AS deep JOIN ${list.from} USING (id) ${ordered}` : found;
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
