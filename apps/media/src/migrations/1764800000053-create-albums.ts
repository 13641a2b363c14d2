import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Albums are own rows beside the free text of a track (decision 267). A track that is deleted leaves them. */
export class CreateAlbums1764800000053 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE albums (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        owner_id integer NOT NULL,
        title text NOT NULL,
        description text NOT NULL DEFAULT '',
        kind text NOT NULL DEFAULT 'album',
        release_date date,
        is_public boolean NOT NULL DEFAULT false,
        cover_id uuid UNIQUE REFERENCES objects,
        revision integer NOT NULL DEFAULT 1,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX albums_owner ON albums (owner_id, id);
      CREATE INDEX albums_public ON albums (id) WHERE is_public;

      CREATE TABLE album_tracks (
        album_id integer NOT NULL REFERENCES albums ON DELETE CASCADE,
        track_id integer NOT NULL REFERENCES tracks ON DELETE CASCADE,
        place smallint NOT NULL,
        PRIMARY KEY (album_id, track_id)
      );
      CREATE INDEX album_tracks_track ON album_tracks (track_id)`);
  }
}
