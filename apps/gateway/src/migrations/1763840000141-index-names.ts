import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The search for users compares the beginnings of names. */
export class IndexNames1763840000141 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX users_by_username_prefix ON users (lower(username) text_pattern_ops) WHERE deleted_at IS NULL;
      CREATE INDEX users_by_full_name_prefix ON users (lower(first_name || ' ' || last_name) text_pattern_ops) WHERE deleted_at IS NULL;
      CREATE INDEX users_by_last_name_prefix ON users (lower(last_name) text_pattern_ops) WHERE deleted_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX users_by_username_prefix, users_by_full_name_prefix, users_by_last_name_prefix');
  }
}
