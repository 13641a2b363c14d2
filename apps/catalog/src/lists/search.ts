import type { QueryParts } from '@veza/database';

/**
 * Search by trigrams: every word must be similar to a part of `search_text`, without accents and case on both sides, so
 * that one typo in a word of five letters or more still finds it. The threshold is 0.5, because with pg_trgm's default of
 * 0.6 a typo in a word of six letters finds nothing. Sequential scans are off, because Postgres underestimates the cost
 * of the comparison and would compare every row instead of using the index. Raw SQL: TypeORM sets no parameters.
 */
export const SEARCH_SETTINGS = `SELECT set_config('pg_trgm.word_similarity_threshold', '0.5', true), set_config('enable_seqscan', 'off', true)`;

const MOST_WORDS = 8;

/** The words of a search, at most eight. Single letters (`d'`, `l'`) count only when there are no longer words. */
export function searchWords(search: string): string[] {
  const all = search.match(/[\p{L}\p{N}]+/gu) ?? [];
  const long = all.filter((word) => word.length > 1);
  return (long.length > 0 ? long : all).slice(0, MOST_WORDS);
}

export function addSearch(parts: QueryParts, words: readonly string[]): void {
  for (const word of words) parts.and(`fold(${parts.bind(word)}) <% search_text`);
}

/** The rank of a match: the name counts most, and of two names with all words the shorter one. */
export function searchRank(parts: QueryParts, words: readonly string[], nameKey: string): string {
  const phrase = `fold(${parts.bind(words.join(' '))})`;
  return `(2 * word_similarity(${phrase}, ${nameKey}) + similarity(${phrase}, ${nameKey}) + word_similarity(${phrase}, search_text))::float8`;
}
