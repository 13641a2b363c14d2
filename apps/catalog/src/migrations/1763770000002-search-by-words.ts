import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows of one batch of the backfill: locks on them last for milliseconds. */
const BATCH = 2_000;

/**
 * Search by words (decision 138). Online: new columns are empty, triggers fill them for rows that change, existing rows
 * are filled in small batches, and the indexes are built concurrently. So no transaction spans it, and every statement
 * may run again after a failure. Replicas of the version before cannot search any more once the old columns are dropped,
 * which happens last.
 */
export class SearchByWords1763770000002 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...FUNCTIONS, ...TABLES.flatMap(preparations)]) await runner.query(statement);
    for (const searched of TABLES) {
      await backfill(runner, searched);
      for (const [name, index] of Object.entries(searched.indexes)) {
        await runner.query(`DROP INDEX IF EXISTS ${name}`); // an interrupted build leaves an invalid one
        await runner.query(`CREATE INDEX CONCURRENTLY ${name} ON ${index}`);
      }
      await runner.query(`DROP INDEX IF EXISTS ${searched.table}_search`);
      await runner.query(`ALTER TABLE ${searched.table} DROP COLUMN IF EXISTS search_text`);
      await runner.query(`ANALYZE ${searched.table}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, terms, oldText } of TABLES) {
      await runner.query(`DROP TRIGGER ${table}_words ON ${table}`);
      await runner.query(`DROP TRIGGER ${table}_terms_inserted ON ${table}`);
      await runner.query(`DROP TRIGGER ${table}_terms_updated ON ${table}`);
      await runner.query(`ALTER TABLE ${table} DROP COLUMN words`);
      await runner.query(`DROP TABLE ${terms}`);
      await runner.query(`ALTER TABLE ${table} ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (${oldText}) STORED`);
      await runner.query(`CREATE INDEX ${table}_search ON ${table} USING gin (search_text gin_trgm_ops)`);
    }
    await runner.query('DROP INDEX resources_listed, products_category_price, products_category_name, products_owner_created');
    for (const name of ['index_product', 'index_resource', 'keep_product_terms', 'keep_resource_terms']) await drop(runner, name);
    for (const name of ['keep_product_terms_of_row', 'keep_resource_terms_of_row']) await drop(runner, name);
    for (const name of ['product_similar', 'resource_similar', 'prefix_query', 'search_query', 'any_lexeme'])
      await drop(runner, name);
    for (const name of [
      'product_words',
      'resource_words',
      'row_words',
      'plain_words',
      'words_of',
      'price_band',
      'lexeme_text',
      'plain_text',
    ])
      await drop(runner, name);
  }
}

const drop = (runner: QueryRunner, name: string) => runner.query(`DROP FUNCTION ${name}`);

interface Searched {
  table: string;
  terms: string;
  /** Functions that compute the column `words` of a row, and the text whose words are terms. */
  trigger: string;
  words: string;
  rowWords: string;
  text: string;
  columns: string;
  indexes: Record<string, string>;
  oldText: string;
}

/** A GIN index gathers new entries in a list that every search reads: a small one. */
const WITH_SHORT_LIST = 'WITH (gin_pending_list_limit = 256)';

const TABLES: readonly Searched[] = [
  {
    table: 'products',
    terms: 'product_terms',
    trigger: 'index_product',
    words: 'product_words(name, category, description, price)',
    text: "name || ' ' || coalesce(category, '') || ' ' || description",
    rowWords: 'product_words(NEW.name, NEW.category, NEW.description, NEW.price)',
    columns: 'name, category, description, price',
    indexes: {
      products_words: `products USING gin (words) ${WITH_SHORT_LIST}`,
      product_terms_similar: 'product_terms USING gin (term public.gin_trgm_ops)',
      products_category_price: 'products (category, price, id)',
      products_category_name: 'products (category, name_key, id)',
      products_owner_created: 'products (owner_id, created_at, id)',
    },
    oldText: "fold(name || ' ' || coalesce(category, '') || ' ' || left(description, 300))",
  },
  {
    table: 'resources',
    terms: 'resource_terms',
    trigger: 'index_resource',
    words: 'resource_words(title, tags, description, category)',
    text: "title || ' ' || array_to_string(tags, ' ') || ' ' || description",
    rowWords: 'resource_words(NEW.title, NEW.tags, NEW.description, NEW.category)',
    columns: 'title, tags, description, category',
    indexes: {
      resources_words: `resources USING gin (words) ${WITH_SHORT_LIST}`,
      // What a list shows, so that its rows are counted without reading the table.
      resources_listed: 'resources (created_at, id) INCLUDE (is_public, uploader_id)',
      resource_terms_similar: 'resource_terms USING gin (term public.gin_trgm_ops)',
    },
    oldText: "fold(title || ' ' || joined(tags) || ' ' || left(description, 300))",
  },
];

const IMMUTABLE = 'LANGUAGE sql IMMUTABLE PARALLEL SAFE';
const COMPILED = 'LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE';

const FUNCTIONS = [
  // Lower case without accents and punctuation. "c++" and "c#" are words. In plpgsql, which keeps its plans, as the
  // functions below: a row costs a fifth of what it does in SQL.
  `CREATE OR REPLACE FUNCTION plain_text(value text) RETURNS text ${COMPILED} AS $$
     DECLARE plain text := replace(lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFKC))), '++', 'plusplus');
     BEGIN
       IF strpos(plain, '#') > 0 THEN plain := regexp_replace(plain, '(\\w)#', '\\1sharp', 'g'); END IF;
       RETURN translate(plain, '!"#$%&''()*+,-./:;<=>?@[\\]^_\`{|}~', repeat(' ', 32));
     END $$`,
  `CREATE OR REPLACE FUNCTION words_of(plain text) RETURNS tsvector ${COMPILED} AS $$
     BEGIN RETURN strip(to_tsvector('pg_catalog.french', plain) || to_tsvector('pg_catalog.english', plain)
       || to_tsvector('pg_catalog.simple', plain)); END $$`,
  `CREATE OR REPLACE FUNCTION price_band(price numeric) RETURNS integer ${IMMUTABLE} AS $$
     SELECT floor(ln(price::float8 + 1) * 4)::integer $$`,
  // Lexemes with a mark: = of the name, @ a category, $ a price band. Words never begin with one of them.
  `CREATE OR REPLACE FUNCTION row_words(name text, body text, marks text[]) RETURNS tsvector ${COMPILED} AS $$
     DECLARE named tsvector := words_of(plain_text(name));
     DECLARE every tsvector := words_of(plain_text(body)) || named;
     BEGIN
       IF name ~ '[-/.&'']' THEN
         every := every || words_of(plain_text(regexp_replace(name, '(\\w)[-/.&''](\\w)', '\\1\\2', 'g')));
       END IF;
       RETURN every || array_to_tsvector(ARRAY(SELECT '=' || lexeme FROM unnest(tsvector_to_array(named)) AS lexeme)
         || array_remove(marks, NULL));
     END $$`,
  `CREATE OR REPLACE FUNCTION product_words(name text, category text, description text, price numeric) RETURNS tsvector ${COMPILED} AS $$
     BEGIN RETURN row_words(name, coalesce(category, '') || ' ' || description, ARRAY['@' || category, '$' || price_band(price)]); END $$`,
  `CREATE OR REPLACE FUNCTION resource_words(title text, tags text[], description text, category text) RETURNS tsvector ${COMPILED} AS $$
     BEGIN RETURN row_words(title, array_to_string(tags, ' ') || ' ' || description, ARRAY['@' || category]); END $$`,
  // The words of a text that a typing error may have in mind: three letters or more, not a number.
  `CREATE OR REPLACE FUNCTION plain_words(value text) RETURNS text[] ${COMPILED} AS $$
     BEGIN RETURN ARRAY(SELECT word FROM unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', plain_text(value)))) AS word
       WHERE length(word) BETWEEN 3 AND 40 AND btrim(word, '0123456789') <> ''); END $$`,
  `CREATE OR REPLACE FUNCTION lexeme_text(lexeme text) RETURNS text ${IMMUTABLE} AS $$
     SELECT '''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''' $$`,
  `CREATE OR REPLACE FUNCTION any_lexeme(lexemes text[]) RETURNS tsquery ${IMMUTABLE} AS $$
     SELECT string_agg(lexeme_text(lexeme), ' | ')::tsquery FROM unnest(lexemes) AS lexeme $$`,
  // All of the words, each in one of its forms.
  `CREATE OR REPLACE FUNCTION search_query(words text[], mark text) RETURNS tsquery ${IMMUTABLE} AS $$
     SELECT string_agg(alternatives, ' & ')::tsquery FROM (
       SELECT '(' || string_agg(lexeme_text(mark || lexeme), ' | ') || ')' AS alternatives
       FROM unnest(words) WITH ORDINALITY AS w (word, at), unnest(tsvector_to_array(words_of(plain_text(word)))) AS lexeme
       GROUP BY at) AS each $$`,
  // The same, or longer words that begin with them.
  `CREATE OR REPLACE FUNCTION prefix_query(words text[]) RETURNS tsquery ${IMMUTABLE} AS $$
     SELECT string_agg(alternatives, ' & ')::tsquery FROM (
       SELECT '(' || string_agg(lexeme_text(lexeme) || CASE WHEN length(lexeme) > 1 AND lexeme = plain THEN ':*' ELSE '' END, ' | ') || ')'
         AS alternatives
       FROM unnest(words) WITH ORDINALITY AS w (word, at), btrim(plain_text(word)) AS plain,
         unnest(tsvector_to_array(words_of(plain))) AS lexeme
       GROUP BY at) AS each $$`,
  ...[
    ['product_similar', 'product_terms'],
    ['resource_similar', 'resource_terms'],
  ].map(
    // The same, or up to eight terms that are like them.
    ([name, terms]) => `CREATE OR REPLACE FUNCTION ${name}(words text[]) RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
     BEGIN RETURN (SELECT string_agg(alternatives, ' & ')::tsquery FROM (
       SELECT '(' || string_agg(alternative, ' | ') || ')' AS alternatives
       FROM unnest(words) WITH ORDINALITY AS w (word, at), btrim(plain_text(word)) AS plain, LATERAL (
         SELECT lexeme_text(lexeme) || CASE WHEN length(lexeme) > 1 AND lexeme = plain THEN ':*' ELSE '' END AS alternative
         FROM unnest(tsvector_to_array(words_of(plain))) AS lexeme
         UNION ALL
         (SELECT lexeme_text(term) FROM ${terms}
          WHERE length(plain) >= 4 AND term OPERATOR(public.%) plain AND abs(length(term) - length(plain)) <= 2
          ORDER BY public.similarity(term, plain) DESC, term LIMIT 8)
       ) AS found GROUP BY at) AS each); END $$`,
  ),
];

function preparations({ table, terms, trigger, rowWords, text, columns }: Searched): string[] {
  const one = table.slice(0, -1);
  return [
    `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS words tsvector`,
    `CREATE TABLE IF NOT EXISTS ${terms} (term text COLLATE "C" PRIMARY KEY)`,
    `CREATE OR REPLACE FUNCTION ${trigger}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
       BEGIN NEW.words := ${rowWords}; RETURN NEW; END $$`,
    `CREATE OR REPLACE TRIGGER ${table}_words BEFORE INSERT OR UPDATE OF ${columns} ON ${table}
       FOR EACH ROW EXECUTE FUNCTION ${trigger}()`,
    // Terms are inserted in one order, so that two transactions with the same new ones do not deadlock.
    `CREATE OR REPLACE FUNCTION keep_${one}_terms() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
       BEGIN ${insertTerms(terms, text, 'changed')}; RETURN NULL; END $$`,
    `CREATE OR REPLACE TRIGGER ${table}_terms_inserted AFTER INSERT ON ${table} REFERENCING NEW TABLE AS changed
       FOR EACH STATEMENT EXECUTE FUNCTION keep_${one}_terms()`,
    `CREATE OR REPLACE FUNCTION keep_${one}_terms_of_row() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
       BEGIN ${insertTerms(terms, text, '(SELECT NEW.*) AS changed')}; RETURN NULL; END $$`,
    `CREATE OR REPLACE TRIGGER ${table}_terms_updated AFTER UPDATE OF ${columns} ON ${table}
       FOR EACH ROW EXECUTE FUNCTION keep_${one}_terms_of_row()`,
  ];
}

const insertTerms = (terms: string, text: string, from: string, where = '') =>
  `INSERT INTO ${terms} SELECT DISTINCT word FROM ${from}, unnest(plain_words(${text})) AS word
   WHERE ${where} NOT EXISTS (SELECT FROM ${terms} known WHERE known.term = word) ORDER BY word ON CONFLICT DO NOTHING`;

async function backfill(runner: QueryRunner, { table, terms, words, text }: Searched): Promise<void> {
  const [newest]: { id: number | null }[] = await runner.query(`SELECT max(id) AS id FROM ${table}`);
  const last = newest?.id ?? 0;
  for (let from = 1; from <= last; from += BATCH) {
    const rows = `id BETWEEN ${from} AND ${from + BATCH - 1}`;
    await runner.query(insertTerms(terms, text, table, `${rows} AND`));
    await runner.query(`UPDATE ${table} SET words = ${words} WHERE ${rows} AND words IS NULL`);
  }
}
