import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/**
 * Public tracks are events since community has a feed: here those that exist, 100 of an uploader in one (decision 257). The
 * index is for the tracks that a listener has played last.
 */
export class PublishTracks1764800000039 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX track_plays_recent ON track_plays (user_id, last_at DESC);

      INSERT INTO events (name, payload)
      SELECT 'media.tracks.published', jsonb_build_object('personId', uploader_id, 'things', jsonb_agg(jsonb_build_object(
        'id', id, 'at', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY id))
      FROM (
        SELECT id, uploader_id, created_at, row_number() OVER (PARTITION BY uploader_id ORDER BY id) / 100 AS part
        FROM tracks WHERE is_public AND rendition_id IS NOT NULL
      ) AS known GROUP BY uploader_id, part ORDER BY min(id)`);
  }
}
