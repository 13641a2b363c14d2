import type { PageQuery } from '@veza/contracts';
import {
  afterCursor,
  EXACT_UP_TO,
  estimatedCount,
  type Page,
  pageOfRows,
  type QueryParts,
  readPage,
  type SortOrder,
} from '@veza/database';
import type { SqlExecutor } from '@veza/transport';
import { SAMPLE, SAMPLED_OF } from './sample.js';

/**
 * Settings of a search transaction: similarity threshold, no JIT (compiling costs more than the query), no sequential
 * scans. Raw SQL: TypeORM sets no parameters.
 */
export const SEARCH_SETTINGS = `SELECT set_config('pg_trgm.similarity_threshold', '0.35', true), set_config('jit', 'off', true),
  set_config('enable_seqscan', 'off', true)`;

const MOST_WORDS = 8;
/** Matches that are ranked, and counted exactly. */
const MOST_RANKED = 1_000;
/** If the sample has more matches of a tier (about 4,000 in the table), the tier is not read further. */
const ENOUGH = 250;
/** Matches that are sorted by another key; more of them are read in the order of the index of that key. */
const MOST_SORTED = 3_000;
/** If the other filters match at most this many rows, the search filters first and matches words without the index. */
const MOST_NARROW = 1_500;
/** With fewer matches, words that are like those of the search count too. */
const FEW = 20;

/** The words of a search, at most eight. Single letters (`d'`, `l'`) count only when there are no longer words. */
export function searchWords(search: string): string[] {
  const named = search.replaceAll('++', 'plusplus').replace(/(\w)#/g, '$1sharp'); // as plain_text() of the schema
  const all = named.match(/[\p{L}\p{N}]+/gu) ?? [];
  const long = all.filter((word) => word.length > 1);
  return (long.length > 0 ? long : all).slice(0, MOST_WORDS);
}

export interface Search {
  text: string;
  words: readonly string[];
}

export const searchOf = (text: string): Search => ({ text, words: searchWords(text) });

/** A table that is searched, with columns and functions as `migrations/extend-catalog` creates them. */
export interface SearchedTable {
  table: 'products' | 'resources';
  /** The column that equals the folded text of a search for the exact name. */
  nameKey: string;
  prefixed: 'product_prefixed' | 'resource_prefixed';
  similar: 'product_similar' | 'resource_similar';
}

/** Words in the name, anywhere, as beginnings; words that are like them. The exact name comes before all of them. */
const TIERS = [3, 2, 1, 0] as const;
type Tier = (typeof TIERS)[number];

const isEnough = (tier: Tier): string => `(SELECT count(*) FROM sample${tier}) > ${ENOUGH}`;

/** A search with other conditions. `filter` repeats those that are lexemes, as SQL of a tsquery. */
export interface SearchParts {
  search: Search;
  parts: QueryParts;
  filter?: string;
  /** The other conditions let few rows through. */
  isNarrow?: boolean;
}

/**
 * The statement parts of a search: the CTE `matches` with `id` and `"sortKey"`, for the best matches up to `most`, and one
 * more when there are others; and the CTE `matching`, one row with their number `matched`, and `"isPartial"` when there
 * are more matches.
 *
 * The tiers are the exact name, all words in the name, all words anywhere, words that begin with them, and, when these are
 * few, words that are like them. A tier is read after the ones before it, until there are enough matches; so the best tier
 * is complete, whatever the number of matches, and a search costs as much as its page. Within a tier shorter names come
 * first. When the sample alone has enough matches of a tier, the rest and the later tiers are not read. A condition on a subquery is
 * evaluated once, and planned as an index scan whatever the words are.
 */
export function matchesOf(
  { table, nameKey, prefixed, similar }: SearchedTable,
  { search, parts, filter, isNarrow = false }: SearchParts,
  { sortKey, most }: { sortKey?: string; most: number },
): string {
  const where = parts.where === '' || isNarrow ? 'WHERE true' : parts.where;
  const rows = isNarrow ? 'narrow' : table;
  const words = `${parts.bind(search.words)}::text[]`;
  const and = filter === undefined ? '' : ` && ${filter}`;
  const key = (tier: number) => sortKey ?? `(${tier * 100} - length(${nameKey}))::float8`;
  // The filter is in the index of words: without the fence the planner reads another index for the same condition.
  const sourceOf = (tier: Tier | 4, condition: string) =>
    filter === undefined || tier === 4
      ? `${rows} ${where} AND ${condition}`
      : `(SELECT * FROM ${rows} WHERE ${condition} OFFSET 0) AS worded ${where}`;
  const tierOf = (tier: Tier | 4, condition: string) =>
    `(SELECT id, ${key(tier)} AS "sortKey" FROM ${sourceOf(tier, condition)} LIMIT ${most + 1})`;
  const isSampled = !isNarrow && sortKey === undefined;
  const sampleOf = (tier: Tier, condition: string) =>
    isSampled ? `sample${tier} AS MATERIALIZED ${tierOf(tier, `${SAMPLE} AND ${condition}`)},` : '';
  const wholeOf = (tier: Tier, condition: string) => {
    if (!isSampled) return tierOf(tier, condition);
    const before = TIERS.slice(0, TIERS.indexOf(tier) + 1).map((each) => `NOT (${isEnough(each)})`);
    return `SELECT * FROM sample${tier} UNION ALL ${tierOf(tier, [...before, `NOT (${SAMPLE})`, condition].join(' AND '))}`;
  };
  const query = (sql: string) => `words @@ (SELECT ${sql} FROM queries) AND ${nameKey} <> (SELECT exact FROM queries)`;
  const tiers = [
    [3, query('named')],
    [2, query('anywhere && !!named')],
    [1, `(SELECT prefixed <> anywhere FROM queries) AND ${query('prefixed && !!anywhere')}`],
  ] as const;
  const alike = `(SELECT count(*) FROM found) < ${FEW} AND ${query(`${similar}(${words})${and} && !!prefixed`)}`;
  const narrow = isNarrow ? `narrow AS MATERIALIZED (SELECT * FROM ${table} ${parts.where}),` : '';
  return `queries AS MATERIALIZED (
      SELECT left(fold(${parts.bind(search.text)}), 80) AS exact, search_query(${words}, '=')${and} AS named,
        search_query(${words}, '')${and} AS anywhere, ${prefixed}(${words})${and} AS prefixed),
    ${narrow} ${tiers.map(([tier, condition]) => sampleOf(tier, condition)).join('\n')}
    found AS MATERIALIZED (
      SELECT * FROM (
        ${tierOf(4, `${nameKey} = (SELECT exact FROM queries)`)}
        ${tiers.map(([tier, condition]) => `UNION ALL ${wholeOf(tier, condition)}`).join('\n')}) AS tiers LIMIT ${most + 1}),
    ${sampleOf(0, alike)}
    matches AS MATERIALIZED (SELECT * FROM found UNION ALL ${wholeOf(0, alike)}),
    size AS MATERIALIZED (SELECT count(*)::integer AS matched FROM matches),
    matching AS MATERIALIZED (SELECT matched, matched > ${most} ${isSampled ? TIERS.map((tier) => `OR ${isEnough(tier)}`).join(' ') : ''} AS "isPartial" FROM size)`;
}

export interface SearchList extends SearchParts {
  /** The columns, `id` among them. */
  select: string;
  /** Undefined: the best matches first. */
  order?: SortOrder;
  page: PageQuery & { total?: 'none' };
}

/**
 * One page of a search, by one statement. Totals are exact up to MOST_RANKED; above that the planner's estimate. In
 * another order than that of the rank the best MOST_SORTED matches are sorted; when there are more, the words are frequent
 * enough to find them along the index of the order.
 */
export async function readMatches<Row extends { id: number }>(
  db: SqlExecutor,
  searched: SearchedTable,
  { select, order, page, search, parts, filter }: SearchList,
): Promise<Page<Row>> {
  const list: SearchList = { select, order, page, search, parts: parts.copy(), filter };
  const most = order ? MOST_SORTED : MOST_RANKED;
  const by: SortOrder = order ?? { name: 'rank', key: '', kind: 'rank', descending: true };
  const isNarrow = parts.where !== '' && (await areFew(db, searched, parts));
  if (order && !isNarrow && (await areFrequent(db, searched, list))) return readAlong(db, searched, { ...list, order });
  const matches = matchesOf(searched, { search, parts, filter, isNarrow }, { sortKey: order?.key, most });
  const direction = by.descending ? 'DESC' : 'ASC';
  const after = page.cursor === undefined ? '' : afterCursor(page.cursor, by, parts);
  const offset = page.cursor === undefined ? (page.page - 1) * page.limit : 0;
  type Match = { matched: number; isPartial: boolean; sortKey: string | number | Date } & Row;
  const rows = await db.query<Match>(
    `WITH ${matches} SELECT matching.*, page.* FROM matching
     LEFT JOIN (
       SELECT ${select}, best."sortKey" FROM (
         SELECT id, "sortKey" FROM matches ${after} ORDER BY "sortKey" ${direction}, id ${direction} LIMIT ${page.limit + 1} OFFSET ${offset}
       ) AS best JOIN ${searched.table} USING (id)) AS page ON true
     ORDER BY "sortKey" ${direction}, id ${direction}`,
    parts.values,
  );
  const { matched = 0, isPartial = false } = rows[0] ?? {};
  if (order && isPartial) return readAlong(db, searched, { ...list, order });
  for (const row of rows) for (const key of ['matched', 'isPartial']) Reflect.deleteProperty(row, key);
  const total = isPartial ? await estimateOf(db, searched, search, most) : { total: matched, totalIsEstimate: false };
  return pageOfRows(
    rows.filter(({ id }) => id !== null),
    by,
    page,
    page.total === 'none' ? undefined : total,
  );
}

/** One page of a search with very many matches, along the index of an order. */
async function readAlong<Row extends { id: number }>(
  db: SqlExecutor,
  searched: SearchedTable,
  { select, page, search, parts: given, filter, order }: SearchList & { order: SortOrder },
): Promise<Page<Row>> {
  await db.query(`SELECT set_config('enable_bitmapscan', 'off', true)`);
  const parts = given.copy();
  parts.and(`words @@ (SELECT ${anyMatch(searched, search, parts, filter)})`);
  return readPage<Row>(db, {
    select,
    from: searched.table,
    parts,
    order: () => order,
    page,
    searching: false,
    isCounted: page.total !== 'none',
    count: () => estimateOf(db, searched, search, MOST_SORTED),
  });
}

const anyMatch = ({ prefixed }: SearchedTable, { words }: Search, parts: QueryParts, filter: string | undefined): string =>
  `${prefixed}(${parts.bind(words)}::text[])${filter === undefined ? '' : ` && ${filter}`}`;

/** True if the sample suggests at least 2 × MOST_SORTED matches. */
async function areFrequent(
  db: SqlExecutor,
  searched: SearchedTable,
  { search, parts: given, filter }: SearchList,
): Promise<boolean> {
  const parts = given.copy();
  const enough = (2 * MOST_SORTED) / SAMPLED_OF;
  parts.and(SAMPLE).and(`words @@ (SELECT ${anyMatch(searched, search, parts, filter)})`);
  const found = await db.query(`SELECT 1 FROM ${searched.table} ${parts.where} LIMIT ${enough}`, parts.values);
  return found.length >= enough;
}

/** By the planner's estimate; nothing is read. */
async function areFew(db: SqlExecutor, { table }: SearchedTable, parts: QueryParts): Promise<boolean> {
  return (await estimatedCount(db, `SELECT 1 FROM ${table} ${parts.where}`, [...parts.values])) <= MOST_NARROW;
}

/** Without the other conditions, of which statistics know nothing together with words. */
async function estimateOf(db: SqlExecutor, { table }: SearchedTable, { words }: Search, atLeast: number) {
  const total = await estimatedCount(db, `SELECT 1 FROM ${table} WHERE words @@ search_query($1::text[], '')`, [words]);
  return { total: Math.max(total, Math.min(atLeast, EXACT_UP_TO) + 1), totalIsEstimate: true };
}
