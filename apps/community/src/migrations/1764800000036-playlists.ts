import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Playlists, their editors, and their tracks in the order of keys (decision 256). */
export class Playlists1764800000036 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE playlists (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        owner_id integer NOT NULL,
        title text NOT NULL,
        description text NOT NULL DEFAULT '',
        visibility text NOT NULL DEFAULT 'private' CHECK (visibility IN ('private', 'link', 'public')),
        code_hash bytea UNIQUE,
        track_count integer NOT NULL DEFAULT 0 CHECK (track_count >= 0),
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        CHECK ((visibility = 'link') = (code_hash IS NOT NULL))
      );
      CREATE INDEX playlists_owner ON playlists (owner_id, id);

      CREATE TABLE playlist_editors (
        playlist_id integer NOT NULL REFERENCES playlists ON DELETE CASCADE,
        person_id integer NOT NULL,
        added_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (playlist_id, person_id)
      );
      CREATE INDEX playlist_editors_person ON playlist_editors (person_id, playlist_id);

      CREATE TABLE playlist_tracks (
        playlist_id integer NOT NULL REFERENCES playlists ON DELETE CASCADE,
        track_id integer NOT NULL,
        key text COLLATE "C" NOT NULL,
        added_by integer,
        added_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (playlist_id, track_id)
      );
      CREATE INDEX playlist_tracks_order ON playlist_tracks (playlist_id, key, track_id);
      CREATE INDEX playlist_tracks_track ON playlist_tracks (track_id);
      CREATE INDEX playlist_tracks_added_by ON playlist_tracks (added_by, playlist_id, track_id)`);
  }
}
