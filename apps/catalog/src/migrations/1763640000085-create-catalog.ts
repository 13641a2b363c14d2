import { OPERATIONS_SQL, type FoldedMigration } from '@veza/database';
import { EVENT_TABLES_SQL } from '@veza/transport';
import type { QueryRunner } from 'typeorm';

/** The schema of 0.2.0. Times are in milliseconds, and keys have 80 characters, as in a cursor. */
export class CreateCatalog1763640000085 implements FoldedMigration {
  readonly replaces = [
    'CreateProducts1763600000001',
    'CreateResources1763600000002',
    'CreateOperations1763600000003',
    'IndexPeople1763640000085',
  ];
  readonly completedBy = 'version 0.2.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVENT_TABLES_SQL);
    await runner.query(OPERATIONS_SQL);
    await runner.query(`
      -- unaccent() and array_to_string() are only STABLE; with a fixed dictionary, and for text, they may be indexed.
      CREATE FUNCTION fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;
      CREATE FUNCTION joined(words text[]) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS $$ SELECT array_to_string(words, ' ') $$;

      CREATE TABLE products (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        description text NOT NULL DEFAULT '',
        price numeric(12, 2) NOT NULL CHECK (price >= 0),
        currency char(3) NOT NULL DEFAULT 'EUR',
        stock integer NOT NULL DEFAULT 0 CHECK (stock >= 0),
        category text,
        owner_id integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (left(fold(name), 80)) STORED,
        search_text text NOT NULL GENERATED ALWAYS AS (fold(name || ' ' || coalesce(category, '') || ' ' || left(description, 300))) STORED
      );
      CREATE INDEX products_created_at ON products (created_at, id);
      CREATE INDEX products_category ON products (category, created_at, id);
      CREATE INDEX products_price ON products (price, id);
      CREATE INDEX products_name ON products (name_key, id);
      CREATE INDEX products_owner ON products (owner_id, id);
      CREATE INDEX products_search ON products USING gin (search_text gin_trgm_ops);
      CREATE TABLE product_files (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        product_id integer NOT NULL REFERENCES products,
        object_id uuid NOT NULL UNIQUE,
        filename text NOT NULL,
        type text NOT NULL,
        size integer NOT NULL,
        uploaded_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX product_files_product ON product_files (product_id);

      CREATE TABLE resources (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        title text NOT NULL,
        description text NOT NULL DEFAULT '',
        category text NOT NULL CHECK (category IN ('sample', 'preset', 'template', 'document', 'other')),
        tags text[] NOT NULL DEFAULT '{}',
        is_public boolean NOT NULL,
        uploader_id integer NOT NULL,
        object_id uuid NOT NULL UNIQUE,
        filename text NOT NULL,
        type text NOT NULL,
        size integer NOT NULL,
        downloads integer NOT NULL DEFAULT 0,
        rating_sum integer NOT NULL DEFAULT 0,
        ratings_count integer NOT NULL DEFAULT 0,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        title_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (left(fold(title), 80)) STORED,
        search_text text NOT NULL GENERATED ALWAYS AS (fold(title || ' ' || joined(tags) || ' ' || left(description, 300))) STORED
      );
      CREATE INDEX resources_created_at ON resources (created_at, id);
      CREATE INDEX resources_uploader ON resources (uploader_id, id);
      CREATE INDEX resources_tags ON resources USING gin (tags);
      CREATE INDEX resources_search ON resources USING gin (search_text gin_trgm_ops);
      CREATE TABLE resource_ratings (
        resource_id integer NOT NULL REFERENCES resources ON DELETE CASCADE,
        user_id integer NOT NULL,
        rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 5),
        rated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (resource_id, user_id)
      );
      CREATE INDEX resource_ratings_user ON resource_ratings (user_id, resource_id);`);
  }
}
