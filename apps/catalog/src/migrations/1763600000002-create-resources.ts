import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateResources1763600000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // array_to_string() is only STABLE, because it accepts arrays of any type; for text it is immutable.
    await runner.query(`
      CREATE FUNCTION joined(words text[]) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS $$ SELECT array_to_string(words, ' ') $$`);
    await runner.query(`
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
      )`);
    await runner.query(`CREATE INDEX resources_created_at ON resources (created_at, id)`);
    await runner.query(`CREATE INDEX resources_tags ON resources USING gin (tags)`);
    await runner.query(`CREATE INDEX resources_search ON resources USING gin (search_text gin_trgm_ops)`);
    await runner.query(`
      CREATE TABLE resource_ratings (
        resource_id integer NOT NULL REFERENCES resources ON DELETE CASCADE,
        user_id integer NOT NULL,
        rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 5),
        rated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (resource_id, user_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE resource_ratings, resources`);
    await runner.query(`DROP FUNCTION joined`);
  }
}
