import type { FoldedMigration } from '@veza/database';
import { EVENT_TABLES_SQL } from '@veza/transport';
import type { QueryRunner } from 'typeorm';

/** The schema of 0.2.0. */
export class CreateIdentity1763640000129 implements FoldedMigration {
  readonly replaces = [
    'CreateIdentity1763629200001',
    'NameOperations1763629200002',
    'EraseWhole1763640000085',
    'CreateMailRequests1763640000086',
    'BanAccounts1763640000129',
  ];
  readonly completedBy = 'version 0.2.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        username text,
        email text,
        email_verified boolean NOT NULL DEFAULT false,
        password_hash text,
        first_name text NOT NULL DEFAULT '',
        last_name text NOT NULL DEFAULT '',
        avatar text,
        bio text NOT NULL DEFAULT '',
        role text NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'moderator', 'admin')),
        preferences jsonb NOT NULL DEFAULT '{}',
        last_login_at timestamptz NOT NULL DEFAULT now(),
        created_at timestamptz NOT NULL DEFAULT now(),
        deleted_at timestamptz,
        erased_again boolean NOT NULL DEFAULT false,
        banned_until timestamptz,
        CHECK (deleted_at IS NOT NULL OR (username IS NOT NULL AND email IS NOT NULL AND password_hash IS NOT NULL))
      );
      CREATE UNIQUE INDEX users_email_key ON users (lower(email));
      CREATE UNIQUE INDEX users_username_key ON users (lower(username));
      CREATE INDEX users_to_erase_again ON users (deleted_at) WHERE deleted_at IS NOT NULL AND NOT erased_again;

      -- Bans from the whole platform; users.banned_until is the one in force, 'infinity' for ever.
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
      );
      CREATE INDEX account_bans_user_idx ON account_bans (user_id, id DESC);

      -- A session is a family of refresh tokens. Of the tokens themselves nothing is kept: generation n is an HMAC that
      -- the gateways can make again.
      CREATE TABLE sessions (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id integer NOT NULL REFERENCES users,
        device text NOT NULL,
        address text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_generation integer NOT NULL DEFAULT -1,
        recent_uses jsonb NOT NULL DEFAULT '[]',
        revoked_at timestamptz,
        revoked_for text
      );
      CREATE INDEX sessions_live_of_user ON sessions (user_id) WHERE revoked_at IS NULL;
      CREATE INDEX sessions_by_end ON sessions (expires_at);
      CREATE INDEX sessions_of_user ON sessions (user_id, id);

      CREATE TABLE revocations (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        session_id uuid NOT NULL,
        user_id integer NOT NULL,
        revoked_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX revocations_by_time ON revocations (revoked_at);

      CREATE TABLE signing_keys (
        kid text PRIMARY KEY,
        public_key text NOT NULL,
        private_key bytea NOT NULL,
        signs_from timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      -- Links and codes sent by mail: one of a purpose for each person, so that a new one retires the old.
      CREATE TABLE mailed_secrets (
        user_id integer NOT NULL REFERENCES users,
        purpose text NOT NULL CHECK (purpose IN ('verify', 'reset', 'otp')),
        digest bytea NOT NULL,
        email text NOT NULL,
        tries integer NOT NULL DEFAULT 0,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, purpose)
      );
      CREATE UNIQUE INDEX mailed_secrets_by_digest ON mailed_secrets (digest);

      CREATE TABLE tickets (
        digest bytea PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX tickets_by_end ON tickets (expires_at);

      -- Counters of guesses, sign-ups, mails. Losing them in a crash of Postgres costs nothing.
      CREATE UNLOGGED TABLE attempts (
        kind text NOT NULL,
        subject text NOT NULL,
        count integer NOT NULL,
        ends_at timestamptz NOT NULL,
        PRIMARY KEY (kind, subject)
      );
      CREATE INDEX attempts_by_end ON attempts (ends_at);

      CREATE TABLE mails (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        recipient text NOT NULL,
        subject text NOT NULL,
        body text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz,
        tries integer NOT NULL DEFAULT 0,
        next_try_at timestamptz NOT NULL DEFAULT now(),
        user_id integer
      );
      CREATE INDEX mails_due ON mails (next_try_at) WHERE sent_at IS NULL;
      CREATE INDEX mails_of_recipient ON mails (recipient, id);
      CREATE INDEX mails_of_user ON mails (user_id, id);

      -- Requests for mails. They are stored before the account is looked up, so that replies do not reveal accounts.
      CREATE TABLE mail_requests (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('reset', 'otp')),
        email text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      -- A key names an operation: the same one for every try until the key is another request's (decision 91).
      CREATE TABLE idempotency_keys (
        user_id integer NOT NULL,
        method text NOT NULL,
        path text NOT NULL,
        key text NOT NULL,
        fingerprint text,
        answer jsonb,
        locked_until timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        operation uuid NOT NULL DEFAULT gen_random_uuid(),
        PRIMARY KEY (user_id, method, path, key)
      );
      CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);`);
    await runner.query(EVENT_TABLES_SQL);
    // For the export and the erasure of an account.
    await runner.query(`CREATE INDEX events_of_user ON events ((payload->>'id')) WHERE name = 'identity.users.changed'`);
  }
}
