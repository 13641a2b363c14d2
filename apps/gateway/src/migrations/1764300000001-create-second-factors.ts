import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Authenticator apps, recovery codes, and sign-ins that wait for their second factor. */
export class CreateSecondFactors1764300000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users ADD COLUMN second_factor boolean NOT NULL DEFAULT false');
    await runner.query(`
      CREATE TABLE totp_factors (
        user_id integer PRIMARY KEY REFERENCES users,
        secret bytea NOT NULL,
        confirmed_at timestamptz,
        last_step integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE recovery_codes (
        user_id integer NOT NULL REFERENCES users,
        digest bytea NOT NULL,
        PRIMARY KEY (user_id, digest)
      );
      CREATE TABLE sign_in_tickets (
        digest bytea PRIMARY KEY,
        user_id integer NOT NULL REFERENCES users,
        verified_hash text,
        remember boolean NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX sign_in_tickets_user_idx ON sign_in_tickets (user_id);
      CREATE INDEX sign_in_tickets_expires_idx ON sign_in_tickets (expires_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['sign_in_tickets', 'recovery_codes', 'totp_factors']) await runner.query(`DROP TABLE ${table}`);
    await runner.query('ALTER TABLE users DROP COLUMN second_factor');
  }
}
