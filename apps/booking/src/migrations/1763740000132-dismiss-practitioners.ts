import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the membership of a practitioner ended; the row stays, because rows of patients refer to it. */
export class DismissPractitioners1763740000132 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE practitioners ADD COLUMN dismissed_at timestamptz(3)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE practitioners DROP COLUMN dismissed_at');
  }
}
