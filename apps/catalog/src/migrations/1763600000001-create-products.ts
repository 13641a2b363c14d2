import { EVENT_TABLES_SQL } from '@veza/transport';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProducts1763600000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVENT_TABLES_SQL);
    // unaccent() is only STABLE, because its dictionary could change; with a fixed dictionary it may be indexed.
    await runner.query(`
      CREATE FUNCTION fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, value)) $$`);
    // Times in milliseconds and keys of 80 characters, as in a cursor.
    await runner.query(`
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
      )`);
    await runner.query(`CREATE INDEX products_created_at ON products (created_at, id)`);
    await runner.query(`CREATE INDEX products_category ON products (category, created_at, id)`);
    await runner.query(`CREATE INDEX products_price ON products (price, id)`);
    await runner.query(`CREATE INDEX products_name ON products (name_key, id)`);
    await runner.query(`CREATE INDEX products_search ON products USING gin (search_text gin_trgm_ops)`);
    await runner.query(`
      CREATE TABLE product_files (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        product_id integer NOT NULL REFERENCES products,
        object_id uuid NOT NULL UNIQUE,
        filename text NOT NULL,
        type text NOT NULL,
        size integer NOT NULL,
        uploaded_at timestamptz(3) NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX product_files_product ON product_files (product_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE product_files, products, events, event_relay, event_positions`);
    await runner.query(`DROP FUNCTION fold`);
  }
}
