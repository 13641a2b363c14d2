import { OPERATIONS_SQL, type FoldedMigration } from '@veza/database';
import { EVENT_TABLES_SQL } from '@veza/transport';
import type { QueryRunner } from 'typeorm';

/** The schema of 0.2.0. */
export class CreateMedia1763640000102 implements FoldedMigration {
  readonly replaces = [
    'CreateObjects1763600100001',
    'CreateTracks1763600100002',
    'IndexPeople1763640000085',
    'CreateOperations1763640000102',
  ];
  readonly completedBy = 'version 0.2.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE objects (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('track', 'resource', 'product-file', 'chat-file', 'rendition')),
        owner_id integer,
        filename text NOT NULL,
        type text NOT NULL,
        size bigint NOT NULL CHECK (size >= 0),
        hash text NOT NULL,
        claimed_by text,
        created_at timestamptz NOT NULL DEFAULT now(),
        released_at timestamptz,
        CHECK (claimed_by IS NULL OR released_at IS NULL)
      );
      CREATE INDEX objects_quota ON objects (owner_id) INCLUDE (size) WHERE released_at IS NULL;
      CREATE INDEX objects_unclaimed ON objects (created_at) WHERE claimed_by IS NULL;
      CREATE INDEX objects_owner ON objects (owner_id, id);

      -- unaccent() and array_to_string() are only STABLE; with a fixed dictionary, and for text, they are immutable.
      CREATE FUNCTION fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;
      CREATE FUNCTION joined(words text[]) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS $$ SELECT array_to_string(words, ' ') $$;

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
      );
      CREATE INDEX tracks_artist ON tracks (fold(artist));
      CREATE INDEX tracks_genre ON tracks (fold(genre));
      CREATE INDEX tracks_uploader ON tracks (uploader_id, id);
      CREATE INDEX tracks_tags ON tracks USING gin (tags);
      CREATE INDEX tracks_search ON tracks USING gin (search_text gin_trgm_ops);
      CREATE INDEX tracks_processing ON tracks (moved_at) WHERE status = 'processing';

      CREATE TABLE track_plays (
        track_id integer NOT NULL REFERENCES tracks ON DELETE CASCADE,
        user_id integer NOT NULL,
        day date NOT NULL,
        plays smallint NOT NULL,
        last_at timestamptz NOT NULL,
        PRIMARY KEY (track_id, user_id)
      );
      CREATE INDEX track_plays_user ON track_plays (user_id, track_id);`);
    await runner.query(EVENT_TABLES_SQL);
    await runner.query(OPERATIONS_SQL);
  }
}
