import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passkeys of accounts, and the challenges that wait for their answers. */
export class CreatePasskeys1764400000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passkeys (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id integer NOT NULL REFERENCES users,
        credential_id text NOT NULL,
        public_key bytea NOT NULL,
        counter bigint NOT NULL,
        transports text[] NOT NULL,
        name text NOT NULL,
        backed_up boolean NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz
      );
      CREATE UNIQUE INDEX passkeys_credential_key ON passkeys (credential_id);
      CREATE INDEX passkeys_user_idx ON passkeys (user_id);
      CREATE TABLE passkey_challenges (
        challenge bytea PRIMARY KEY,
        purpose text NOT NULL,
        user_id integer REFERENCES users,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX passkey_challenges_user_idx ON passkey_challenges (user_id);
      CREATE INDEX passkey_challenges_expires_idx ON passkey_challenges (expires_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['passkey_challenges', 'passkeys']) await runner.query(`DROP TABLE ${table}`);
  }
}
