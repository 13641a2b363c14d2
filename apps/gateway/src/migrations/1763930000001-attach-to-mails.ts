import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails about appointments carry an iCalendar file, and are HTML as well as text. */
export class AttachToMails1763930000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mails ADD COLUMN html text, ADD COLUMN calendar jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mails DROP COLUMN html, DROP COLUMN calendar');
  }
}
