import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A bot has nothing with which a person signs in. The table itself keeps it so. */
export class AddBots1764500000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users ADD COLUMN bot_of integer REFERENCES users;
      ALTER TABLE users DROP CONSTRAINT users_check, ADD CONSTRAINT users_check CHECK (
        deleted_at IS NOT NULL
        OR (username IS NOT NULL AND (bot_of IS NOT NULL OR (email IS NOT NULL AND password_hash IS NOT NULL)))
      );
      ALTER TABLE users ADD CONSTRAINT users_bot_check
        CHECK (bot_of IS NULL OR (email IS NULL AND password_hash IS NULL AND NOT second_factor AND role = 'user'));
      CREATE INDEX users_bot_of_idx ON users (bot_of) WHERE bot_of IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Both constraints go with the column. Bots stay as rows without an address.
    await runner.query(`
      ALTER TABLE users DROP COLUMN bot_of;
      ALTER TABLE users ADD CONSTRAINT users_check CHECK (
        deleted_at IS NOT NULL OR (username IS NOT NULL AND email IS NOT NULL AND password_hash IS NOT NULL)
      ) NOT VALID`);
  }
}
