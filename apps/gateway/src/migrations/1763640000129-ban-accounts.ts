import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bans from the whole platform; `users.banned_until` is the one in force, `infinity` for ever. */
export class BanAccounts1763640000129 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users ADD COLUMN banned_until timestamptz');
    await runner.query(`
      CREATE TABLE account_bans (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id integer NOT NULL REFERENCES users,
        moderator_id integer NOT NULL,
        duration text NOT NULL,
        reason text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        until timestamptz,
        lifted_at timestamptz,
        lifted_by integer
      )`);
    await runner.query('CREATE INDEX account_bans_user_idx ON account_bans (user_id, id DESC)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE account_bans');
    await runner.query('ALTER TABLE users DROP COLUMN banned_until');
  }
}
