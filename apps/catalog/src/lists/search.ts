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

/**
 * For the transaction of a search: how alike a term must be to stand for a word, and no compilation of statements, which
 * costs more than they do. Raw SQL: TypeORM sets no parameters.
 */
export const SEARCH_SETTINGS = `SELECT set_config('pg_trgm.similarity_threshold', '0.35', true), set_config('jit', 'off', true)`;

const MOST_WORDS = 8;
/** Matches that are ranked, and counted exactly. */
const MOST_RANKED = 1_000;
/** Matches that are sorted by another key; more of them are read in the order of the index of that key. */
const MOST_SORTED = 5_000;
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

/** A table that is searched, with columns and functions as the migration "search by words" creates them. */
export interface SearchedTable {
  table: 'products' | 'resources';
  /** The column that equals the folded text of a search for the exact name. */
  nameKey: string;
  similar: 'product_similar' | 'resource_similar';
}

/** A search with other conditions. `filter` repeats those that are lexemes, as SQL of a tsquery. */
export interface SearchParts {
  search: Search;
  parts: QueryParts;
  filter?: string;
}

/**
 * The statement parts of a search: the CTE `matches` with `id` and `"sortKey"`, for the best matches up to `most`, and one
 * more when there are others.
 *
 * The tiers are the exact name, all words in the name, all words anywhere, words that begin with them, and, when these are
 * few, words that are like them. A tier is read after the ones before it, until there are enough matches; so the best tier
 * is complete, whatever the number of matches, and a search costs as much as its page. Within a tier shorter names come
 * first. A condition on a subquery is evaluated once, and planned as an index scan whatever the words are.
 */
export function matchesOf(
  { table, nameKey, similar }: SearchedTable,
  { search, parts, filter }: SearchParts,
  { sortKey, most }: { sortKey?: string; most: number },
): string {
  const where = parts.where === '' ? 'WHERE true' : parts.where;
  const words = `${parts.bind(search.words)}::text[]`;
  const and = filter === undefined ? '' : ` && ${filter}`;
  const key = (tier: number) => sortKey ?? `(${tier * 100} - length(${nameKey}))::float8`;
  const tierOf = (tier: number, condition: string) =>
    `(SELECT id, ${key(tier)} AS "sortKey" FROM ${table} ${where} AND ${condition} LIMIT ${most + 1})`;
  const query = (sql: string) => `words @@ (SELECT ${sql} FROM queries) AND ${nameKey} <> (SELECT exact FROM queries)`;
  return `queries AS MATERIALIZED (
      SELECT left(fold(${parts.bind(search.text)}), 80) AS exact, search_query(${words}, '=')${and} AS named,
        search_query(${words}, '')${and} AS anywhere, prefix_query(${words})${and} AS prefixed),
    found AS MATERIALIZED (
      SELECT * FROM (
        ${tierOf(4, `${nameKey} = (SELECT exact FROM queries)`)}
        UNION ALL ${tierOf(3, query('named'))}
        UNION ALL ${tierOf(2, query('anywhere && !!named'))}
        UNION ALL ${tierOf(1, query('prefixed && !!anywhere'))}) AS tiers LIMIT ${most + 1}),
    matches AS MATERIALIZED (
      SELECT * FROM found UNION ALL
      ${tierOf(0, `(SELECT count(*) FROM found) < ${FEW} AND ${query(`${similar}(${words})${and} && !!prefixed`)}`)})`;
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
  const plain = parts.copy();
  const most = order ? MOST_SORTED : MOST_RANKED;
  const by: SortOrder = order ?? { name: 'rank', key: '', kind: 'rank', descending: true };
  const matches = matchesOf(searched, { search, parts, filter }, { sortKey: order?.key, most });
  const direction = by.descending ? 'DESC' : 'ASC';
  const after = page.cursor === undefined ? '' : afterCursor(page.cursor, by, parts);
  const offset = page.cursor === undefined ? (page.page - 1) * page.limit : 0;
  const rows = await db.query<{ matched: number; sortKey: string | number | Date } & Row>(
    `WITH ${matches} SELECT (SELECT count(*)::integer FROM matches) AS matched, page.* FROM (VALUES (1)) AS always
     LEFT JOIN (
       SELECT ${select}, best."sortKey" FROM (
         SELECT id, "sortKey" FROM matches ${after} ORDER BY "sortKey" ${direction}, id ${direction} LIMIT ${page.limit + 1} OFFSET ${offset}
       ) AS best JOIN ${searched.table} USING (id)) AS page ON true
     ORDER BY "sortKey" ${direction}, id ${direction}`,
    parts.values,
  );
  const matched = rows[0]?.matched ?? 0;
  if (order && matched > most) {
    await db.query(`SELECT set_config('enable_bitmapscan', 'off', true)`);
    const words = plain.bind(search.words);
    plain.and(`words @@ (SELECT prefix_query(${words}::text[])${filter === undefined ? '' : ` && ${filter}`})`);
    return readPage<Row>(db, {
      select,
      from: searched.table,
      parts: plain,
      order: () => order,
      page,
      searching: false,
      count: async () => (page.total === 'none' ? undefined : estimateOf(db, searched, search, most)),
    });
  }
  for (const row of rows) Reflect.deleteProperty(row, 'matched');
  const isExact = matched <= most;
  const total = isExact ? { total: matched, totalIsEstimate: false } : await estimateOf(db, searched, search, most);
  return pageOfRows(
    rows.filter(({ id }) => id !== null),
    by,
    page,
    page.total === 'none' ? undefined : total,
  );
}

/** Without the other conditions, of which statistics know nothing together with words. */
async function estimateOf(db: SqlExecutor, { table }: SearchedTable, { words }: Search, atLeast: number) {
  const total = await estimatedCount(db, `SELECT 1 FROM ${table} WHERE words @@ search_query($1::text[], '')`, [words]);
  return { total: Math.max(total, Math.min(atLeast, EXACT_UP_TO) + 1), totalIsEstimate: true };
}
