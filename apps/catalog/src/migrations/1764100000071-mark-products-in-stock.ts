import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows of one batch of the backfill: locks on them last for milliseconds. */
const BATCH = 2_000;

/**
 * Whether a product is in stock, as a column of lists and as the lexeme `+` of searches. A column beside the stock, so
 * that a change of the stock writes indexes only when it reaches or leaves zero. Online, as "search by words".
 */
export class MarkProductsInStock1764100000071 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE products ADD COLUMN IF NOT EXISTS in_stock boolean NOT NULL DEFAULT true');
    await runner.query(`
      CREATE OR REPLACE FUNCTION index_product() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
      DECLARE is_new boolean := TG_OP = 'INSERT';
      BEGIN
        NEW.in_stock := NEW.stock > 0;
        IF is_new OR (NEW.name, NEW.category, NEW.description, NEW.price)
            IS DISTINCT FROM (OLD.name, OLD.category, OLD.description, OLD.price) THEN
          NEW.words := product_words(NEW.name, NEW.category, NEW.description, NEW.price);
        END IF;
        IF is_new OR NEW.words IS DISTINCT FROM OLD.words OR NEW.in_stock <> OLD.in_stock THEN
          NEW.words := ${marked('NEW.words', 'NEW.in_stock')};
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(trigger(', stock'));
    const [newest]: { id: number | null }[] = await runner.query('SELECT max(id) AS id FROM products');
    for (let from = 1; from <= (newest?.id ?? 0); from += BATCH)
      await runner.query(
        `UPDATE products SET in_stock = stock > 0, words = ${marked('words', 'stock > 0')}
         WHERE id BETWEEN ${from} AND ${from + BATCH - 1} AND words IS DISTINCT FROM ${marked('words', 'stock > 0')}`,
      );
    await runner.query('DROP INDEX IF EXISTS products_in_stock'); // an interrupted build leaves an invalid one
    await runner.query('CREATE INDEX CONCURRENTLY products_in_stock ON products (in_stock, created_at, id)');
    await runner.query('ANALYZE products');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION index_product() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
      BEGIN NEW.words := product_words(NEW.name, NEW.category, NEW.description, NEW.price); RETURN NEW; END $$`);
    await runner.query(trigger(''));
    await runner.query('ALTER TABLE products DROP COLUMN in_stock');
  }
}

const marked = (words: string, inStock: string) =>
  `CASE WHEN ${inStock} THEN ${words} || $mark$'+'$mark$::tsvector ELSE ts_delete(${words}, '+') END`;

const trigger = (more: string) => `
  CREATE OR REPLACE TRIGGER products_words BEFORE INSERT OR UPDATE OF name, category, description, price${more} ON products
  FOR EACH ROW EXECUTE FUNCTION index_product()`;
