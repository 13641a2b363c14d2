import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Without a default: no row is rewritten. */
export class AddProductPrices1764200000070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE products ADD COLUMN prices jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE products DROP COLUMN prices');
  }
}
