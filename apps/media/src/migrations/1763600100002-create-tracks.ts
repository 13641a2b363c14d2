import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTracks1763600100002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // unaccent() and array_to_string() are only STABLE; with a fixed dictionary, and for text, they are immutable.
    await runner.query(`
      CREATE FUNCTION fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, value)) $$`);
    await runner.query(`
      CREATE FUNCTION joined(words text[]) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS $$ SELECT array_to_string(words, ' ') $$`);
    await runner.query(`
      CREATE TABLE tracks (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        title text NOT NULL,
        artist text NOT NULL,
        album text,
        genre text,
        tags text[] NOT NULL DEFAULT '{}',
        is_public boolean NOT NULL,
        uploader_id integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        play_count integer NOT NULL DEFAULT 0,

        source_id uuid NOT NULL UNIQUE REFERENCES objects,
        filename text NOT NULL,

        status text NOT NULL DEFAULT 'processing' CHECK (status IN ('processing', 'ready', 'failed')),
        progress smallint NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
        attempt integer NOT NULL DEFAULT 1,
        starts integer NOT NULL DEFAULT 0,
        moved_at timestamptz NOT NULL DEFAULT now(),
        error text,

        rendition_id uuid UNIQUE REFERENCES objects,
        duration_seconds double precision,
        loudness_lufs real,
        true_peak_dbtp real,
        has_cover boolean NOT NULL DEFAULT false,

        search_text text NOT NULL GENERATED ALWAYS AS (
          fold(title || ' ' || artist || ' ' || coalesce(album, '') || ' ' || coalesce(genre, '') || ' ' || joined(tags))
        ) STORED,
        CHECK (status <> 'ready' OR rendition_id IS NOT NULL)
      )`);
    await runner.query(`CREATE INDEX tracks_artist ON tracks (fold(artist))`);
    await runner.query(`CREATE INDEX tracks_genre ON tracks (fold(genre))`);
    await runner.query(`CREATE INDEX tracks_uploader ON tracks (uploader_id)`);
    await runner.query(`CREATE INDEX tracks_tags ON tracks USING gin (tags)`);
    await runner.query(`CREATE INDEX tracks_search ON tracks USING gin (search_text gin_trgm_ops)`);
    await runner.query(`CREATE INDEX tracks_processing ON tracks (moved_at) WHERE status = 'processing'`);
    await runner.query(`
      CREATE TABLE track_plays (
        track_id integer NOT NULL REFERENCES tracks ON DELETE CASCADE,
        user_id integer NOT NULL,
        day date NOT NULL,
        plays smallint NOT NULL,
        last_at timestamptz NOT NULL,
        PRIMARY KEY (track_id, user_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE track_plays, tracks`);
    await runner.query(`DROP FUNCTION fold, joined`);
  }
}
