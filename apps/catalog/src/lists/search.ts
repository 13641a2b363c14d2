import type { QueryParts } from '@veza/database';
import { SAMPLE } from './sample.js';
import { isPhrase, type Search } from './search-words.js';

/**
 * Settings of a search transaction: similarity thresholds (that of words is for long ones only), no JIT (compiling costs
 * more than the query), no sequential scans. Raw SQL: TypeORM sets no parameters.
 */
export const SEARCH_SETTINGS = `SELECT set_config('pg_trgm.similarity_threshold', '0.35', true),
  set_config('pg_trgm.word_similarity_threshold', '0.25', true), set_config('jit', 'off', true),
  set_config('enable_seqscan', 'off', true)`;

/** If the sample has more matches of a tier (about 4,000 in the table), the tier is not read further. */
export const ENOUGH = 250;
/** Matches that are sorted by another key; more of them are read in the order of the index of that key. */
export const MOST_SORTED = 3_000;
/** Rows with the words of a search that are compared with its phrases and excluded words: in a tier, and for a page. */
export const MOST_CHECKED = 2_000;
/** With fewer matches, words that are like those of the search count too. */
export const FEW = 20;

/** A table that is searched, with columns and functions as its migrations create them. */
export interface SearchedTable {
  table: 'products' | 'resources';
  /** The column that equals the folded text of a search for the exact name. */
  nameKey: string;
  /** Functions of the words of a search. */
  query: 'product_query' | 'resource_query';
  prefixed: 'product_prefixed' | 'resource_prefixed';
  similar: 'product_similar' | 'resource_similar';
  like: 'product_like' | 'resource_like';
  terms: 'product_terms' | 'resource_terms';
  /** SQL: ranks the rows of a tier, from 0 to 5,000; a letter of the name takes one away. */
  worth: string;
  /** SQL of the text in which phrases are looked for. */
  text: string;
}

/** Words in the name, anywhere, as beginnings; words that are like them. The exact name comes before all of them. */
const TIERS = [3, 2, 1, 0] as const;
type Tier = (typeof TIERS)[number];
const [EXACT_NAME, OWN_KEY] = [4, 5] as const;
/** More than what ranks the rows of a tier. */
const TIER = 10_000;

const isEnough = (tier: Tier): string => `(SELECT count(*) FROM sample${tier}) > ${ENOUGH}`;

/** A search with other conditions. `filter` repeats those that are lexemes, as SQL of a tsquery. */
export interface SearchParts {
  search: Search;
  parts: QueryParts;
  filter?: string;
  /** Binds the condition that the text is the key of a row of the caller, and returns its SQL. */
  ownKey?: (parts: QueryParts) => string;
  /** The other conditions let few rows through. */
  isNarrow?: boolean;
  /** Words that are like those of the search count too. */
  isAlike?: boolean;
}

/** Conditions that no index has: they are compared with a bounded number of rows. */
export function checksOf({ text, query }: SearchedTable, { phrases, excluded }: Search, parts: QueryParts): string[] {
  const has = (phrase: string) => `strpos(fold(${text}), (SELECT fold(${parts.bind(phrase)}))) > 0`;
  const hasWord = (word: string) => `words @@ (SELECT ${query}(ARRAY[${parts.bind(word)}]::text[], ''))`;
  return [...phrases.map(has), ...excluded.map((each) => `(${isPhrase(each) ? has(each) : hasWord(each)}) IS NOT TRUE`)];
}

export const isChecked = ({ phrases, excluded }: Search): boolean => phrases.length + excluded.length > 0;

/** SQL of a tsquery that every match has. */
export function anyMatch(searched: SearchedTable, { search, filter, isAlike = false }: SearchParts, parts: QueryParts): string {
  const any = isAlike ? searched.similar : searched.prefixed;
  return `${any}(${parts.bind(search.words)}::text[])${filter === undefined ? '' : ` && ${filter}`}`;
}

/**
 * The statement parts of a search: the CTE `matches` with `id` and `"sortKey"`, for the best matches up to `most`, and one
 * more when there are others; and the CTE `matching`, one row with their number `matched`, `"isPartial"` when there
 * are more matches, and `"isAlike"` when words that are like those of the search were read.
 *
 * The tiers are the caller's own key, the exact name, all words in the name, all words anywhere, words that begin with them,
 * and, when these are few, words that are like them. A tier is read after the ones before it, until there are enough matches; so the best tier
 * is complete, whatever the number of matches, and a search costs as much as its page. When the sample alone has enough
 * matches of a tier, the rest and the later tiers are not read. A condition on a subquery is evaluated once, and planned
 * as an index scan whatever the words are. The words that are like those of the search cost more than the rest of a search
 * without a match, so they are looked up once, when they are needed.
 */
export function matchesOf(
  searched: SearchedTable,
  { search, parts, filter, ownKey, isNarrow = false }: SearchParts,
  { sortKey, most }: { sortKey?: string; most: number },
): string {
  const { table, nameKey, query, prefixed, similar, worth } = searched;
  const where = parts.where === '' || isNarrow ? 'WHERE true' : parts.where;
  const rows = isNarrow ? 'narrow' : table;
  const words = `${parts.bind(search.words)}::text[]`;
  const checks = checksOf(searched, search, parts);
  const looked = sortKey === undefined ? MOST_CHECKED : 2 * MOST_SORTED;
  const and = filter === undefined ? '' : ` && ${filter}`;
  const unkeyed = ownKey === undefined ? '' : ' AND id IS DISTINCT FROM (SELECT id FROM keyed)';
  const key = (tier: number) => sortKey ?? `(${tier * TIER} + ${worth} - length(${nameKey}))::float8`;
  // The filter is in the index of words: without the fence the planner reads another index for the same condition.
  const fenced = (condition: string) => `(SELECT * FROM ${rows} WHERE ${condition} OFFSET 0) AS worded ${where}`;
  const sourceOf = (condition: string) => {
    if (checks.length > 0)
      return `(SELECT * FROM ${fenced(condition)} LIMIT ${looked}) AS candidates WHERE ${checks.join(' AND ')}`;
    return filter === undefined ? `${rows} ${where} AND ${condition}` : fenced(condition);
  };
  const tierOf = (tier: number, source: string) => `(SELECT id, ${key(tier)} AS "sortKey" FROM ${source} LIMIT ${most + 1})`;
  const isSampled = !isNarrow && sortKey === undefined;
  const sampleOf = (tier: Tier, condition: string) =>
    isSampled ? `sample${tier} AS MATERIALIZED ${tierOf(tier, sourceOf(`${SAMPLE} AND ${condition}`))},` : '';
  const wholeOf = (tier: Tier, condition: string) => {
    if (!isSampled) return tierOf(tier, sourceOf(condition));
    const before = TIERS.slice(0, TIERS.indexOf(tier) + 1).map((each) => `NOT (${isEnough(each)})`);
    const others = sourceOf([...before, `NOT (${SAMPLE})`, condition].join(' AND '));
    return `SELECT * FROM sample${tier} UNION ALL ${tierOf(tier, others)}`;
  };
  const queried = (sql: string, from = 'queries') =>
    `words @@ (SELECT ${sql} FROM ${from}) AND ${nameKey} <> (SELECT exact FROM queries)${unkeyed}`;
  const tiers = [
    [3, queried('named')],
    [2, queried('anywhere && !!named')],
    [1, `(SELECT prefixed <> anywhere FROM queries) AND ${queried('prefixed && !!anywhere')}`],
  ] as const;
  const alike = `(SELECT count(*) FROM found) < ${FEW} AND ${queried('meant', 'likenesses')}`;
  // In one order, so that the same matches are ranked for each page.
  const narrow = isNarrow
    ? `narrow AS MATERIALIZED (SELECT * FROM (SELECT * FROM ${table} ${parts.where} OFFSET 0) AS few ORDER BY id),`
    : '';
  const keyed = ownKey === undefined ? '' : `keyed AS MATERIALIZED (SELECT id FROM ${table} WHERE ${ownKey(parts)} LIMIT 1),`;
  const exactly = [`${nameKey} = (SELECT exact FROM queries)${unkeyed}`, ...checks].join(' AND ');
  const byKey = tierOf(OWN_KEY, `${rows} ${where} AND id = (SELECT id FROM keyed)`);
  return `queries AS MATERIALIZED (
      SELECT left(fold(${parts.bind(search.text)}), 80) AS exact, ${query}(${words}, '=')${and} AS named,
        ${query}(${words}, '')${and} AS anywhere, ${prefixed}(${words})${and} AS prefixed),
    ${keyed} ${narrow} ${tiers.map(([tier, condition]) => sampleOf(tier, condition)).join('\n')}
    found AS MATERIALIZED (
      SELECT * FROM (
        ${ownKey === undefined ? '' : `${byKey} UNION ALL`} ${tierOf(EXACT_NAME, `${rows} ${where} AND ${exactly}`)}
        ${tiers.map(([tier, condition]) => `UNION ALL ${wholeOf(tier, condition)}`).join('\n')}) AS tiers LIMIT ${most + 1}),
    likenesses AS MATERIALIZED (SELECT ${similar}(${words})${and} && !!prefixed AS meant FROM queries),
    ${sampleOf(0, alike)}
    matches AS MATERIALIZED (SELECT * FROM found UNION ALL ${wholeOf(0, alike)}),
    size AS MATERIALIZED (SELECT count(*)::integer AS matched FROM matches),
    matching AS MATERIALIZED (
      SELECT matched, matched > ${most} ${isSampled ? TIERS.map((tier) => `OR ${isEnough(tier)}`).join(' ') : ''} AS "isPartial",
        (SELECT count(*) FROM found) < ${FEW} AS "isAlike" FROM size)`;
}
