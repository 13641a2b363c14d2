/**
 * Several links and codes of one account are valid at once, so that a request by a stranger ends none of them. The
 * table of before has one row per account and purpose, which gateways of 0.2.0 need: what they write and delete there
 * is copied, until a later version drops that table.
 */
export const MAILED_TOKENS = `
  CREATE TABLE mailed_tokens (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id integer NOT NULL REFERENCES users,
    purpose text NOT NULL CHECK (purpose IN ('verify', 'reset', 'otp')),
    network text NOT NULL DEFAULT '',
    digest bytea NOT NULL UNIQUE,
    email text NOT NULL,
    expires_at timestamptz NOT NULL
  );
  CREATE INDEX mailed_tokens_of_user ON mailed_tokens (user_id, purpose);
  CREATE INDEX mailed_tokens_by_end ON mailed_tokens (expires_at);
  ALTER TABLE mail_requests ADD COLUMN network text NOT NULL DEFAULT '';

  CREATE FUNCTION copy_mailed_secret() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN
          DELETE FROM mailed_tokens WHERE digest = OLD.digest AND (TG_OP = 'DELETE' OR OLD.digest <> NEW.digest);
        END IF;
        IF TG_OP <> 'DELETE' THEN
          INSERT INTO mailed_tokens (user_id, purpose, digest, email, expires_at)
          VALUES (NEW.user_id, NEW.purpose, NEW.digest, NEW.email, NEW.expires_at) ON CONFLICT DO NOTHING;
        END IF;
        RETURN NULL;
      END $$;
  CREATE TRIGGER copy AFTER INSERT OR UPDATE OR DELETE ON mailed_secrets
    FOR EACH ROW EXECUTE FUNCTION copy_mailed_secret();
  INSERT INTO mailed_tokens (user_id, purpose, digest, email, expires_at)
    SELECT user_id, purpose, digest, email, expires_at FROM mailed_secrets WHERE expires_at > now();
`;

/**
 * Authenticator apps, recovery codes, and sign-ins that wait for their second factor, or set one up (`sets_up`). Two
 * administrators together remove the factors of a user. `authenticated_at` is when a session was authenticated again;
 * null: not since its sign-in, which is its creation.
 */
export const SECOND_FACTORS = `
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
    expires_at timestamptz NOT NULL,
    sets_up boolean NOT NULL DEFAULT false
  );
  CREATE INDEX sign_in_tickets_user_idx ON sign_in_tickets (user_id);
  CREATE INDEX sign_in_tickets_expires_idx ON sign_in_tickets (expires_at);
  CREATE TABLE factor_removals (
    user_id integer PRIMARY KEY REFERENCES users,
    requested_by integer NOT NULL REFERENCES users,
    requested_at timestamptz NOT NULL DEFAULT now()
  );
  ALTER TABLE sessions ADD COLUMN authenticated_at timestamptz;
  CREATE TABLE sign_in_events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id integer NOT NULL REFERENCES users,
    kind text NOT NULL,
    method text,
    detail text,
    device text,
    network text,
    at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX sign_in_events_user_idx ON sign_in_events (user_id, id);
  CREATE INDEX sign_in_events_at_idx ON sign_in_events (at);
`;

/** Passkeys of accounts, and the challenges that wait for their answers. */
export const PASSKEYS = `
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
  CREATE INDEX passkey_challenges_expires_idx ON passkey_challenges (expires_at);
`;

/** API tokens, which open WebSocket tickets as sessions do: a ticket names either, so it has no foreign key. */
export const TOKENS = `
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
  ALTER TABLE tickets DROP CONSTRAINT tickets_session_id_fkey;
`;

/** Accounts at providers of OpenID Connect. */
export const PROVIDERS = `
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
  CREATE INDEX linked_accounts_user_idx ON linked_accounts (user_id);
  CREATE TABLE unlinked_providers (
    user_id integer NOT NULL REFERENCES users,
    issuer text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, issuer)
  );
`;
