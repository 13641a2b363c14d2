import { Injectable } from '@nestjs/common';
import type { TrackLikes } from '@veza/contracts';
import { Database, decodeCursor, encodeCursor, type SqlExecutor } from '@veza/database';
import { z } from 'zod';

const Position = z.tuple([z.int().positive()]);

/** Raw SQL: counts are changed by what they are, pages follow keys, and changes by events run in their transactions. */
@Injectable()
export class LikesRepository {
  constructor(private readonly database: Database) {}

  async likesOf(trackId: number, reader: number | undefined): Promise<TrackLikes> {
    const [found] = await this.database.prepared<TrackLikes>(
      'likes-of-track',
      `SELECT coalesce((SELECT likes FROM liked_tracks WHERE track_id = $1), 0) AS likes,
         EXISTS (SELECT 1 FROM likes WHERE person_id = $2 AND track_id = $1) AS "likedByMe"`,
      [trackId, reader],
    );
    return found ?? { likes: 0, likedByMe: false };
  }

  /** Ids of tracks, the latest like first. */
  async page(personId: number, { limit, cursor }: { limit: number; cursor?: string }) {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position)[0];
    const rows = await this.database.query<{ id: string; trackId: number }>(
      `SELECT id, track_id AS "trackId" FROM likes WHERE person_id = $1 AND ($2::bigint IS NULL OR id < $2)
       ORDER BY id DESC LIMIT ${limit + 1}`,
      [personId, after],
    );
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const nextCursor = last ? encodeCursor([Number(last.id)]) : null;
    return { ids: rows.slice(0, limit).map(({ trackId }) => trackId), nextCursor };
  }

  /** False when the like exists. The person is locked. */
  async add(tx: SqlExecutor, personId: number, trackId: number): Promise<boolean> {
    const added = await tx.query('INSERT INTO likes (person_id, track_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1', [
      personId,
      trackId,
    ]);
    return added.length > 0;
  }

  /** The last statement of a transaction: all likes of a track wait for its row. */
  async count(tx: SqlExecutor, trackId: number): Promise<void> {
    await tx.query(
      `INSERT INTO liked_tracks (track_id, likes) VALUES ($1, 1)
       ON CONFLICT (track_id) DO UPDATE SET likes = liked_tracks.likes + 1`,
      [trackId],
    );
  }

  /** The person is locked; a hidden one is not counted. */
  async remove(tx: SqlExecutor, { id, isHidden }: { id: number; isHidden: boolean }, trackId: number): Promise<void> {
    const removed = await tx.query('DELETE FROM likes WHERE person_id = $1 AND track_id = $2 RETURNING 1', [id, trackId]);
    if (removed.length > 0 && !isHidden)
      await tx.query('UPDATE liked_tracks SET likes = likes - 1 WHERE track_id = $1 AND likes > 0', [trackId]);
  }

  /** Counts up to one more than `most`. */
  async countOf(tx: SqlExecutor, personId: number, most: number): Promise<number> {
    const [found] = await tx.query<{ count: number }>(
      'SELECT count(*)::integer AS count FROM (SELECT 1 FROM likes WHERE person_id = $1 LIMIT $2) AS counted',
      [personId, most + 1],
    );
    return found?.count ?? 0;
  }

  /**
   * The counts after a person is shown (1) or hidden (-1), which is locked. Tracks are locked in the order of their ids, so
   * that two such changes do not wait for each other.
   */
  async recountAround(tx: SqlExecutor, personId: number, by: 1 | -1): Promise<void> {
    await tx.query(
      `SELECT 1 FROM liked_tracks WHERE track_id IN (SELECT track_id FROM likes WHERE person_id = $1)
       ORDER BY track_id FOR UPDATE`,
      [personId],
    );
    await tx.query(
      'UPDATE liked_tracks t SET likes = t.likes + $2 FROM likes l WHERE l.person_id = $1 AND t.track_id = l.track_id',
      [personId, by],
    );
  }

  async removeAll(tx: SqlExecutor, personId: number): Promise<void> {
    await tx.query('DELETE FROM likes WHERE person_id = $1', [personId]);
  }

  async removeTrack(tx: SqlExecutor, trackId: number): Promise<void> {
    await tx.query('DELETE FROM likes WHERE track_id = $1', [trackId]);
    await tx.query('DELETE FROM liked_tracks WHERE track_id = $1', [trackId]);
  }
}
