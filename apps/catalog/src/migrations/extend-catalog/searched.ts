import type { QueryRunner } from 'typeorm';

/** Rows of one batch of the backfill: locks on them last for milliseconds. */
const BATCH = 2_000;

/** A GIN index gathers new entries in a list that every search reads: a small one. */
const WITH_SHORT_LIST = 'WITH (gin_pending_list_limit = 256)';
/** A sixteenth of the rows (decision 148). */
const SAMPLE = 'WHERE ((id >> 7) & 15) = 0';

interface Searched {
  table: string;
  terms: string;
  /** New columns. Without a default, or with a constant one, so that no row is rewritten. */
  columns: string;
  /** The text whose words are terms, and its columns. */
  text: string;
  textColumns: string;
  /** The function of the trigger that fills new columns, and the columns whose changes it follows. */
  trigger: string;
  triggerBody: string;
  followed: string;
  /** Fills the new columns of an existing row. */
  values: string;
  indexes: Record<string, string>;
  uniqueIndexes?: Record<string, string>;
  oldIndexes: string;
}

/**
 * `in_stock` is a column beside the stock, so that a change of the stock writes indexes only when it reaches or leaves
 * zero. Among the words it is the lexeme `+`, and `-` of sold-out products: "not `+`" would read all entries of `+`.
 */
export const PRODUCTS: Searched = {
  table: 'products',
  terms: 'product_terms',
  columns: `
    ADD COLUMN IF NOT EXISTS words tsvector,
    ADD COLUMN IF NOT EXISTS sku text,
    ADD COLUMN IF NOT EXISTS in_stock boolean NOT NULL DEFAULT true,
    ADD COLUMN IF NOT EXISTS prices jsonb,
    ADD COLUMN IF NOT EXISTS pictures jsonb NOT NULL DEFAULT '[]'`,
  text: "name || ' ' || coalesce(category, '') || ' ' || description",
  textColumns: 'name, category, description, price',
  trigger: 'index_product',
  followed: 'name, category, description, price, stock',
  triggerBody: `
  DECLARE is_new boolean := TG_OP = 'INSERT';
  BEGIN
    NEW.in_stock := NEW.stock > 0;
    IF is_new OR (NEW.name, NEW.category, NEW.description, NEW.price)
        IS DISTINCT FROM (OLD.name, OLD.category, OLD.description, OLD.price) THEN
      NEW.words := product_words(NEW.name, NEW.category, NEW.description, NEW.price);
    END IF;
    IF is_new OR NEW.words IS DISTINCT FROM OLD.words OR NEW.in_stock <> OLD.in_stock THEN
      NEW.words := CASE WHEN NEW.in_stock THEN ts_delete(NEW.words, '-') || $mark$'+'$mark$::tsvector
            ELSE ts_delete(NEW.words, '+') || $mark$'-'$mark$::tsvector END;
    END IF;
    RETURN NEW;
  END `,
  values: `
    in_stock = stock > 0,
    words = product_words(name, category, description, price) || CASE WHEN stock > 0 THEN $mark$'+'$mark$::tsvector ELSE $mark$'-'$mark$::tsvector END`,
  indexes: {
    products_words: `products USING gin (words) ${WITH_SHORT_LIST}`,
    products_words_sample: `products USING gin (words) ${WITH_SHORT_LIST} ${SAMPLE}`,
    product_terms_similar: 'product_terms USING gin (term public.gin_trgm_ops)',
    products_category_price: 'products (category, price, id)',
    products_category_name: 'products (category, name_key, id)',
    products_owner_created: 'products (owner_id, created_at, id)',
    products_in_stock: 'products (in_stock, created_at, id)',
  },
  // The key of the owner for a product.
  uniqueIndexes: { products_sku: 'products (owner_id, sku) WHERE sku IS NOT NULL' },
  oldIndexes: 'products_search',
};

/**
 * `tag_keys` are the folded tags. A page of a tag in another order compares the tags of hundreds of rows, so they are
 * folded once. Two indexes have what a list shows, so that its rows are counted without reading the table.
 */
export const RESOURCES: Searched = {
  table: 'resources',
  terms: 'resource_terms',
  columns: 'ADD COLUMN IF NOT EXISTS words tsvector, ADD COLUMN IF NOT EXISTS tag_keys text[]',
  text: "title || ' ' || array_to_string(tags, ' ') || ' ' || description",
  textColumns: 'title, tags, description, category',
  trigger: 'index_resource',
  followed: 'title, tags, description, category',
  triggerBody: `
  BEGIN
    NEW.words := resource_words(NEW.title, NEW.tags, NEW.description, NEW.category);
    NEW.tag_keys := tag_keys(NEW.tags);
    RETURN NEW;
  END `,
  values: 'words = resource_words(title, tags, description, category), tag_keys = tag_keys(tags)',
  indexes: {
    resources_words: `resources USING gin (words) ${WITH_SHORT_LIST}`,
    resources_words_sample: `resources USING gin (words) ${WITH_SHORT_LIST} ${SAMPLE}`,
    resource_terms_similar: 'resource_terms USING gin (term public.gin_trgm_ops)',
    resources_kept_tags: `resources USING gin (tag_keys) ${WITH_SHORT_LIST}`,
    resources_kept_tags_sample: `resources USING gin (tag_keys) ${WITH_SHORT_LIST} ${SAMPLE}`,
    resources_listed: 'resources (created_at, id) INCLUDE (is_public, uploader_id)',
    resources_listed_category: 'resources (category, created_at, id) INCLUDE (is_public, uploader_id)',
    resources_downloads: 'resources (downloads, id)',
    resources_rating: 'resources (round(rating_sum::numeric / greatest(ratings_count, 1), 2), id)',
    resources_title: 'resources (title_key, id)',
  },
  oldIndexes: 'resources_search, resources_tags',
};

/** New columns, and the triggers that keep them and the terms. */
export async function prepare(runner: QueryRunner, searched: Searched): Promise<void> {
  const { table, terms, columns, text, textColumns, trigger, triggerBody, followed } = searched;
  const keepTerms = `keep_${table.slice(0, -1)}_terms`;
  await runner.query(`ALTER TABLE ${table} ${columns}`);
  await runner.query(`
    CREATE TABLE IF NOT EXISTS ${terms} (term text COLLATE "C" PRIMARY KEY);
    CREATE OR REPLACE FUNCTION ${trigger}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$${triggerBody}$$;
    CREATE OR REPLACE TRIGGER ${table}_words BEFORE INSERT OR UPDATE OF ${followed} ON ${table}
      FOR EACH ROW EXECUTE FUNCTION ${trigger}();
    CREATE OR REPLACE FUNCTION ${keepTerms}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
       BEGIN ${insertTerms(terms, text, 'changed')}; RETURN NULL; END $$;
    CREATE OR REPLACE TRIGGER ${table}_terms_inserted AFTER INSERT ON ${table} REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION ${keepTerms}();
    CREATE OR REPLACE FUNCTION ${keepTerms}_of_row() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
       BEGIN ${insertTerms(terms, text, '(SELECT NEW.*) AS changed')}; RETURN NULL; END $$;
    CREATE OR REPLACE TRIGGER ${table}_terms_updated AFTER UPDATE OF ${textColumns} ON ${table}
      FOR EACH ROW EXECUTE FUNCTION ${keepTerms}_of_row()`);
}

/** Terms are inserted in one order, so that two transactions with the same new ones do not deadlock. */
const insertTerms = (terms: string, text: string, from: string, where = '') =>
  `INSERT INTO ${terms} SELECT DISTINCT word FROM ${from}, unnest(plain_words(${text})) AS word
   WHERE ${where} NOT EXISTS (SELECT FROM ${terms} known WHERE known.term = word) ORDER BY word ON CONFLICT DO NOTHING`;

/** Existing rows. The triggers do not follow the new columns, so they do not run. */
export async function fill(runner: QueryRunner, { table, terms, text, values }: Searched): Promise<void> {
  const [newest]: { id: number | null }[] = await runner.query(`SELECT max(id) AS id FROM ${table}`);
  for (let from = 1; from <= (newest?.id ?? 0); from += BATCH) {
    const rows = `id BETWEEN ${from} AND ${from + BATCH - 1}`;
    await runner.query(insertTerms(terms, text, table, `${rows} AND`));
    await runner.query(`UPDATE ${table} SET ${values} WHERE ${rows} AND words IS NULL`);
  }
}

/** Indexes; then the column and the indexes that replicas of 0.2.0 use are dropped. */
export async function finish(runner: QueryRunner, { table, indexes, uniqueIndexes = {}, oldIndexes }: Searched): Promise<void> {
  const definitions = Object.entries(indexes).map(([name, index]) => ['INDEX', name, index]);
  const unique = Object.entries(uniqueIndexes).map(([name, index]) => ['UNIQUE INDEX', name, index]);
  for (const [kind, name, index] of [...definitions, ...unique]) {
    await runner.query(`DROP INDEX IF EXISTS ${name}`); // an interrupted build leaves an invalid one
    await runner.query(`CREATE ${kind} CONCURRENTLY ${name} ON ${index}`);
  }
  await runner.query(`DROP INDEX IF EXISTS ${oldIndexes}`);
  await runner.query(`ALTER TABLE ${table} DROP COLUMN IF EXISTS search_text`);
  await runner.query(`ANALYZE ${table}`);
}
