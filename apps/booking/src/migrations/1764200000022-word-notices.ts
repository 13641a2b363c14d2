import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a notification says, without its language. Rows from before have none, and are shown as they were written. */
export class WordNotices1764200000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notifications ADD COLUMN words jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notifications DROP COLUMN words');
  }
}
