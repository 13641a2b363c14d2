import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tickets that set up a second factor, in place of one that asks for it. */
export class SetUpFactors1764400000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sign_in_tickets ADD COLUMN sets_up boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sign_in_tickets DROP COLUMN sets_up');
  }
}
