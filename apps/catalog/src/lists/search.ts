import type { QueryParts } from '@veza/database';

/**
 * Search by trigrams: every word must be alike to some part of `search_text` (accents and case are folded away on both
 * sides), so one typo in a word of five letters or more is forgiven. Half of a word's trigrams is the measure: at pg_trgm's own
 * 0.6 a typo in a word of six letters would already hide what is meant. Postgres does not know how dear the comparison is,
 * and would rather make it on every row than use the index.
 */
export const SEARCH_SETTINGS = `SELECT set_config('pg_trgm.word_similarity_threshold', '0.5', true), set_config('enable_seqscan', 'off', true)`;

const MOST_WORDS = 8;

/** The words of a search, at most eight. Single letters (`d'`, `l'`) only count when there is nothing else. */
export function searchWords(search: string): string[] {
  const all = search.match(/[\p{L}\p{N}]+/gu) ?? [];
  const long = all.filter((word) => word.length > 1);
  return (long.length > 0 ? long : all).slice(0, MOST_WORDS);
}

export function addSearch(parts: QueryParts, words: readonly string[]): void {
  for (const word of words) parts.and(`fold(${parts.bind(word)}) <% search_text`);
}

/** How good a match is: the name counts most, and of two names that hold all words the one that holds little else. */
export function searchRank(parts: QueryParts, words: readonly string[], nameKey: string): string {
  const phrase = `fold(${parts.bind(words.join(' '))})`;
  return `(2 * word_similarity(${phrase}, ${nameKey}) + similarity(${phrase}, ${nameKey}) + word_similarity(${phrase}, search_text))::float8`;
}
