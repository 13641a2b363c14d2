import { Injectable } from '@nestjs/common';
import type { media, PersonalDataPage, SectionOf } from '@veza/contracts';
import { Database, type PersonalRows, readOwnRows } from '@veza/database';
import type { SqlExecutor } from '@veza/transport';

type Section = SectionOf<typeof media.personalData.export>;

const ROWS: Record<Section, PersonalRows> = {
  tracks: {
    columns: `t.id, t.title, t.artist, t.album, t.genre, t.tags, t.is_public, t.downloadable, t.created_at, t.play_count, t.filename, t.status, t.duration_seconds,
      t.loudness_lufs, t.true_peak_dbtp, t.error, '/api/v1/tracks/' || t.id || '/stream' AS sound`,
    from: 'tracks t WHERE t.uploader_id = $1',
    key: 't.id',
    keyType: 'bigint',
  },
  plays: {
    columns: 'p.track_id, p.day, p.plays, p.last_at',
    from: 'track_plays p WHERE p.user_id = $1',
    key: 'p.track_id',
    keyType: 'bigint',
  },
  track_notices: {
    columns: 'n.id, n.track_id, n.error, n.created_at, n.read_at',
    from: 'track_notices n WHERE n.user_id = $1',
    key: 'n.id',
    keyType: 'bigint',
  },
  uploads: {
    columns: 'o.id, o.kind, o.filename, o.type, o.size, o.hash AS sha256, o.created_at',
    from: 'objects o WHERE o.owner_id = $1 AND o.released_at IS NULL',
    key: 'o.id',
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
      'DELETE FROM tracks WHERE uploader_id = $1 RETURNING id, array_remove(ARRAY[source_id, kept_source_id, rendition_id, growing_id, cover_id], NULL) AS "objectIds"',
      [userId],
    );
    await tx.query(
      'UPDATE objects SET claimed_by = NULL, released_at = coalesce(released_at, now()) WHERE id = ANY($1::uuid[])',
      [gone.flatMap(({ objectIds }) => objectIds)],
    );
    return gone.map(({ id }) => id);
  }

  /** The play counts of tracks stay: they are not personal. */
  async forgetPlays(tx: SqlExecutor, userId: number): Promise<void> {
    await tx.query('DELETE FROM track_plays WHERE user_id = $1', [userId]);
  }

  /** The next sweep deletes the bytes of unfinished uploads. */
  async disownResumable(tx: SqlExecutor, userId: number): Promise<void> {
    await tx.query(`UPDATE resumable_uploads SET owner_id = NULL, metadata = '{}' WHERE owner_id = $1`, [userId]);
  }

  /** Releases unclaimed uploads, and removes the uploader from all others, so that no claim in that name succeeds. */
  async disownUploads(tx: SqlExecutor, userId: number): Promise<void> {
    await tx.query(
      `UPDATE objects SET owner_id = NULL, released_at = CASE WHEN claimed_by IS NULL THEN coalesce(released_at, now()) END WHERE owner_id = $1`,
      [userId],
    );
  }
}
