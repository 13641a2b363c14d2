import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The key of the owner for a product. Online: the column is empty, and the index is built concurrently. */
export class AddProductSku1763940000080 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE products ADD COLUMN IF NOT EXISTS sku text');
    await runner.query('DROP INDEX IF EXISTS products_sku'); // an interrupted build leaves an invalid one
    await runner.query('CREATE UNIQUE INDEX CONCURRENTLY products_sku ON products (owner_id, sku) WHERE sku IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE products DROP COLUMN sku');
  }
}
