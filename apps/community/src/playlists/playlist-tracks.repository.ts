import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, encodeCursor, type SqlExecutor } from '@veza/database';
import { z } from 'zod';
import type { Placed } from './order.js';

const Position = z.tuple([z.string().regex(/^[0-9A-Za-z]{1,40}$/), z.int().positive()]);
const ENTRY = 'track_id AS "trackId", key';

/** Raw SQL: entries stand in the order of their keys, and several keys are written at once. */
@Injectable()
export class PlaylistTracksRepository {
  constructor(private readonly database: Database) {}

  async page(playlistId: number, { limit, cursor }: { limit: number; cursor?: string }) {
    const [key, trackId] = cursor === undefined ? [] : decodeCursor(cursor, Position);
    const rows = await this.database.query<Placed>(
      `SELECT ${ENTRY} FROM playlist_tracks WHERE playlist_id = $1 AND ($2::text IS NULL OR (key, track_id) > ($2 COLLATE "C", $3::integer))
       ORDER BY key, track_id LIMIT ${limit + 1}`,
      [playlistId, key, trackId],
    );
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const nextCursor = last ? encodeCursor([last.key, last.trackId]) : null;
    return { ids: rows.slice(0, limit).map((entry) => entry.trackId), nextCursor };
  }

  /** All entries in their order. The playlist is locked. */
  all(tx: SqlExecutor, playlistId: number): Promise<Placed[]> {
    return tx.query(`SELECT ${ENTRY} FROM playlist_tracks WHERE playlist_id = $1 ORDER BY key, track_id`, [playlistId]);
  }

  async add(tx: SqlExecutor, playlistId: number, trackId: number, addedBy: number): Promise<void> {
    await tx.query(`INSERT INTO playlist_tracks (playlist_id, track_id, key, added_by) VALUES ($1, $2, '', $3)`, [
      playlistId,
      trackId,
      addedBy,
    ]);
    await tx.query('UPDATE playlists SET track_count = track_count + 1 WHERE id = $1', [playlistId]);
  }

  /** The playlist is locked. */
  async place(tx: SqlExecutor, playlistId: number, keys: readonly Placed[]): Promise<void> {
    await tx.query(
      `UPDATE playlist_tracks t SET key = given.key FROM unnest($2::integer[], $3::text[]) AS given (track_id, key)
       WHERE t.playlist_id = $1 AND t.track_id = given.track_id`,
      [playlistId, keys.map(({ trackId }) => trackId), keys.map(({ key }) => key)],
    );
    await tx.query('UPDATE playlists SET updated_at = now() WHERE id = $1', [playlistId]);
  }

  /** The playlist is locked. */
  async remove(tx: SqlExecutor, playlistId: number, trackId: number): Promise<void> {
    const removed = await tx.query('DELETE FROM playlist_tracks WHERE playlist_id = $1 AND track_id = $2 RETURNING 1', [
      playlistId,
      trackId,
    ]);
    if (removed.length > 0)
      await tx.query('UPDATE playlists SET track_count = track_count - 1, updated_at = now() WHERE id = $1', [playlistId]);
  }

  /** Of a deleted track. Playlists are locked in the order of their ids, so that two such changes do not wait for each other. */
  async removeTrack(tx: SqlExecutor, trackId: number): Promise<void> {
    await tx.query(
      `SELECT 1 FROM playlists WHERE id IN (SELECT playlist_id FROM playlist_tracks WHERE track_id = $1) ORDER BY id FOR UPDATE`,
      [trackId],
    );
    await tx.query(
      `WITH removed AS (DELETE FROM playlist_tracks WHERE track_id = $1 RETURNING playlist_id)
       UPDATE playlists p SET track_count = track_count - 1 FROM removed r WHERE p.id = r.playlist_id`,
      [trackId],
    );
  }
}
