import { Injectable } from '@nestjs/common';
import { type media, type PersonalDataPage, type SectionOf, userPicture } from '@veza/contracts';
import { Database, ownColumnsOf, type PersonalRows, readOwnRows } from '@veza/database';
import type { SqlExecutor } from '@veza/transport';
import { Album } from '../albums/album.entity.js';
import { TrackNotice } from '../notices/track-notice.entity.js';
import { StoredObjectRow } from '../objects/stored-object.entity.js';
import { ResumableUpload } from '../resumable/resumable-upload.entity.js';
import { OBJECT_IDS } from '../tracks/track-objects.js';
import { TrackPlay } from '../tracks/track-play.entity.js';
import { Track } from '../tracks/track.entity.js';

type Section = SectionOf<typeof media.personalData.export>;

/** Columns that are left out, because. */
const OBJECTS = {
  sourceId: 'among the uploads',
  keptSourceId: 'among the uploads',
  renditionId: 'made of the upload',
  growingId: 'made of the upload',
  coverId: 'among the uploads',
};
const WORK = {
  progress: 'of the transcoding',
  attempt: 'of the transcoding',
  starts: 'of the transcoding',
  movedAt: 'of the transcoding',
};
const UPLOAD = { ownerId: 'the caller', hash: 'as sha256', claimedBy: 'internal', releasedAt: 'null in these rows' };
const PIECES = { parts: 'of the store', previewId: 'made of the upload', previewed: 'of the preview' };

const ROWS: Record<Section, PersonalRows> = {
  tracks: {
    columns: `${ownColumnsOf(Track, 't', { uploaderId: 'the caller', ...OBJECTS, ...WORK })}, '/api/v1/tracks/' || t.id || '/stream' AS sound`,
    from: 'tracks t WHERE t.uploader_id = $1',
    key: 't.id',
    keyType: 'bigint',
  },
  albums: {
    columns: `${ownColumnsOf(Album, 'a', { ownerId: 'the caller', coverId: 'among the uploads', revision: 'internal' })},
      ARRAY(SELECT e.track_id FROM album_tracks e WHERE e.album_id = a.id ORDER BY e.place) AS track_ids`,
    from: 'albums a WHERE a.owner_id = $1',
    key: 'a.id',
    keyType: 'bigint',
  },
  plays: {
    columns: ownColumnsOf(TrackPlay, 'p', { userId: 'the caller' }),
    from: 'track_plays p WHERE p.user_id = $1',
    key: 'p.track_id',
    keyType: 'bigint',
  },
  track_notices: {
    columns: ownColumnsOf(TrackNotice, 'n', { userId: 'the caller' }),
    from: 'track_notices n WHERE n.user_id = $1',
    key: 'n.id',
    keyType: 'bigint',
  },
  uploads: {
    columns: `${ownColumnsOf(StoredObjectRow, 'o', UPLOAD)}, o.hash AS sha256`,
    from: 'objects o WHERE o.owner_id = $1 AND o.released_at IS NULL',
    key: 'o.id',
    keyType: 'uuid',
  },
  resumable_uploads: {
    columns: ownColumnsOf(ResumableUpload, 'u', { ownerId: 'the caller', objectId: 'among the uploads', ...PIECES }),
    from: 'resumable_uploads u WHERE u.owner_id = $1',
    key: 'u.id',
    keyType: 'uuid',
  },
};

/** The rows of one user, over all features of this service. Raw SQL: JSON for an export, and transactions of events. */
@Injectable()
export class PersonalDataRepository {
  constructor(private readonly database: Database) {}

  own(section: Section, userId: number, after?: string): Promise<PersonalDataPage> {
    return readOwnRows(this.database, ROWS[section], userId, after);
  }

  /** Releases the objects of the deleted tracks, and returns the ids of the tracks. */
  async removeTracks(tx: SqlExecutor, userId: number): Promise<number[]> {
    const gone = await tx.query<{ id: number; objectIds: string[] }>(
      `DELETE FROM tracks WHERE uploader_id = $1 RETURNING id, ${OBJECT_IDS} AS "objectIds"`,
      [userId],
    );
    await release(
      tx,
      gone.flatMap(({ objectIds }) => objectIds),
    );
    return gone.map(({ id }) => id);
  }

  /** With their covers. */
  async removeAlbums(tx: SqlExecutor, userId: number): Promise<void> {
    const gone = await tx.query<{ coverId: string | null }>(
      'DELETE FROM albums WHERE owner_id = $1 RETURNING cover_id AS "coverId"',
      [userId],
    );
    await release(
      tx,
      gone.flatMap(({ coverId }) => coverId ?? []),
    );
  }

  /** The play counts of tracks stay: they are not personal. */
  async forgetPlays(tx: SqlExecutor, userId: number): Promise<void> {
    await tx.query('DELETE FROM track_plays WHERE user_id = $1', [userId]);
  }

  /** The next sweep deletes the bytes of unfinished uploads. */
  async disownResumable(tx: SqlExecutor, userId: number): Promise<void> {
    await tx.query(`UPDATE resumable_uploads SET owner_id = NULL, metadata = '{}' WHERE owner_id = $1`, [userId]);
  }

  /**
   * Releases unclaimed uploads and pictures of the account, and removes the uploader from all others, so that no claim in
   * that name succeeds.
   */
  async disownUploads(tx: SqlExecutor, userId: number): Promise<void> {
    await tx.query(
      `UPDATE objects SET claimed_by = NULL, released_at = coalesce(released_at, now())
       WHERE owner_id = $1 AND starts_with(claimed_by, $2)`,
      [userId, userPicture(userId, '')],
    );
    await tx.query(
      `UPDATE objects SET owner_id = NULL, released_at = CASE WHEN claimed_by IS NULL THEN coalesce(released_at, now()) END WHERE owner_id = $1`,
      [userId],
    );
  }
}

async function release(tx: SqlExecutor, objectIds: readonly string[]): Promise<void> {
  await tx.query('UPDATE objects SET claimed_by = NULL, released_at = coalesce(released_at, now()) WHERE id = ANY($1::uuid[])', [
    objectIds,
  ]);
}
