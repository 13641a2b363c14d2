import type { SearchHelp } from '@veza/contracts';
import { decodeCursor, encodeCursor, type Page, type QueryParts } from '@veza/database';
import type { SqlExecutor } from '@veza/transport';
import { z } from 'zod';
import { type MatchPage, readMatches, type SearchList } from './read-matches.js';
import { SAMPLE } from './sample.js';
import type { SearchedTable } from './search.js';
import { type Search, withoutWords } from './search-words.js';

/** Words of a search that are left out at most. */
const MOST_LEFT_OUT = 2;
/** Rows of the sample that make a word frequent enough to keep. */
const MANY = 50;

export interface SearchPage<Row> extends Page<Row>, SearchHelp {
  /** The search that the rows match: without the words that were left out. */
  search: Search;
}

/**
 * One page of a search. A search that matches nothing is repeated without its rarest word, twice at most, and the page
 * names these words; its cursor has them, so the next pages are of the same search. A word that is misspelt has a
 * suggestion.
 */
export async function readSearch<Row extends { id: number }>(
  db: SqlExecutor,
  searched: SearchedTable,
  list: SearchList,
): Promise<SearchPage<Row>> {
  const { search: typed, page: asked } = list;
  const { left, cursor } = opened(asked.cursor, typed.words);
  const read = (words: Search) => readMatches<Row>(db, searched, { ...list, search: words, page: { ...asked, cursor } });
  let search = withoutWords(typed, left);
  const first = await read(search);
  let found: MatchPage<Row> = first;
  while (found.isEmpty && asked.cursor === undefined && left.length < MOST_LEFT_OUT && search.words.length > 1) {
    left.push(await rarestOf(db, searched, list.parts, search.words));
    search = withoutWords(typed, left);
    found = await read(search);
  }
  const { isAlike: _alike, isEmpty, nextCursor, ...page } = found;
  const isSpelt = asked.cursor !== undefined || asked.page > 1 || !(first.isAlike || first.isEmpty);
  const didYouMean = isSpelt ? undefined : await suggestionOf(db, searched, list.parts, typed);
  return {
    ...page,
    nextCursor: nextCursor === null ? null : closed(nextCursor, left, typed.words),
    search,
    ...(left.length > 0 && !isEmpty && { without: left }),
    ...(didYouMean !== undefined && { didYouMean }),
  };
}

/** A cursor of a search without some of its words: their places in the search, and the cursor of its list. */
const Relaxed = z.tuple([z.literal('without'), z.string().regex(/^\d(,\d)*$/), z.string()]);
const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

function opened(cursor: string | undefined, words: readonly string[]): { left: string[]; cursor: string | undefined } {
  if (cursor === undefined) return { left: [], cursor };
  const relaxed = Relaxed.safeParse(decodeCursor(cursor, z.array(Scalar)));
  if (!relaxed.success) return { left: [], cursor };
  const [, places, inner] = relaxed.data;
  return { left: places.split(',').flatMap((at) => words[Number(at)] ?? []), cursor: inner };
}

const closed = (cursor: string, left: readonly string[], words: readonly string[]): string =>
  left.length === 0 ? cursor : encodeCursor(['without', left.map((word) => words.indexOf(word)).join(','), cursor]);

/** SQL: a row that the caller may see, and that the other conditions let through, has the words. */
const visible = ({ table }: SearchedTable, { where }: QueryParts, words: string): string =>
  `FROM ${table} ${where === '' ? 'WHERE true' : where} AND words @@ ${words}`;

/** The word with the fewest rows; first one that no row has, nor a term like it. Raw SQL: a sample. */
async function rarestOf(db: SqlExecutor, searched: SearchedTable, given: QueryParts, words: readonly string[]): Promise<string> {
  const parts = given.copy();
  const rows = visible(searched, parts, `${searched.query}(ARRAY[word], '')`);
  const [rarest] = await db.query<{ word: string }>(
    `SELECT word FROM unnest(${parts.bind(words)}::text[]) WITH ORDINALITY AS w (word, at), LATERAL (
       SELECT count(*) AS found FROM (SELECT 1 ${rows} AND ${SAMPLE} LIMIT ${MANY}) AS few) AS sampled
     ORDER BY CASE WHEN found = 0 AND NOT EXISTS (SELECT ${rows}) THEN -1 ELSE found END, CASE WHEN found = 0 THEN cardinality(${searched.like}(btrim(plain_text(word)))) END, at DESC LIMIT 1`,
    parts.values,
  );
  return rarest?.word ?? words.at(-1) ?? '';
}

/**
 * The search with the nearest term for each word that no row has. Terms come from all rows, so one counts only when a
 * visible row has it. Raw SQL: similar terms.
 */
async function suggestionOf(
  db: SqlExecutor,
  searched: SearchedTable,
  given: QueryParts,
  { text, words }: Search,
): Promise<string | undefined> {
  const { terms, query, like } = searched;
  const parts = given.copy();
  const known = visible(searched, parts, `${query}(ARRAY[word], '')`);
  const meant = visible(searched, parts, `${query}(ARRAY[term], '')`);
  const misspelt = await db.query<{ word: string; term: string | null }>(
    `SELECT word, (
       SELECT term FROM unnest(${like}(plain)) AS term
       WHERE EXISTS (SELECT ${meant} AND ${SAMPLE}) OR EXISTS (SELECT ${meant}) LIMIT 1) AS term
     FROM (SELECT word, btrim(plain_text(word)) AS plain FROM unnest(${parts.bind(words)}::text[]) AS word) AS typed
     WHERE NOT (EXISTS (SELECT FROM ${terms} AS t WHERE t.term >= plain AND t.term < plain || chr(1114111)) OR EXISTS (SELECT ${known}))`,
    parts.values,
  );
  const instead = misspelt.reduce((sentence, { word, term }) => (term === null ? sentence : sentence.replace(word, term)), text);
  return instead === text ? undefined : instead;
}
