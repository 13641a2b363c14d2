import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every message paid for an index that only exports read; they look through the messages instead. */
export class UnindexAuthors1763700000122 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX messages_by_user');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX messages_by_user ON messages (user_id, id)');
  }
}
