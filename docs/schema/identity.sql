-- The schema of today, for readers: made by "npm run generate" from the migrations; "npm test" compares.
-- Owners and grants are left out.

-- tables

CREATE TABLE account_bans (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  user_id integer NOT NULL,
  moderator_id integer NOT NULL,
  duration text NOT NULL,
  reason text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  until timestamp with time zone,
  lifted_at timestamp with time zone,
  lifted_by integer,
  rank text DEFAULT 'moderator'::text NOT NULL,
  CONSTRAINT account_bans_rank_check CHECK ((rank = ANY (ARRAY['moderator'::text, 'admin'::text]))),
  CONSTRAINT account_bans_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT account_bans_pkey PRIMARY KEY (id)
);

CREATE TABLE api_tokens (
  id uuid NOT NULL,
  user_id integer NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  digest bytea NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  last_used_at timestamp with time zone,
  CONSTRAINT api_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT api_tokens_pkey PRIMARY KEY (id),
  CONSTRAINT api_tokens_prefix_key UNIQUE (prefix)
);

CREATE TABLE attempts (
  kind text NOT NULL,
  subject text NOT NULL,
  count integer NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  CONSTRAINT attempts_pkey PRIMARY KEY (kind, subject)
);

CREATE TABLE event_positions (
  source text NOT NULL,
  log uuid NOT NULL,
  position bigint NOT NULL,
  CONSTRAINT event_positions_pkey PRIMARY KEY (source)
);

CREATE TABLE event_relay (
  only_row boolean DEFAULT true NOT NULL,
  log uuid DEFAULT gen_random_uuid() NOT NULL,
  position bigint DEFAULT 0 NOT NULL,
  holder text NOT NULL,
  held_until timestamp with time zone NOT NULL,
  CONSTRAINT event_relay_only_row_check CHECK (only_row),
  CONSTRAINT event_relay_pkey PRIMARY KEY (only_row)
);

CREATE TABLE events (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  position bigint,
  name text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  published_at timestamp with time zone,
  CONSTRAINT events_pkey PRIMARY KEY (id),
  CONSTRAINT events_position_key UNIQUE ("position")
);

CREATE TABLE factor_removals (
  user_id integer NOT NULL,
  requested_by integer NOT NULL,
  requested_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT factor_removals_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES users(id),
  CONSTRAINT factor_removals_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT factor_removals_pkey PRIMARY KEY (user_id)
);

CREATE TABLE first_admin (
  only_row boolean DEFAULT true NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT first_admin_only_row_check CHECK (only_row),
  CONSTRAINT first_admin_pkey PRIMARY KEY (only_row)
);

CREATE TABLE former_names (
  skeleton text NOT NULL,
  username text NOT NULL,
  user_id integer NOT NULL,
  until timestamp with time zone NOT NULL,
  CONSTRAINT former_names_pkey PRIMARY KEY (skeleton)
);

CREATE TABLE idempotency_keys (
  user_id integer NOT NULL,
  method text NOT NULL,
  path text NOT NULL,
  key text NOT NULL,
  fingerprint text,
  answer jsonb,
  locked_until timestamp with time zone NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  operation uuid DEFAULT gen_random_uuid() NOT NULL,
  done boolean DEFAULT false NOT NULL,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (user_id, method, path, key)
);

CREATE TABLE linked_accounts (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id integer NOT NULL,
  issuer text NOT NULL,
  subject text NOT NULL,
  email text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  last_used_at timestamp with time zone,
  CONSTRAINT linked_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT linked_accounts_pkey PRIMARY KEY (id),
  CONSTRAINT linked_accounts_issuer_subject_key UNIQUE (issuer, subject)
);

CREATE TABLE mail_requests (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  kind text NOT NULL,
  email text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  network text DEFAULT ''::text NOT NULL,
  CONSTRAINT mail_requests_kind_check CHECK ((kind = ANY (ARRAY['reset'::text, 'otp'::text]))),
  CONSTRAINT mail_requests_pkey PRIMARY KEY (id)
);

CREATE TABLE mailed_secrets (
  user_id integer NOT NULL,
  purpose text NOT NULL,
  digest bytea NOT NULL,
  email text NOT NULL,
  tries integer DEFAULT 0 NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT mailed_secrets_purpose_check CHECK ((purpose = ANY (ARRAY['verify'::text, 'reset'::text, 'otp'::text]))),
  CONSTRAINT mailed_secrets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT mailed_secrets_pkey PRIMARY KEY (user_id, purpose)
);

CREATE TABLE mailed_tokens (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  user_id integer NOT NULL,
  purpose text NOT NULL,
  network text DEFAULT ''::text NOT NULL,
  digest bytea NOT NULL,
  email text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT mailed_tokens_purpose_check CHECK ((purpose = ANY (ARRAY['verify'::text, 'reset'::text, 'otp'::text]))),
  CONSTRAINT mailed_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT mailed_tokens_pkey PRIMARY KEY (id),
  CONSTRAINT mailed_tokens_digest_key UNIQUE (digest)
);

CREATE TABLE mails (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  recipient text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  sent_at timestamp with time zone,
  tries integer DEFAULT 0 NOT NULL,
  next_try_at timestamp with time zone DEFAULT now() NOT NULL,
  user_id integer,
  html text,
  calendar jsonb,
  cabinet_id uuid,
  patient_id uuid,
  CONSTRAINT mails_pkey PRIMARY KEY (id)
);

CREATE TABLE migrations (
  id integer DEFAULT nextval('migrations_id_seq'::regclass) NOT NULL,
  timestamp bigint NOT NULL,
  name character varying NOT NULL,
  compatible_since bigint DEFAULT 0 NOT NULL,
  CONSTRAINT PK_8c82d7f526340ab734260ea46be PRIMARY KEY (id)
);

CREATE TABLE notice_levels (
  user_id integer NOT NULL,
  levels jsonb NOT NULL,
  has_mail boolean DEFAULT false NOT NULL,
  mailed_at timestamp with time zone,
  CONSTRAINT notice_levels_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT notice_levels_pkey PRIMARY KEY (user_id)
);

CREATE TABLE oidc_flows (
  state bytea NOT NULL,
  browser bytea NOT NULL,
  provider text NOT NULL,
  challenge text NOT NULL,
  return_to text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT oidc_flows_pkey PRIMARY KEY (state)
);

CREATE TABLE oidc_results (
  code bytea NOT NULL,
  challenge text NOT NULL,
  provider text NOT NULL,
  issuer text NOT NULL,
  subject text NOT NULL,
  email text,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT oidc_results_pkey PRIMARY KEY (code)
);

CREATE TABLE passkey_challenges (
  challenge bytea NOT NULL,
  purpose text NOT NULL,
  user_id integer,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT passkey_challenges_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT passkey_challenges_pkey PRIMARY KEY (challenge)
);

CREATE TABLE passkeys (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id integer NOT NULL,
  credential_id text NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  name text NOT NULL,
  backed_up boolean NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  last_used_at timestamp with time zone,
  CONSTRAINT passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT passkeys_pkey PRIMARY KEY (id)
);

CREATE TABLE push_messages (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  subscription_id uuid NOT NULL,
  data jsonb NOT NULL,
  tries integer DEFAULT 0 NOT NULL,
  next_try_at timestamp with time zone DEFAULT now() NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT push_messages_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES push_subscriptions(id) ON DELETE CASCADE,
  CONSTRAINT push_messages_pkey PRIMARY KEY (id)
);

CREATE TABLE push_preferences (
  user_id integer NOT NULL,
  mentions boolean NOT NULL,
  direct_messages boolean NOT NULL,
  bookings boolean NOT NULL,
  CONSTRAINT push_preferences_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT push_preferences_pkey PRIMARY KEY (user_id)
);

CREATE TABLE push_subscriptions (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id integer NOT NULL,
  session_id uuid NOT NULL,
  endpoint text NOT NULL,
  public_key text NOT NULL,
  p256dh text NOT NULL,
  auth text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT push_subscriptions_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id) ON DELETE CASCADE,
  CONSTRAINT push_subscriptions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT push_subscriptions_pkey PRIMARY KEY (id),
  CONSTRAINT push_subscriptions_endpoint_key UNIQUE (endpoint)
);

CREATE TABLE recovery_codes (
  user_id integer NOT NULL,
  digest bytea NOT NULL,
  CONSTRAINT recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT recovery_codes_pkey PRIMARY KEY (user_id, digest)
);

CREATE TABLE revocations (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  session_id uuid NOT NULL,
  user_id integer NOT NULL,
  revoked_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT revocations_pkey PRIMARY KEY (id)
);

CREATE TABLE role_changes (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  user_id integer NOT NULL,
  changed_by integer NOT NULL,
  from_role text NOT NULL,
  to_role text NOT NULL,
  at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT role_changes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT role_changes_pkey PRIMARY KEY (id)
);

CREATE TABLE sessions (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  user_id integer NOT NULL,
  device text NOT NULL,
  address text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  last_used_at timestamp with time zone DEFAULT now() NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_generation integer DEFAULT '-1'::integer NOT NULL,
  recent_uses jsonb DEFAULT '[]'::jsonb NOT NULL,
  revoked_at timestamp with time zone,
  revoked_for text,
  authenticated_at timestamp with time zone,
  CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT sessions_pkey PRIMARY KEY (id)
);

CREATE TABLE sign_in_events (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  user_id integer NOT NULL,
  kind text NOT NULL,
  method text,
  detail text,
  device text,
  network text,
  at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT sign_in_events_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT sign_in_events_pkey PRIMARY KEY (id)
);

CREATE TABLE sign_in_tickets (
  digest bytea NOT NULL,
  user_id integer NOT NULL,
  verified_hash text,
  remember boolean NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  sets_up boolean DEFAULT false NOT NULL,
  CONSTRAINT sign_in_tickets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT sign_in_tickets_pkey PRIMARY KEY (digest)
);

CREATE TABLE signing_keys (
  kid text NOT NULL,
  public_key text NOT NULL,
  private_key bytea NOT NULL,
  signs_from timestamp with time zone NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT signing_keys_pkey PRIMARY KEY (kid)
);

CREATE TABLE sms_messages (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  recipient text NOT NULL,
  body text NOT NULL,
  cabinet_id uuid NOT NULL,
  patient_id uuid,
  until timestamp with time zone NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  next_try_at timestamp with time zone DEFAULT now() NOT NULL,
  taken_at timestamp with time zone,
  tries integer DEFAULT 0 NOT NULL,
  outcome text,
  CONSTRAINT sms_messages_outcome_check CHECK ((outcome = ANY (ARRAY['sent'::text, 'refused'::text, 'unknown'::text, 'late'::text]))),
  CONSTRAINT sms_messages_pkey PRIMARY KEY (id)
);

CREATE TABLE tickets (
  digest bytea NOT NULL,
  session_id uuid NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT tickets_pkey PRIMARY KEY (digest)
);

CREATE TABLE totp_factors (
  user_id integer NOT NULL,
  secret bytea NOT NULL,
  confirmed_at timestamp with time zone,
  last_step integer DEFAULT 0 NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT totp_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT totp_factors_pkey PRIMARY KEY (user_id)
);

CREATE TABLE unlinked_providers (
  user_id integer NOT NULL,
  issuer text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT unlinked_providers_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT unlinked_providers_pkey PRIMARY KEY (user_id, issuer)
);

CREATE TABLE users (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  username text,
  email text,
  email_verified boolean DEFAULT false NOT NULL,
  password_hash text,
  first_name text DEFAULT ''::text NOT NULL,
  last_name text DEFAULT ''::text NOT NULL,
  avatar text,
  bio text DEFAULT ''::text NOT NULL,
  role text DEFAULT 'user'::text NOT NULL,
  preferences jsonb DEFAULT '{}'::jsonb NOT NULL,
  last_login_at timestamp with time zone DEFAULT now() NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  deleted_at timestamp with time zone,
  erased_again boolean DEFAULT false NOT NULL,
  banned_until timestamp with time zone,
  username_skeleton text,
  second_factor boolean DEFAULT false NOT NULL,
  bot_of integer,
  unverified_since timestamp with time zone DEFAULT now() NOT NULL,
  picture_id uuid,
  banner_id uuid,
  links jsonb DEFAULT '[]'::jsonb NOT NULL,
  CONSTRAINT users_bot_check CHECK (((bot_of IS NULL) OR ((email IS NULL) AND (password_hash IS NULL) AND (NOT second_factor) AND (role = 'user'::text)))),
  CONSTRAINT users_check CHECK (((deleted_at IS NOT NULL) OR ((username IS NOT NULL) AND ((bot_of IS NOT NULL) OR ((email IS NOT NULL) AND (password_hash IS NOT NULL)))))),
  CONSTRAINT users_role_check CHECK ((role = ANY (ARRAY['user'::text, 'moderator'::text, 'admin'::text]))),
  CONSTRAINT users_bot_of_fkey FOREIGN KEY (bot_of) REFERENCES users(id),
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

CREATE TABLE web_assets (
  build_id text NOT NULL,
  path text NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT web_assets_build_id_fkey FOREIGN KEY (build_id) REFERENCES web_builds(id) ON DELETE CASCADE,
  CONSTRAINT web_assets_pkey PRIMARY KEY (build_id, path)
);

CREATE TABLE web_builds (
  id text NOT NULL,
  started_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT web_builds_pkey PRIMARY KEY (id)
);

CREATE TABLE webhook_deliveries (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  webhook_id uuid NOT NULL,
  event text NOT NULL,
  data jsonb NOT NULL,
  state text DEFAULT 'pending'::text NOT NULL,
  tries integer DEFAULT 0 NOT NULL,
  status integer,
  next_try_at timestamp with time zone DEFAULT now() NOT NULL,
  leased_until timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  fault text,
  CONSTRAINT webhook_deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks(id) ON DELETE CASCADE,
  CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (id)
);

CREATE TABLE webhooks (
  id uuid NOT NULL,
  user_id integer NOT NULL,
  url text NOT NULL,
  events text[] NOT NULL,
  secret bytea NOT NULL,
  earlier_secret bytea,
  earlier_until timestamp with time zone,
  failing_since timestamp with time zone,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  dropped_events integer DEFAULT 0 NOT NULL,
  dropped_from timestamp with time zone,
  dropped_to timestamp with time zone,
  CONSTRAINT webhooks_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT webhooks_pkey PRIMARY KEY (id)
);

-- indexes

CREATE INDEX account_bans_user_idx ON account_bans USING btree (user_id, id DESC);
CREATE INDEX api_tokens_expires_idx ON api_tokens USING btree (expires_at);
CREATE INDEX api_tokens_user_idx ON api_tokens USING btree (user_id);
CREATE INDEX attempts_by_end ON attempts USING btree (ends_at);
CREATE INDEX events_of_user ON events USING btree (((payload ->> 'id'::text))) WHERE (name = 'users.changed'::text);
CREATE INDEX events_unpublished ON events USING btree ("position", id) WHERE (published_at IS NULL);
CREATE INDEX former_names_user_id_idx ON former_names USING btree (user_id, until);
CREATE UNIQUE INDEX former_names_username_key ON former_names USING btree (username);
CREATE INDEX idempotency_keys_by_time ON idempotency_keys USING btree (created_at);
CREATE INDEX linked_accounts_user_idx ON linked_accounts USING btree (user_id);
CREATE UNIQUE INDEX mailed_secrets_by_digest ON mailed_secrets USING btree (digest);
CREATE INDEX mailed_tokens_by_end ON mailed_tokens USING btree (expires_at);
CREATE INDEX mailed_tokens_of_user ON mailed_tokens USING btree (user_id, purpose);
CREATE INDEX mails_due ON mails USING btree (next_try_at) WHERE (sent_at IS NULL);
CREATE INDEX mails_of_recipient ON mails USING btree (recipient, id);
CREATE INDEX mails_of_user ON mails USING btree (user_id, id);
CREATE INDEX mails_patient_idx ON mails USING btree (patient_id) WHERE (patient_id IS NOT NULL);
CREATE INDEX notice_levels_mail ON notice_levels USING btree (mailed_at NULLS FIRST) WHERE has_mail;
CREATE INDEX passkey_challenges_expires_idx ON passkey_challenges USING btree (expires_at);
CREATE INDEX passkey_challenges_user_idx ON passkey_challenges USING btree (user_id);
CREATE UNIQUE INDEX passkeys_credential_key ON passkeys USING btree (credential_id);
CREATE INDEX passkeys_user_idx ON passkeys USING btree (user_id);
CREATE INDEX push_messages_due_idx ON push_messages USING btree (next_try_at);
CREATE INDEX push_messages_subscription_idx ON push_messages USING btree (subscription_id);
CREATE INDEX push_subscriptions_session_idx ON push_subscriptions USING btree (session_id);
CREATE INDEX push_subscriptions_user_idx ON push_subscriptions USING btree (user_id, created_at);
CREATE INDEX revocations_by_time ON revocations USING btree (revoked_at);
CREATE INDEX role_changes_by_user ON role_changes USING btree (user_id, id DESC);
CREATE INDEX sessions_by_end ON sessions USING btree (expires_at);
CREATE INDEX sessions_live_of_user ON sessions USING btree (user_id) WHERE (revoked_at IS NULL);
CREATE INDEX sessions_of_user ON sessions USING btree (user_id, id);
CREATE INDEX sign_in_events_at_idx ON sign_in_events USING btree (at);
CREATE INDEX sign_in_events_user_idx ON sign_in_events USING btree (user_id, id);
CREATE INDEX sign_in_tickets_expires_idx ON sign_in_tickets USING btree (expires_at);
CREATE INDEX sign_in_tickets_user_idx ON sign_in_tickets USING btree (user_id);
CREATE INDEX sms_messages_cabinet ON sms_messages USING btree (cabinet_id, created_at);
CREATE INDEX sms_messages_due ON sms_messages USING btree (next_try_at) WHERE ((taken_at IS NULL) AND (outcome IS NULL));
CREATE INDEX sms_messages_patient ON sms_messages USING btree (patient_id) WHERE (patient_id IS NOT NULL);
CREATE INDEX tickets_by_end ON tickets USING btree (expires_at);
CREATE INDEX users_bot_of_idx ON users USING btree (bot_of) WHERE (bot_of IS NOT NULL);
CREATE INDEX users_by_full_name_prefix ON users USING btree (fold(((first_name || ' '::text) || last_name)) text_pattern_ops) WHERE (deleted_at IS NULL);
CREATE INDEX users_by_last_name_prefix ON users USING btree (fold(last_name) text_pattern_ops) WHERE (deleted_at IS NULL);
CREATE INDEX users_by_username_prefix ON users USING btree (fold(username) text_pattern_ops) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX users_email_key ON users USING btree (lower(email));
CREATE INDEX users_staff ON users USING btree (role, id) WHERE (role <> 'user'::text);
CREATE INDEX users_to_erase_again ON users USING btree (deleted_at) WHERE ((deleted_at IS NOT NULL) AND (NOT erased_again));
CREATE INDEX users_unverified_idx ON users USING btree (unverified_since) WHERE ((NOT email_verified) AND (deleted_at IS NULL) AND (bot_of IS NULL) AND (role = 'user'::text));
CREATE UNIQUE INDEX users_username_key ON users USING btree (lower(username));
CREATE UNIQUE INDEX users_username_skeleton_key ON users USING btree (username_skeleton);
CREATE INDEX web_assets_path_idx ON web_assets USING btree (path);
CREATE INDEX webhook_deliveries_created_idx ON webhook_deliveries USING btree (created_at);
CREATE INDEX webhook_deliveries_due_idx ON webhook_deliveries USING btree (webhook_id, next_try_at) WHERE (state = 'pending'::text);
CREATE INDEX webhook_deliveries_listed_idx ON webhook_deliveries USING btree (webhook_id, created_at);
CREATE INDEX webhooks_user_idx ON webhooks USING btree (user_id);

-- functions

CREATE OR REPLACE FUNCTION copy_mailed_secret()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'identity', 'public'
AS $function$
      BEGIN
        IF TG_OP <> 'INSERT' THEN
          DELETE FROM mailed_tokens WHERE digest = OLD.digest AND (TG_OP = 'DELETE' OR OLD.digest <> NEW.digest);
        END IF;
        IF TG_OP <> 'DELETE' THEN
          INSERT INTO mailed_tokens (user_id, purpose, digest, email, expires_at)
          VALUES (NEW.user_id, NEW.purpose, NEW.digest, NEW.email, NEW.expires_at) ON CONFLICT DO NOTHING;
        END IF;
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION fold(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, value)) $function$;

-- triggers

CREATE TRIGGER copy AFTER INSERT OR DELETE OR UPDATE ON mailed_secrets FOR EACH ROW EXECUTE FUNCTION copy_mailed_secret();
