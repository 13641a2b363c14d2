import { invalid, type PageQuery } from '@veza/contracts';
import {
  afterCursor,
  decodeCursor,
  estimatedCount,
  type Page,
  pageOfRows,
  type QueryParts,
  readPage,
  type SortOrder,
} from '@veza/database';
import type { SqlExecutor } from '@veza/transport';
import { z } from 'zod';
import { FEW_LOOKED, matchedTotal, sampleMatches } from './matched-total.js';
import { anyMatch, checksOf, isChecked, matchesOf, MOST_SORTED, type SearchedTable, type SearchParts } from './search.js';
import { cursorAt, walk, type Walked } from './walk.js';

/** Matches that are ranked. */
const MOST_RANKED = 1_000;
/** If the other filters match at most this many rows, the search filters first and matches words without the index. */
const MOST_NARROW = 1_500;
/** So many matches are found along the index of an order; fewer are read by their words, and sorted. */
const FREQUENT = 2 * MOST_SORTED;
/** Of the matches behind the ranked ones, pages by number hold this many. */
const MOST_BY_NUMBER = 1_000;

/** The best matches come first; those that are not ranked follow, the newest first. */
const RANK: SortOrder = { name: 'rank', key: '', kind: 'rank', descending: true };
const REST: SortOrder = { name: 'rest', key: 'created_at', kind: 'time', descending: true };
/** The same of a search that filters first: which matches are ranked depends on it, so its cursors go on with it. */
const NARROW_RANK: SortOrder = { ...RANK, name: 'rank narrow' };
const NARROW_REST: SortOrder = { ...REST, name: 'rest narrow' };
/** A cursor keeps a search narrow while its other filters match at most this many rows. */
const MOST_STILL_NARROW = 4 * MOST_NARROW;

export interface SearchList extends SearchParts {
  /** The columns, `id` among them. */
  select: string;
  /** Undefined: the best matches first. */
  order?: SortOrder;
  /** What is read along the index of the order, when it is not the table itself. */
  along?: { from: string; parts: QueryParts; order: SortOrder };
  page: PageQuery & { total?: 'none' };
}

export interface MatchPage<Row> extends Page<Row> {
  /** Words that are like those of the search were needed. */
  isAlike: boolean;
  /** There is no match, on any page. */
  isEmpty: boolean;
}

/**
 * One page of a search. Every match is on one page: the ranked ones are first, and the others follow by their age. Totals
 * are exact when the words are in some thousand rows; above that they come from the sample. In another order than that of
 * the rank the best MOST_SORTED matches are sorted; when there are more, the words are frequent enough to find them along
 * the index of the order.
 */
export async function readMatches<Row extends { id: number }>(
  db: SqlExecutor,
  searched: SearchedTable,
  list: SearchList,
): Promise<MatchPage<Row>> {
  const { parts, order, page } = list;
  const began = order || page.cursor === undefined ? undefined : orderOf(page.cursor);
  const isWide = began === RANK.name || began === REST.name;
  const most = began === undefined ? MOST_NARROW : MOST_STILL_NARROW;
  const isNarrow = !isWide && parts.where !== '' && (await areFew(db, searched, parts, most));
  return order
    ? readSorted<Row>(db, searched, { ...list, isNarrow, order })
    : readRanked<Row>(db, searched, { ...list, isNarrow });
}

interface Head<Row> {
  /** One more than the limit when there are others. */
  rows: (Row & { sortKey?: string | number | Date })[];
  matched: number;
  isPartial: boolean;
  isAlike: boolean;
}

/** Raw SQL: the CTEs of a search. */
async function readHead<Row extends { id: number }>(
  db: SqlExecutor,
  searched: SearchedTable,
  { order, ...list }: SearchList,
): Promise<Head<Row>> {
  const { select, page } = list;
  const parts = list.parts.copy();
  const by = order ?? rankOf(list);
  const matches = matchesOf(searched, { ...list, parts }, { sortKey: order?.key, most: order ? MOST_SORTED : MOST_RANKED });
  const direction = by.descending ? 'DESC' : 'ASC';
  const after = page.cursor === undefined ? '' : afterCursor(page.cursor, by, parts);
  type Match = { matched: number; isPartial: boolean; isAlike: boolean; sortKey?: string | number | Date } & Row;
  const rows = await db.query<Match>(
    `WITH ${matches} SELECT matching.*, page.* FROM matching
     LEFT JOIN (
       SELECT ${select}, best."sortKey" FROM (
         SELECT id, "sortKey" FROM matches ${after} ORDER BY "sortKey" ${direction}, id ${direction}
         LIMIT ${page.limit + 1} OFFSET ${offsetOf(page)}
       ) AS best JOIN ${searched.table} USING (id)) AS page ON true
     ORDER BY "sortKey" ${direction}, id ${direction}`,
    parts.values,
  );
  const { matched = 0, isPartial = false, isAlike = false } = rows[0] ?? {};
  for (const row of rows) for (const key of ['matched', 'isPartial', 'isAlike']) Reflect.deleteProperty(row, key);
  return { rows: rows.filter(({ id }) => id !== null), matched, isPartial, isAlike };
}

const rankOf = ({ isNarrow = false }: SearchParts): SortOrder => (isNarrow ? NARROW_RANK : RANK);
const restOf = ({ isNarrow = false }: SearchParts): SortOrder => (isNarrow ? NARROW_REST : REST);

const offsetOf = ({ page, limit, cursor }: PageQuery): number => (cursor === undefined ? (page - 1) * limit : 0);

async function readRanked<Row extends { id: number }>(
  db: SqlExecutor,
  searched: SearchedTable,
  list: SearchList,
): Promise<MatchPage<Row>> {
  const { page, search } = list;
  if (page.cursor !== undefined && orderOf(page.cursor) === restOf(list).name)
    return readRest<Row>(db, searched, list, page.cursor);
  // A page behind the ranked matches needs their ids only, to leave them out.
  const ids = offsetOf(page) > MOST_RANKED ? await readRankedIds(db, searched, list) : undefined;
  const isBehind = ids !== undefined && offsetOf(page) >= ids.matched;
  const { rows, matched, isAlike, ...head } = isBehind ? { rows: [], ...ids } : await readHead<Row>(db, searched, list);
  const isPartial = head.isPartial || isChecked(search);
  const given = { ...list, isAlike };
  const counting = async () =>
    isPartial ? matchedTotal(db, searched, given, matched) : { total: matched, totalIsEstimate: false };
  const count = page.total === 'none' ? undefined : await counting();
  const found = { isAlike, isEmpty: matched === 0 && (count ? count.total === 0 : !isPartial) };
  const last = rows.length > page.limit ? undefined : rows.at(-1);
  const cursor = last ? cursorAt(rankOf(list), last.sortKey ?? null, last.id) : null;
  const ranked = pageOfRows<Row>(rows, rankOf(list), page, count);
  if (!isPartial || ranked.nextCursor !== null) return { ...ranked, ...found };
  const offset = Math.max(0, offsetOf(page) - matched);
  if (offset >= MOST_BY_NUMBER) throw invalid('page', `Pages by number end at ${matched + MOST_BY_NUMBER} rows: go on by cursor`);
  const behind = { limit: page.limit - ranked.rows.length, offset, ranked: ids, total: count?.total };
  const rest = await walkRest<Row>(db, searched, given, behind);
  const all = [...ranked.rows, ...rest.rows];
  const seen = { total: all.length > 0 ? offsetOf(page) + all.length : 0, totalIsEstimate: rest.hasMore };
  return { ...ranked, rows: all, ...(count ?? seen), nextCursor: rest.nextCursor ?? (rest.hasMore ? cursor : null), ...found };
}

/** The name in a cursor of a ranked list. */
function orderOf(cursor: string): string {
  const [name] = decodeCursor(cursor, z.tuple([z.string(), z.union([z.string(), z.number(), z.null()]), z.int32()]));
  return name;
}

async function readRest<Row extends { id: number }>(
  db: SqlExecutor,
  searched: SearchedTable,
  list: SearchList,
  cursor: string,
): Promise<MatchPage<Row>> {
  const { page, limit, total } = list.page;
  const { rows, nextCursor, isAlike } = await walkRest<Row>(db, searched, list, { limit, offset: 0, cursor });
  const count =
    total === 'none'
      ? { total: rows.length, totalIsEstimate: true }
      : await matchedTotal(db, searched, { ...list, isAlike }, rows.length);
  return { rows, ...count, page, limit, nextCursor, isAlike, isEmpty: false };
}

interface RankedIds extends Omit<Head<never>, 'rows'> {
  ids: readonly number[];
}

/** Raw SQL: the CTEs of a search. */
async function readRankedIds(db: SqlExecutor, searched: SearchedTable, list: SearchList): Promise<RankedIds> {
  const parts = list.parts.copy();
  const matches = matchesOf(searched, { ...list, parts }, { most: MOST_RANKED });
  const [ranked] = await db.query<Omit<RankedIds, 'ids'> & { ids: number[] | null }>(
    `WITH ${matches} SELECT (SELECT array_agg(id) FROM matches) AS ids, matching.* FROM matching`,
    parts.values,
  );
  return ranked ? { ...ranked, ids: ranked.ids ?? [] } : { ids: [], matched: 0, isPartial: false, isAlike: false };
}

interface Behind {
  limit: number;
  offset: number;
  cursor?: string;
  /** Read before. */
  ranked?: RankedIds | undefined;
  /** Counted before, about. */
  total?: number | undefined;
}

/** The next matches that are not ranked: those that are, are found again. */
async function walkRest<Row extends { id: number }>(
  db: SqlExecutor,
  searched: SearchedTable,
  list: SearchList,
  { limit, offset, cursor, ranked, total }: Behind,
): Promise<Walked<Row> & { isAlike: boolean }> {
  const { select } = list;
  const { ids, isAlike } = ranked ?? (await readRankedIds(db, searched, list));
  const given = { ...list, isAlike };
  const isFrequent = !list.isNarrow && (total === undefined ? await areFrequent(db, searched, given) : total >= FREQUENT);
  const parts = list.parts.copy();
  const checks = checksOf(searched, list.search, parts);
  parts.and(`id <> ALL (${parts.bind(ids)}::integer[])`);
  const words = `words @@ (SELECT ${anyMatch(searched, given, parts)})`;
  const worded = `(SELECT * FROM ${searched.table} WHERE ${words} OFFSET 0) AS worded`;
  const isFenced = !isFrequent && !list.isNarrow;
  if (!isFenced) parts.and(words);
  const from = isFenced ? worded : searched.table;
  const next = { select, from, parts, order: restOf(list), limit, offset, checks, ...(cursor !== undefined && { cursor }) };
  const walked = () => walk<Row>(db, next);
  return { ...(await (isFrequent ? alongIndex(db, walked) : walked())), isAlike };
}

async function readSorted<Row extends { id: number }>(
  db: SqlExecutor,
  searched: SearchedTable,
  list: SearchList & { order: SortOrder },
): Promise<MatchPage<Row>> {
  const { order, page, isNarrow = false } = list;
  if (!isNarrow && (await areFrequent(db, searched, list))) return readAlong<Row>(db, searched, list);
  const { rows, matched, isPartial, isAlike } = await readHead<Row>(db, searched, list);
  if (isPartial) return readAlong<Row>(db, searched, { ...list, isAlike });
  const count = page.total === 'none' ? undefined : { total: matched, totalIsEstimate: false };
  return { ...pageOfRows<Row>(rows, order, page, count), isAlike, isEmpty: matched === 0 };
}

/** One page of a search with very many matches, along the index of an order. */
async function readAlong<Row extends { id: number }>(
  db: SqlExecutor,
  searched: SearchedTable,
  list: SearchList & { order: SortOrder },
): Promise<MatchPage<Row>> {
  const { select, page, search, isAlike = false } = list;
  const { from, order, ...along } = list.along ?? { from: searched.table, parts: list.parts, order: list.order };
  const parts = along.parts.copy();
  const checks = checksOf(searched, search, parts);
  parts.and(`words @@ (SELECT ${anyMatch(searched, list, parts)})`);
  const counted = page.total === 'none' ? undefined : await matchedTotal(db, searched, list, MOST_SORTED + 1);
  const found = { isAlike, isEmpty: false };
  if (checks.length === 0) {
    const count = async () => counted ?? { total: 0, totalIsEstimate: true };
    const isCounted = counted !== undefined;
    const read = { select, from, parts, order: () => order, page, searching: false, isCounted, count };
    return { ...(await alongIndex(db, () => readPage<Row>(db, read))), ...found };
  }
  const { limit, cursor } = page;
  const offset = offsetOf(page);
  const next = { select, from, parts, order, limit, offset, checks, ...(cursor !== undefined && { cursor }) };
  const { rows, nextCursor } = await alongIndex(db, () => walk<Row>(db, next));
  const total = counted ?? { total: rows.length > 0 ? offset + rows.length : 0, totalIsEstimate: true };
  return { rows, ...total, page: page.page, limit, nextCursor, ...found };
}

/** Raw SQL: TypeORM sets no parameters. */
async function alongIndex<Result>(db: SqlExecutor, read: () => Promise<Result>): Promise<Result> {
  await db.query(`SELECT set_config('enable_bitmapscan', 'off', true)`);
  const result = await read();
  await db.query(`SELECT set_config('enable_bitmapscan', 'on', true)`);
  return result;
}

async function areFrequent(db: SqlExecutor, searched: SearchedTable, list: SearchList): Promise<boolean> {
  return (await sampleMatches(db, searched, list, FEW_LOOKED)).about >= FREQUENT;
}

/** By the planner's estimate; nothing is read. */
async function areFew(db: SqlExecutor, { table }: SearchedTable, parts: QueryParts, most: number): Promise<boolean> {
  return (await estimatedCount(db, `SELECT 1 FROM ${table} ${parts.where}`, [...parts.values])) <= most;
}
