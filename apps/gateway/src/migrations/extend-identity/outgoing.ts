/**
 * `done` marks a request whose response is not kept here, because it is data of a cabinet: a repetition is the same
 * operation and gets its response from booking, behind row-level security. Copies of such responses are deleted; the
 * nova edition keeps no others. A gateway of 0.2.0 reads `answer IS NULL` and repeats the operation as well.
 */
export const OPERATIONS = `
  ALTER TABLE idempotency_keys ADD COLUMN done boolean NOT NULL DEFAULT false;
  UPDATE idempotency_keys SET answer = NULL, done = true, locked_until = now()
  WHERE path LIKE '/api/%' AND answer IS NOT NULL;
`;

/**
 * Mails about appointments carry an iCalendar file, and are HTML as well as text. Mails know their patient while they
 * wait, and keep nothing once they are sent or given up (10 tries).
 */
export const MAILS = `
  ALTER TABLE mails ADD COLUMN html text, ADD COLUMN calendar jsonb, ADD COLUMN cabinet_id uuid, ADD COLUMN patient_id uuid;
  CREATE INDEX mails_patient_idx ON mails (patient_id) WHERE patient_id IS NOT NULL;
  UPDATE mails SET recipient = '', subject = '', body = '', user_id = NULL WHERE sent_at IS NOT NULL OR tries >= 10;
`;

/** Webhooks. */
export const DELIVERIES = `
  CREATE TABLE webhooks (
    id uuid PRIMARY KEY,
    user_id integer NOT NULL REFERENCES users,
    url text NOT NULL,
    events text[] NOT NULL,
    secret bytea NOT NULL,
    earlier_secret bytea,
    earlier_until timestamptz,
    failing_since timestamptz,
    disabled_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX webhooks_user_idx ON webhooks (user_id);
  CREATE TABLE webhook_deliveries (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    webhook_id uuid NOT NULL REFERENCES webhooks ON DELETE CASCADE,
    event text NOT NULL,
    data jsonb NOT NULL,
    state text NOT NULL DEFAULT 'pending',
    tries integer NOT NULL DEFAULT 0,
    status integer,
    next_try_at timestamptz NOT NULL DEFAULT now(),
    leased_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    fault text
  );
  CREATE INDEX webhook_deliveries_due_idx ON webhook_deliveries (webhook_id, next_try_at) WHERE state = 'pending';
  CREATE INDEX webhook_deliveries_listed_idx ON webhook_deliveries (webhook_id, created_at);
  CREATE INDEX webhook_deliveries_created_idx ON webhook_deliveries (created_at);
`;

export const PUSH = `
  CREATE TABLE push_subscriptions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id integer NOT NULL REFERENCES users,
    session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
    endpoint text NOT NULL UNIQUE,
    public_key text NOT NULL,
    p256dh text NOT NULL,
    auth text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX push_subscriptions_user_idx ON push_subscriptions (user_id, created_at);
  CREATE INDEX push_subscriptions_session_idx ON push_subscriptions (session_id);
  CREATE TABLE push_preferences (
    user_id integer PRIMARY KEY REFERENCES users,
    mentions boolean NOT NULL,
    direct_messages boolean NOT NULL,
    bookings boolean NOT NULL
  );
  CREATE TABLE push_messages (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    subscription_id uuid NOT NULL REFERENCES push_subscriptions ON DELETE CASCADE,
    data jsonb NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    next_try_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX push_messages_due_idx ON push_messages (next_try_at);
  CREATE INDEX push_messages_subscription_idx ON push_messages (subscription_id);
`;

/** Files of the web client of former builds (decision 218). */
export const WEB_BUILDS = `
  CREATE TABLE web_builds (
    id text PRIMARY KEY,
    started_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE web_assets (
    build_id text NOT NULL REFERENCES web_builds ON DELETE CASCADE,
    path text NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (build_id, path)
  );
  CREATE INDEX web_assets_path_idx ON web_assets (path);
`;
