import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The export of a user's messages reads them by this index. Without it, each export scans all messages. */
export class IndexAuthors1763800000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX IF NOT EXISTS messages_by_user ON messages (user_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX messages_by_user');
  }
}
