import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For the export of personal data: outside of a cabinet a user reads the rows that the user created, and no others. */
export class ShowOwnBusy1763700000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE POLICY own ON busy FOR SELECT
      USING (created_by = asking_user() AND coalesce(current_setting('booking.cabinet_id', true), '') = '')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP POLICY own ON busy`);
  }
}
