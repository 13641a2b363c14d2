import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Rows of one batch: locks on them last for milliseconds. */
const BATCH = 2_000;

const pricesOf = (product: string) =>
  `jsonb_each_text(CASE WHEN jsonb_typeof(${product}.prices) = 'object' THEN ${product}.prices END)`;

/**
 * Prices in further currencies as rows with an index, by which lists are filtered and sorted (decision 279). Triggers keep
 * them, so replicas of older versions write them too. Online: no transaction spans it, and every statement may run again.
 */
export class PriceProducts1764800000067 implements Migration {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE IF NOT EXISTS product_prices (
        product_id integer NOT NULL REFERENCES products ON DELETE CASCADE,
        code text NOT NULL,
        amount numeric(13, 3) NOT NULL,
        PRIMARY KEY (product_id, code)
      );
      CREATE INDEX IF NOT EXISTS product_prices_code ON product_prices (code, amount, product_id);
      CREATE OR REPLACE FUNCTION keep_product_prices() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
        BEGIN
          IF TG_OP = 'UPDATE' THEN DELETE FROM product_prices WHERE product_id = NEW.id; END IF;
          INSERT INTO product_prices SELECT NEW.id, key, value::numeric FROM ${pricesOf('NEW')} ON CONFLICT DO NOTHING;
          RETURN NULL;
        END $$;
      CREATE OR REPLACE TRIGGER products_prices_inserted AFTER INSERT ON products
        FOR EACH ROW WHEN (NEW.prices IS NOT NULL) EXECUTE FUNCTION keep_product_prices();
      CREATE OR REPLACE TRIGGER products_prices_updated AFTER UPDATE OF prices ON products
        FOR EACH ROW WHEN (OLD.prices IS DISTINCT FROM NEW.prices) EXECUTE FUNCTION keep_product_prices()`);
    const [newest]: { id: number | null }[] = await runner.query('SELECT max(id) AS id FROM products');
    for (let from = 1; from <= (newest?.id ?? 0); from += BATCH)
      // Locked, so that a change of the prices comes before or after.
      await runner.query(`
        WITH locked AS (
          SELECT id, prices FROM products WHERE id BETWEEN ${from} AND ${from + BATCH - 1} AND prices IS NOT NULL FOR SHARE)
        INSERT INTO product_prices SELECT id, key, value::numeric FROM locked, ${pricesOf('locked')} ON CONFLICT DO NOTHING`);
  }
}
