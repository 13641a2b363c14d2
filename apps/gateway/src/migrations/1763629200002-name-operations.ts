import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A key names an operation: the same one for every try until the key is another request's (decision 0091). */
export class NameOperations1763629200002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE idempotency_keys ADD COLUMN operation uuid NOT NULL DEFAULT gen_random_uuid()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE idempotency_keys DROP COLUMN operation');
  }
}
