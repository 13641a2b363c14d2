import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that exist already have the same time as new ones, from now on. */
export class EndUnverifiedAccounts1764700000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users ADD COLUMN unverified_since timestamptz NOT NULL DEFAULT now();
      CREATE INDEX users_unverified_idx ON users (unverified_since)
        WHERE NOT email_verified AND deleted_at IS NULL AND bot_of IS NULL AND role = 'user'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users DROP COLUMN unverified_since');
  }
}
