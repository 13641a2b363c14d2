import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** More longer words than these are a prefix for GIN. */
const MOST_LONGER = 30;

/**
 * All words, each in one of its forms, in a word that begins with it, or in a term that is like it. A prefix makes GIN read
 * all entries of all lexemes that begin with it, before it looks at the other words: of "guitare qqqqqqqq" those of a tenth
 * of the table. So a word that is a term has its longer terms instead; a word that is none has few lexemes.
 */
const similar = (thing: 'product' | 'resource') => `
  CREATE OR REPLACE FUNCTION ${thing}_similar(words text[]) RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
  BEGIN RETURN (
    WITH plains AS MATERIALIZED (SELECT w.at, btrim(plain_text(w.word)) AS plain FROM unnest(words) WITH ORDINALITY AS w (word, at)),
    longer AS MATERIALIZED (
      SELECT p.at, p.plain, l.terms,
        l.number > ${MOST_LONGER} OR NOT EXISTS (SELECT FROM ${thing}_terms AS t WHERE t.term = p.plain) AS is_prefix
      FROM plains AS p, LATERAL (
        SELECT count(*) AS number, array_agg(term) AS terms FROM (
          SELECT term FROM ${thing}_terms WHERE term > p.plain AND term < p.plain || chr(1114111) LIMIT ${MOST_LONGER + 1}) AS some_terms) AS l),
    alternatives AS (
      SELECT at, lexeme_text(lexeme) || CASE WHEN is_prefix AND length(lexeme) > 1 AND lexeme = plain THEN ':*' ELSE '' END AS alternative
        FROM longer, unnest(tsvector_to_array(words_of(plain))) AS lexeme
      UNION ALL SELECT at, lexeme_text(term) FROM longer, unnest(terms) AS term WHERE NOT is_prefix
      UNION ALL SELECT at, lexeme_text(term) FROM longer, unnest(${thing}_like(plain)) AS term
      UNION ALL SELECT place, spelling FROM ${thing}_spellings(words, ''))
    SELECT string_agg(each, ' & ' ORDER BY at)::tsquery FROM (
      SELECT at, '(' || string_agg(alternative, ' | ' ORDER BY alternative COLLATE "C") || ')' AS each
      FROM alternatives GROUP BY at) AS every); END $$`;

/** A search for known words beside a misspelt one reads less of the index. Functions only: no row is written. */
export class NameLongerTerms1764800000077 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    for (const thing of ['product', 'resource'] as const) await runner.query(similar(thing));
  }
}
