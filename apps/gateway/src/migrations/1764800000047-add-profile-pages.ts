import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Pictures, banners and links of people, and the names that they had before (decision 264). */
export class AddProfilePages1764800000047 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users
        ADD COLUMN IF NOT EXISTS picture_id uuid,
        ADD COLUMN IF NOT EXISTS banner_id uuid,
        ADD COLUMN IF NOT EXISTS links jsonb NOT NULL DEFAULT '[]'`);
    await runner.query(`
      CREATE TABLE IF NOT EXISTS former_names (
        skeleton text PRIMARY KEY,
        username text NOT NULL,
        user_id integer NOT NULL,
        until timestamptz NOT NULL
      )`);
    await runner.query('CREATE UNIQUE INDEX IF NOT EXISTS former_names_username_key ON former_names (username)');
    await runner.query('CREATE INDEX IF NOT EXISTS former_names_user_id_idx ON former_names (user_id, until)');
  }
}
