import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `done` marks a request whose response is not kept here, because it is data of a cabinet: a repetition is the same
 * operation and gets its response from booking, behind row-level security. Copies of such responses are deleted; the nova
 * edition keeps no others. A gateway of the version before reads `answer IS NULL` and repeats the operation as well.
 */
export class ReplayByService1763740000131 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE idempotency_keys ADD COLUMN done boolean NOT NULL DEFAULT false');
    await runner.query(`
      UPDATE idempotency_keys SET answer = NULL, done = true, locked_until = now()
      WHERE path LIKE '/api/%' AND answer IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE idempotency_keys DROP COLUMN done');
  }
}
