import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ids of one batch of the backfill: locks on its rows last for milliseconds. */
const BATCH = 20_000;

/**
 * Shorter lists for GIN to read (decision 147). Sold-out products get the lexeme `-`, because "not `+`" reads all entries
 * of `+`. A search looks for the stems of a word only: each row with the word has them. Longer words come from the table of
 * terms: the beginning of a word, as a condition, gathers all entries of all words. Online, as "mark products in stock";
 * replicas of the version before use prefix_query(), which stays.
 */
export class MarkSoldOutProducts1764300000070 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      trigger(`CASE WHEN NEW.in_stock THEN ts_delete(NEW.words, '-') || $mark$'+'$mark$::tsvector
            ELSE ts_delete(NEW.words, '+') || $mark$'-'$mark$::tsvector END`),
    );
    const [newest]: { id: number | null }[] = await runner.query('SELECT max(id) AS id FROM products');
    for (let from = 1; from <= (newest?.id ?? 0); from += BATCH)
      await runner.query(
        `UPDATE products SET words = words || $mark$'-'$mark$::tsvector
         WHERE id BETWEEN ${from} AND ${from + BATCH - 1} AND NOT in_stock AND NOT words @@ $mark$'-'$mark$::tsquery`,
      );
    await runner.query(query(FORMS));
    for (const [name, terms] of PREFIXED) await runner.query(prefixed(name, terms));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name] of PREFIXED) await runner.query(`DROP FUNCTION ${name}`);
    await runner.query(query('words_of(plain)'));
    await runner.query(
      trigger(`CASE WHEN NEW.in_stock THEN NEW.words || $mark$'+'$mark$::tsvector ELSE ts_delete(NEW.words, '+') END`),
    );
  }
}

const trigger = (marked: string) => `
  CREATE OR REPLACE FUNCTION index_product() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
  DECLARE is_new boolean := TG_OP = 'INSERT';
  BEGIN
    NEW.in_stock := NEW.stock > 0;
    IF is_new OR (NEW.name, NEW.category, NEW.description, NEW.price)
        IS DISTINCT FROM (OLD.name, OLD.category, OLD.description, OLD.price) THEN
      NEW.words := product_words(NEW.name, NEW.category, NEW.description, NEW.price);
    END IF;
    IF is_new OR NEW.words IS DISTINCT FROM OLD.words OR NEW.in_stock <> OLD.in_stock THEN
      NEW.words := ${marked};
    END IF;
    RETURN NEW;
  END $$`;

const FORMS = `CASE WHEN length(stems) > 0 THEN stems ELSE to_tsvector('pg_catalog.simple', plain) END`;

/** Each word, its plain text and its stems. */
const EACH = `unnest(words) WITH ORDINALITY AS w (word, at), LATERAL (SELECT btrim(plain_text(word)) AS plain OFFSET 0) AS p,
  LATERAL (SELECT to_tsvector('pg_catalog.french', plain) || to_tsvector('pg_catalog.english', plain) AS stems OFFSET 0) AS s`;

/** All of the words, each in one of its forms. */
const query = (forms: string) => `
  CREATE OR REPLACE FUNCTION search_query(words text[], mark text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT string_agg(alternatives, ' & ')::tsquery FROM (
      SELECT '(' || string_agg(lexeme_text(mark || lexeme), ' | ') || ')' AS alternatives
      FROM ${EACH}, unnest(tsvector_to_array(${forms})) AS lexeme
      GROUP BY at) AS each $$`;

const PREFIXED = [
  ['product_prefixed', 'product_terms'],
  ['resource_prefixed', 'resource_terms'],
] as const;

/** More longer words than these are a prefix for GIN; numbers are no terms, hence always one. */
const MOST_LONGER = 30;

/** The same, or longer words that begin with them. */
const prefixed = (name: string, terms: string) => `
  CREATE OR REPLACE FUNCTION ${name}(words text[]) RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
  BEGIN RETURN (SELECT string_agg(alternatives, ' & ')::tsquery FROM (
    SELECT '(' || string_agg(alternative, ' | ') || ')' AS alternatives
    FROM ${EACH}, LATERAL (
      SELECT count(*) > ${MOST_LONGER} OR btrim(plain, '0123456789') = '' AS are_many, array_agg(term) AS longer FROM (
        SELECT term FROM ${terms} WHERE length(plain) > 1 AND term > plain AND term < plain || chr(1114111)
        ORDER BY term LIMIT ${MOST_LONGER + 1}) AS some_terms OFFSET 0) AS l, LATERAL (
      SELECT lexeme_text(lexeme) AS alternative FROM unnest(tsvector_to_array(${FORMS})) AS lexeme
      UNION ALL SELECT lexeme_text(plain) || ':*' WHERE are_many AND length(plain) > 1
      UNION ALL SELECT lexeme_text(term) FROM unnest(longer) AS term WHERE NOT are_many) AS a
    GROUP BY at) AS each); END $$`;
