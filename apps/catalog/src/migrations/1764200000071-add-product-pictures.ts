import type { MigrationInterface, QueryRunner } from 'typeorm';

/** With a constant default: no row is rewritten. */
export class AddProductPictures1764200000071 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE products ADD COLUMN pictures jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE products DROP COLUMN pictures');
  }
}
