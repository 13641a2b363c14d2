import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LinkProviderAccounts1764500000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE oidc_flows (
        state bytea PRIMARY KEY,
        browser bytea NOT NULL,
        provider text NOT NULL,
        challenge text NOT NULL,
        return_to text NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE TABLE oidc_results (
        code bytea PRIMARY KEY,
        challenge text NOT NULL,
        provider text NOT NULL,
        issuer text NOT NULL,
        subject text NOT NULL,
        email text,
        expires_at timestamptz NOT NULL
      );
      CREATE TABLE linked_accounts (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id integer NOT NULL REFERENCES users,
        issuer text NOT NULL,
        subject text NOT NULL,
        email text,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz,
        UNIQUE (issuer, subject)
      );
      CREATE INDEX linked_accounts_user_idx ON linked_accounts (user_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE linked_accounts, oidc_results, oidc_flows');
  }
}
