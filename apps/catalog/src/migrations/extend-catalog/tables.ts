/**
 * - The trash and the history of products and of resources. Without references: history and ratings outlast the stay in
 *   the trash.
 * - Imports of products, which are also the queue of the replicas that run them: one unfinished import of an owner at a
 *   time.
 * - `resource_readers`: whose downloads were counted.
 */
export const TABLES = `
  CREATE TABLE IF NOT EXISTS product_trash (
    id integer PRIMARY KEY,
    owner_id integer NOT NULL,
    deleted_by integer,
    deleted_at timestamptz(3) NOT NULL DEFAULT now(),
    product jsonb NOT NULL,
    files jsonb NOT NULL
  );
  CREATE INDEX IF NOT EXISTS product_trash_owner ON product_trash (owner_id, deleted_at, id);
  CREATE INDEX IF NOT EXISTS product_trash_deleted ON product_trash (deleted_at);
  CREATE INDEX IF NOT EXISTS product_trash_deleted_by ON product_trash (deleted_by);
  CREATE TABLE IF NOT EXISTS product_changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    product_id integer NOT NULL,
    user_id integer,
    at timestamptz(3) NOT NULL DEFAULT now(),
    action text NOT NULL,
    changes jsonb NOT NULL DEFAULT '[]'
  );
  CREATE INDEX IF NOT EXISTS product_changes_product ON product_changes (product_id, id);
  CREATE INDEX IF NOT EXISTS product_changes_user ON product_changes (user_id, id);

  CREATE TABLE IF NOT EXISTS product_imports (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner_id integer NOT NULL,
    object_id uuid NOT NULL UNIQUE,
    filename text NOT NULL,
    dry_run boolean NOT NULL,
    status text NOT NULL DEFAULT 'pending',
    error text,
    rows_total integer,
    rows_done integer NOT NULL DEFAULT 0,
    created integer NOT NULL DEFAULT 0,
    updated integer NOT NULL DEFAULT 0,
    unchanged integer NOT NULL DEFAULT 0,
    failed integer NOT NULL DEFAULT 0,
    faults jsonb NOT NULL DEFAULT '[]',
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    finished_at timestamptz(3),
    runner text,
    lease_until timestamptz(3),
    takes integer NOT NULL DEFAULT 0
  );
  CREATE INDEX IF NOT EXISTS product_imports_owner ON product_imports (owner_id, created_at, id);
  CREATE INDEX IF NOT EXISTS product_imports_finished ON product_imports (finished_at);
  CREATE UNIQUE INDEX IF NOT EXISTS product_imports_unfinished ON product_imports (owner_id)
    WHERE status IN ('pending', 'running');

  CREATE TABLE IF NOT EXISTS resource_trash (
    id integer PRIMARY KEY,
    uploader_id integer NOT NULL,
    deleted_by integer,
    deleted_at timestamptz(3) NOT NULL DEFAULT now(),
    resource jsonb NOT NULL
  );
  CREATE INDEX IF NOT EXISTS resource_trash_uploader ON resource_trash (uploader_id, deleted_at, id);
  CREATE INDEX IF NOT EXISTS resource_trash_deleted ON resource_trash (deleted_at);
  CREATE INDEX IF NOT EXISTS resource_trash_deleted_by ON resource_trash (deleted_by);
  CREATE TABLE IF NOT EXISTS resource_changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    resource_id integer NOT NULL,
    user_id integer,
    at timestamptz(3) NOT NULL DEFAULT now(),
    action text NOT NULL,
    changes jsonb NOT NULL DEFAULT '[]'
  );
  CREATE INDEX IF NOT EXISTS resource_changes_resource ON resource_changes (resource_id, id);
  CREATE INDEX IF NOT EXISTS resource_changes_user ON resource_changes (user_id, id);
  ALTER TABLE resource_ratings DROP CONSTRAINT IF EXISTS resource_ratings_resource_id_fkey;

  CREATE TABLE IF NOT EXISTS resource_readers (
    resource_id integer NOT NULL REFERENCES resources ON DELETE CASCADE,
    reader text NOT NULL,
    counted integer NOT NULL DEFAULT 1,
    since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (resource_id, reader)
  );
  CREATE INDEX IF NOT EXISTS resource_readers_since ON resource_readers (since);
  CREATE INDEX IF NOT EXISTS resource_readers_reader ON resource_readers (reader);
`;
