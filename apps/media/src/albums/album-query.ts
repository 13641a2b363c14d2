import { heardBy } from '../tracks/heard-tracks.js';
import type { CoveredTrack } from '../tracks/track-view.js';
import type { Album } from './album.entity.js';

/** An album as one caller sees it. */
export interface FoundAlbum extends Album {
  readonly trackCount: number;
  readonly durationSeconds: number;
  /** The first track with a cover that the caller may hear. */
  readonly covered: CoveredTrack | null;
}

/** SQL: albums with the sums and the cover of the tracks that the reader may hear. */
export const foundAlbums = (userId: string, seesAll: string): string => `
  SELECT a.id, a.owner_id AS "ownerId", a.title, a.description, a.kind, a.release_date::text AS "releaseDate",
    a.is_public AS "isPublic", a.cover_id AS "coverId", a.revision, a.created_at AS "createdAt", a.updated_at AS "updatedAt",
    sums."trackCount", sums."durationSeconds", (
      SELECT jsonb_build_object('isPublic', t.is_public, 'renditionId', t.rendition_id, 'coverId', t.cover_id, 'hasCover', t.has_cover)
      FROM album_tracks e JOIN tracks t ON t.id = e.track_id
      WHERE e.album_id = a.id AND ${heardBy(userId, seesAll)} AND (t.cover_id IS NOT NULL OR (t.has_cover AND t.rendition_id IS NOT NULL))
      ORDER BY e.place LIMIT 1
    ) AS covered
  FROM albums a CROSS JOIN LATERAL (
    SELECT count(*)::integer AS "trackCount", coalesce(sum(t.duration_seconds), 0)::float8 AS "durationSeconds"
    FROM album_tracks e JOIN tracks t ON t.id = e.track_id WHERE e.album_id = a.id AND ${heardBy(userId, seesAll)}
  ) AS sums`;

/** SQL: the album has a track that the reader may hear. */
export const hasTrack = (trackId: string, userId: string, seesAll: string): string =>
  `EXISTS (SELECT 1 FROM album_tracks e JOIN tracks t ON t.id = e.track_id
     WHERE e.album_id = a.id AND e.track_id = ${trackId} AND ${heardBy(userId, seesAll)})`;
