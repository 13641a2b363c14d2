import { type CappedCount, countOf, EXACT_UP_TO } from '@veza/database';
import type { SqlExecutor } from '@veza/transport';
import { SAMPLE, SAMPLED_OF } from './sample.js';
import { anyMatch, checksOf, ENOUGH, type SearchedTable, type SearchParts } from './search.js';

/** Rows of the sample with the words of a search that are looked at for a number; a few of them are enough to see that it is large. */
export const MOST_LOOKED = 2_000;
export const FEW_LOOKED = 400;

/**
 * SQL: the rows of the sample that have the words, at most one more than `most`, and their places in the table. Postgres
 * reads them in the order of their places, so the last place is how much of the table was read.
 */
export const sampleRows = ({ table }: SearchedTable, words: string, most: number, columns = '*'): string =>
  `SELECT ${columns}, ctid AS place FROM ${table} WHERE ${SAMPLE} AND words @@ (SELECT ${words}) LIMIT ${most + 1}`;

const BLOCK = 8_192;

/** SQL over `sampleRows`: as many matches of the table stand behind each of them. */
export const eachStandsFor = ({ table }: SearchedTable, most: number): string =>
  `(CASE WHEN count(*) <= ${most} THEN ${SAMPLED_OF} ELSE ${SAMPLED_OF} * greatest(
     pg_relation_size('${table}') / ((max((place::text::point)[0]) + 1) * ${BLOCK}), 1) END)::float8`;

export interface SampledMatches {
  /** Matches in the table, about. */
  about: number;
  /** Rows of the sample with the words, before the other conditions. */
  looked: number;
}

/**
 * The number of matches by the sample, under all conditions: they are counted together, so words and filters that belong
 * together count as they do in the table. Raw SQL: a sample.
 */
export async function sampleMatches(
  db: SqlExecutor,
  searched: SearchedTable,
  list: SearchParts,
  most: number,
): Promise<SampledMatches> {
  const parts = list.parts.copy();
  for (const check of checksOf(searched, list.search, parts)) parts.and(check);
  const counted = parts.where === '' ? 'count(*)' : `count(*) FILTER (${parts.where})`;
  const rows = sampleRows(searched, anyMatch(searched, list, parts), most);
  const [sample] = await db.query<{ found: number; looked: number; each: number }>(
    `SELECT ${counted}::integer AS found, count(*)::integer AS looked, ${eachStandsFor(searched, most)} AS each FROM (${rows}) AS looked`,
    parts.values,
  );
  const { found = 0, looked = 0, each = 1 } = sample ?? {};
  return { about: Math.round(found * each), looked };
}

/**
 * The number of matches of a search that has more than are ranked: counted when the sample has few rows with its words,
 * else by the sample. Raw SQL: a count with a bound.
 */
export async function matchedTotal(
  db: SqlExecutor,
  searched: SearchedTable,
  list: SearchParts,
  atLeast: number,
): Promise<CappedCount> {
  const { table } = searched;
  const { about, looked } = list.isNarrow ? { about: 0, looked: 0 } : await sampleMatches(db, searched, list, MOST_LOOKED);
  const estimate = { total: Math.max(about, atLeast), totalIsEstimate: true };
  if (looked > ENOUGH) return estimate;
  const parts = list.parts.copy();
  for (const check of checksOf(searched, list.search, parts)) parts.and(check);
  const words = `words @@ (SELECT ${anyMatch(searched, list, parts)})`;
  if (list.isNarrow) parts.and(words);
  const rows = list.isNarrow ? table : `(SELECT * FROM ${table} WHERE ${words} LIMIT ${EXACT_UP_TO + 1}) AS worded`;
  const [counted] = await db.query<{ total: number }>(countOf(`SELECT 1 FROM ${rows} ${parts.where}`), parts.values);
  const total = Math.max(counted?.total ?? 0, atLeast);
  return total > EXACT_UP_TO ? { ...estimate, total: Math.max(about, total) } : { total, totalIsEstimate: false };
}
