import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The search knows marks beside words (`from:`, `has:`), and finds people by their names. What was indexed without marks is
 * indexed again, beside the service's work.
 */
export class MarkWords1763600000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('TRUNCATE message_words');
    await runner.query('CREATE INDEX people_by_name ON people (lower(username))');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX people_by_name');
  }
}
