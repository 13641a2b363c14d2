import { Injectable } from '@nestjs/common';
import { albumEvents } from '@veza/contracts';
import { pagesOf } from '@veza/platform';
import { Outbox, type SqlExecutor } from '@veza/transport';

/** SQL of the albums `a`: public, with a track that everybody may play. */
export const SHOWN = `a.is_public AND EXISTS (SELECT 1 FROM album_tracks e JOIN tracks t ON t.id = e.track_id
  WHERE e.album_id = a.id AND t.is_public AND t.rendition_id IS NOT NULL)`;
/** Albums that one event names. */
const AT_ONCE = 100;

/**
 * Albums that appear to everybody, or disappear, by changes of their own and of their tracks (decision 257). Raw SQL: it is
 * one condition over both tables. An album has tracks of its owner only, so all such changes of one person wait for each
 * other: of two at the same time, the second one sees the first.
 */
@Injectable()
export class AlbumPublicationsRepository {
  constructor(private readonly outbox: Outbox) {}

  /** The first statement of a change, before it locks a row. */
  async lock(tx: SqlExecutor, ownerId: number): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('media.albums'), $1)`, [ownerId]);
  }

  /** The public albums that have a track. */
  async ofTrack(tx: SqlExecutor, trackId: number): Promise<number[]> {
    const rows = await tx.query<{ id: number }>(
      'SELECT a.id FROM albums a JOIN album_tracks e ON e.album_id = a.id WHERE e.track_id = $1 AND a.is_public ORDER BY a.id',
      [trackId],
    );
    return rows.map(({ id }) => id);
  }

  /** What albums of one person are for everybody after the change. Again is no change for a reader of the events. */
  async announce(tx: SqlExecutor, personId: number, ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    const albums = await tx.query<{ id: number; isShown: boolean }>(
      `SELECT a.id, ${SHOWN} AS "isShown" FROM albums a WHERE a.id = ANY($1::integer[]) ORDER BY a.id`,
      [ids],
    );
    const shown = albums.filter(({ isShown }) => isShown);
    const hidden = albums.filter(({ isShown }) => !isShown);
    for (const part of pagesOf(shown, AT_ONCE))
      await this.outbox.append(tx, albumEvents.published, { personId, things: part.map(({ id }) => ({ id })) });
    for (const part of pagesOf(hidden, AT_ONCE))
      await this.outbox.append(tx, albumEvents.withdrawn, { personId, ids: part.map(({ id }) => id) });
  }

  async announceDeleted(tx: SqlExecutor, ownerId: number, albumId: number): Promise<void> {
    await this.outbox.append(tx, albumEvents.deleted, { albumId, ownerId });
  }
}
