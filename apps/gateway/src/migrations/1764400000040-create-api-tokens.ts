import type { MigrationInterface, QueryRunner } from 'typeorm';

/** API tokens, which open WebSocket tickets as sessions do: a ticket names either, so it has no foreign key. */
export class CreateApiTokens1764400000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_tokens (
        id uuid PRIMARY KEY,
        user_id integer NOT NULL REFERENCES users,
        name text NOT NULL,
        prefix text NOT NULL UNIQUE,
        digest bytea NOT NULL,
        scopes text[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        last_used_at timestamptz
      );
      CREATE INDEX api_tokens_user_idx ON api_tokens (user_id);
      CREATE INDEX api_tokens_expires_idx ON api_tokens (expires_at);
      ALTER TABLE tickets DROP CONSTRAINT tickets_session_id_fkey`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM tickets;
      ALTER TABLE tickets ADD CONSTRAINT tickets_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions ON DELETE CASCADE;
      DROP TABLE api_tokens`);
  }
}
