import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

const IMMUTABLE = 'LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE';

/** Functions of plain words: without a table. */
const OF_WORDS = [
  // The stems of a word, which each row with the word has; a word without stems itself.
  `CREATE OR REPLACE FUNCTION stems_of(plain text) RETURNS text[] ${IMMUTABLE} AS $$
     DECLARE stems tsvector := to_tsvector('pg_catalog.french', plain) || to_tsvector('pg_catalog.english', plain);
     BEGIN
       IF length(stems) = 0 THEN stems := to_tsvector('pg_catalog.simple', plain); END IF;
       RETURN tsvector_to_array(stems);
     END $$`,
  `CREATE OR REPLACE FUNCTION stem_query(plain text, mark text) RETURNS text ${IMMUTABLE} AS $$
     BEGIN RETURN (SELECT string_agg(lexeme_text(mark || stem), ' | ' ORDER BY stem) FROM unnest(stems_of(plain)) AS stem); END $$`,
  // Words of which a typing error made this one: a letter too many, or two swapped.
  `CREATE OR REPLACE FUNCTION mistyped(plain text) RETURNS text[] ${IMMUTABLE} AS $$
     BEGIN RETURN ARRAY(
       SELECT DISTINCT word FROM generate_series(1, length(plain)) AS at, LATERAL (VALUES
         (left(plain, at - 1) || substr(plain, at + 1)),
         (left(plain, at - 1) || substr(plain, at + 1, 1) || substr(plain, at, 1) || substr(plain, at + 2))) AS v (word)); END $$`,
  // Patterns of LIKE for a wrong letter and for a missing one. A plain word has none of the signs of a pattern.
  `CREATE OR REPLACE FUNCTION mistyped_patterns(plain text) RETURNS text[] ${IMMUTABLE} AS $$
     BEGIN RETURN ARRAY(
       SELECT DISTINCT pattern FROM generate_series(1, length(plain) + 1) AS at, LATERAL (VALUES
         (left(plain, at - 1) || '_' || substr(plain, at + 1)),
         (left(plain, at - 1) || '_' || substr(plain, at))) AS v (pattern)); END $$`,
  // Letters added, left out, replaced, or swapped with the next one (optimal string alignment).
  `CREATE OR REPLACE FUNCTION typing_distance(one text, other text) RETURNS integer ${IMMUTABLE} AS $$
     DECLARE
       a text[] := string_to_array(one, NULL);
       b text[] := string_to_array(other, NULL);
       row_before integer[];
       row_above integer[] := ARRAY(SELECT generate_series(0, length(other)));
       row_here integer[];
       least_edits integer;
     BEGIN
       FOR i IN 1..length(one) LOOP
         row_here := ARRAY[i];
         FOR j IN 1..length(other) LOOP
           least_edits := least(row_above[j + 1] + 1, row_here[j] + 1, row_above[j] + (a[i] <> b[j])::integer);
           IF i > 1 AND j > 1 AND a[i] = b[j - 1] AND a[i - 1] = b[j] THEN
             least_edits := least(least_edits, row_before[j - 1] + 1);
           END IF;
           row_here[j + 1] := least_edits;
         END LOOP;
         row_before := row_above;
         row_above := row_here;
       END LOOP;
       RETURN row_above[length(other) + 1];
     END $$`,
];

/** Longer words than these are a prefix for GIN; numbers are no terms, hence always one. */
const MOST_LONGER = 30;
/** Terms that stand for a word. */
const MOST_LIKE = 8;
/** Terms whose distance from a long word is computed. */
const MOST_COMPARED = 25;

/** Functions of the search of products or of resources. Replicas of older versions call some of them. */
const ofThings = (thing: 'product' | 'resource') => {
  const terms = `${thing}_terms`;
  const plains = `plains AS MATERIALIZED (SELECT w.at, btrim(plain_text(w.word)) AS plain FROM unnest(words) WITH ORDINALITY AS w (word, at))`;
  const known = (word: string) => `EXISTS (SELECT FROM ${terms} AS t WHERE t.term = ${word})`;
  const near = `term OPERATOR(public.%) plain AND abs(length(term) - length(plain)) <= 2`;
  /** All words, each in one of its alternatives, in one order: two functions with the same alternatives return the same query. */
  const allOf = (alternatives: string) => `
     BEGIN RETURN (
       WITH ${plains}, alternatives AS (
         ${alternatives} UNION ALL SELECT place, spelling FROM ${thing}_spellings(words, mark))
       SELECT string_agg(each, ' & ' ORDER BY at)::tsquery FROM (
         SELECT at, '(' || string_agg(alternative, ' | ' ORDER BY alternative COLLATE "C") || ')' AS each FROM alternatives GROUP BY at) AS every); END`;
  return [
    // Words written joined or apart: two words that are one term; a word cut where letters and digits meet; an unknown
    // word that is two terms.
    `CREATE OR REPLACE FUNCTION ${thing}_spellings(words text[], mark text) RETURNS TABLE (place bigint, spelling text)
     LANGUAGE plpgsql STABLE AS $$
     BEGIN RETURN QUERY
       WITH ${plains}
       SELECT covered.at, '(' || stem_query(joined.term, mark) || ')'
         FROM plains AS a JOIN plains AS b ON b.at = a.at + 1 JOIN ${terms} AS joined ON joined.term = a.plain || b.plain,
           unnest(ARRAY[a.at, b.at]) AS covered (at)
       UNION ALL
       SELECT p.at, '((' || stem_query(left(p.plain, border.cut), mark) || ') & (' || stem_query(substr(p.plain, border.cut + 1), mark) || '))'
         FROM plains AS p, LATERAL (
           SELECT c AS cut FROM generate_series(1, least(length(p.plain), 40) - 1) AS c
           WHERE (substr(p.plain, c, 1) ~ '[0-9]') <> (substr(p.plain, c + 1, 1) ~ '[0-9]') ORDER BY c LIMIT 4) AS border
       UNION ALL
       SELECT p.at, '((' || stem_query(left(p.plain, border.cut), mark) || ') & (' || stem_query(substr(p.plain, border.cut + 1), mark) || '))'
         FROM plains AS p, LATERAL (
           SELECT c AS cut FROM generate_series(3, least(length(p.plain), 40) - 3) AS c
           WHERE NOT ${known('p.plain')} AND ${known('left(p.plain, c)')} AND ${known('substr(p.plain, c + 1)')} ORDER BY c LIMIT 2) AS border;
     END $$`,
    `CREATE OR REPLACE FUNCTION ${thing}_query(words text[], mark text) RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
     ${allOf('SELECT p.at, stem_query(p.plain, mark) AS alternative FROM plains AS p')} $$`,
    // Terms that a word may mean: one typing error from four letters, two from eight; and those with many trigrams in common,
    // but for unknown words of four and five letters: these share most of theirs with words that mean something else.
    `CREATE OR REPLACE FUNCTION ${thing}_like(plain text) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
     DECLARE size integer := length(plain);
     BEGIN
       IF size NOT BETWEEN 4 AND 40 OR btrim(plain, '0123456789') = '' THEN RETURN ARRAY[]::text[]; END IF;
       IF ${known('plain')} THEN
         RETURN ARRAY(SELECT term FROM ${terms} WHERE ${near} ORDER BY public.similarity(term, plain) DESC, term LIMIT ${MOST_LIKE});
       END IF;
       RETURN ARRAY(
         SELECT term FROM (
           SELECT term, 1 AS errors FROM ${terms} WHERE term = ANY (mistyped(plain))
           UNION ALL SELECT term, 1 FROM ${terms} WHERE term LIKE ANY (mistyped_patterns(plain))
           UNION ALL (SELECT term, 3 FROM ${terms} WHERE size >= 6 AND ${near} ORDER BY public.similarity(term, plain) DESC, term LIMIT ${MOST_LIKE})
           UNION ALL SELECT term, 2 FROM (
             SELECT term FROM (
               SELECT term FROM ${terms} WHERE size >= 8 AND term OPERATOR(public.%>) plain AND abs(length(term) - size) <= 2
               UNION SELECT term FROM ${terms}
                 WHERE size BETWEEN 8 AND 10 AND term OPERATOR(public.%) ANY (mistyped(plain)) AND abs(length(term) - size) <= 2) AS nearby
             ORDER BY public.similarity(term, plain) DESC, term LIMIT ${MOST_COMPARED}) AS closest
             WHERE typing_distance(term, plain) <= 2
         ) AS found GROUP BY term ORDER BY min(errors), max(public.similarity(term, plain)) DESC, term LIMIT ${MOST_LIKE});
     END $$`,
    `CREATE OR REPLACE FUNCTION ${thing}_similar(words text[]) RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
     DECLARE mark text := '';
     ${allOf(`
         SELECT p.at, lexeme_text(lexeme) || CASE WHEN length(lexeme) > 1 AND lexeme = p.plain THEN ':*' ELSE '' END AS alternative
         FROM plains AS p, unnest(tsvector_to_array(words_of(p.plain))) AS lexeme
         UNION ALL SELECT p.at, lexeme_text(term) FROM plains AS p, unnest(${thing}_like(p.plain)) AS term`)} $$`,
    `CREATE OR REPLACE FUNCTION ${thing}_prefixed(words text[]) RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
     DECLARE mark text := '';
     ${allOf(`
         SELECT p.at, a.lexeme AS alternative FROM plains AS p, LATERAL (
           SELECT count(*) > ${MOST_LONGER} OR btrim(p.plain, '0123456789') = '' AS are_many, array_agg(term) AS longer FROM (
             SELECT term FROM ${terms} WHERE length(p.plain) > 1 AND term > p.plain AND term < p.plain || chr(1114111)
             ORDER BY term LIMIT ${MOST_LONGER + 1}) AS some_terms OFFSET 0) AS l, LATERAL (
           SELECT stem_query(p.plain, mark) AS lexeme
           UNION ALL SELECT lexeme_text(p.plain) || ':*' WHERE l.are_many AND length(p.plain) > 1
           UNION ALL SELECT lexeme_text(term) FROM unnest(l.longer) AS term WHERE NOT l.are_many) AS a`)} $$`,
  ];
};

/** A search finds words that are misspelt, joined or apart (decision 278). Functions only: no row is written. */
export class ForgiveSpellings1764800000066 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...OF_WORDS, ...ofThings('product'), ...ofThings('resource')]) await runner.query(statement);
  }
}
