import { skeletonOf } from '@veza/platform';
import type { QueryRunner } from 'typeorm';

/**
 * - `username_skeleton`: user names that look alike have one skeleton, which is unique.
 * - `bot_of`: a bot has nothing with which a person signs in. The table itself keeps it so.
 * - `unverified_since`: accounts that exist already have the same time to confirm their address as new ones, from now
 *   on.
 * - `first_admin` has one row since the first administrator was created. A database with accounts has had one.
 * - `account_bans.rank`: a ban is lifted by its own rank or a higher one. Earlier bans have the present role of the
 *   account that imposed them.
 */
export const ACCOUNTS = `
  ALTER TABLE users
    ADD COLUMN username_skeleton text,
    ADD COLUMN second_factor boolean NOT NULL DEFAULT false,
    ADD COLUMN bot_of integer REFERENCES users,
    ADD COLUMN unverified_since timestamptz NOT NULL DEFAULT now(),
    DROP CONSTRAINT users_check,
    ADD CONSTRAINT users_check CHECK (
      deleted_at IS NOT NULL
      OR (username IS NOT NULL AND (bot_of IS NOT NULL OR (email IS NOT NULL AND password_hash IS NOT NULL)))
    ),
    ADD CONSTRAINT users_bot_check
      CHECK (bot_of IS NULL OR (email IS NULL AND password_hash IS NULL AND NOT second_factor AND role = 'user'));
  CREATE INDEX users_bot_of_idx ON users (bot_of) WHERE bot_of IS NOT NULL;
  CREATE INDEX users_staff ON users (role, id) WHERE role <> 'user';
  CREATE INDEX users_unverified_idx ON users (unverified_since)
    WHERE NOT email_verified AND deleted_at IS NULL AND bot_of IS NULL AND role = 'user';

  CREATE TABLE first_admin (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    created_at timestamptz NOT NULL DEFAULT now()
  );
  INSERT INTO first_admin (only_row) SELECT true WHERE EXISTS (SELECT 1 FROM users);

  -- The audit of roles on the platform.
  CREATE TABLE role_changes (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id integer NOT NULL REFERENCES users,
    changed_by integer NOT NULL,
    from_role text NOT NULL,
    to_role text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX role_changes_by_user ON role_changes (user_id, id DESC);

  ALTER TABLE account_bans ADD COLUMN rank text NOT NULL DEFAULT 'moderator' CHECK (rank IN ('moderator', 'admin'));
  UPDATE account_bans b SET rank = 'admin' FROM users u WHERE u.id = b.moderator_id AND u.role = 'admin';
`;

const BATCH = 1_000;

/** Of earlier names that look alike the oldest account has the skeleton. The others keep their names, without one. */
export async function nameLookAlikes(runner: QueryRunner): Promise<void> {
  const seen = new Set<string>();
  for (let last = 0; ;) {
    const users: { id: number; username: string }[] = await runner.query(
      'SELECT id, username FROM users WHERE id > $1 AND username IS NOT NULL ORDER BY id LIMIT $2',
      [last, BATCH],
    );
    const first = users.map(({ id, username }) => ({ id, skeleton: skeletonOf(username) })).filter(isFirst(seen));
    await runner.query(
      'UPDATE users SET username_skeleton = named.skeleton FROM unnest($1::int[], $2::text[]) AS named (id, skeleton) WHERE users.id = named.id',
      [first.map(({ id }) => id), first.map(({ skeleton }) => skeleton)],
    );
    last = users.at(-1)?.id ?? last;
    if (users.length < BATCH) break;
  }
}

const isFirst =
  (seen: Set<string>) =>
  ({ skeleton }: { skeleton: string }): boolean =>
    !seen.has(skeleton) && seen.add(skeleton).has(skeleton);

/**
 * The search for users compares the beginnings of names, without accents. unaccent() is only STABLE, because its
 * dictionary could change; with a fixed dictionary it may be indexed.
 */
export const NAMES = `
  CREATE UNIQUE INDEX users_username_skeleton_key ON users (username_skeleton);
  CREATE FUNCTION fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;
  CREATE INDEX users_by_username_prefix ON users (fold(username) text_pattern_ops) WHERE deleted_at IS NULL;
  CREATE INDEX users_by_full_name_prefix ON users (fold(first_name || ' ' || last_name) text_pattern_ops) WHERE deleted_at IS NULL;
  CREATE INDEX users_by_last_name_prefix ON users (fold(last_name) text_pattern_ops) WHERE deleted_at IS NULL;
`;
