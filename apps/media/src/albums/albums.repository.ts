import { Injectable } from '@nestjs/common';
import { type Caller, type IdRange, type ListAlbums, type NewAlbum, type PublicIds, type UpdateAlbum } from '@veza/contracts';
import { Database, decodeCursor, encodeCursor, oneRow, type SqlExecutor, readPublicIds } from '@veza/database';
import { z } from 'zod';
import { SHOWN } from '../album-publications/album-publications.repository.js';
import { readerOf } from '../tracks/heard-tracks.js';
import { type FoundAlbum, foundAlbums, hasTrack } from './album-query.js';

const Position = z.tuple([z.int().positive()]);
const UNCHANGED = '($2::text IS NULL OR revision::text = $2)';
const CHANGED = 'revision = revision + 1, updated_at = now()';

/** Raw SQL: what a reader may hear of an album is one condition, and a change compares the version in its statement. */
@Injectable()
export class AlbumsRepository {
  constructor(private readonly database: Database) {}

  async find(caller: Caller, id: number): Promise<FoundAlbum | undefined> {
    const { userId, seesAll } = readerOf(caller);
    const [album] = await this.database.query<FoundAlbum>(`${foundAlbums('$2', '$3')} WHERE a.id = $1`, [id, userId, seesAll]);
    return album;
  }

  /** Those that the caller may see, with a track that it may hear, in the order of the ids. */
  among(caller: Caller, ids: readonly number[]): Promise<FoundAlbum[]> {
    const { userId, seesAll } = readerOf(caller);
    return this.database.query<FoundAlbum>(
      `${foundAlbums('$2', '$3')} WHERE a.id = ANY($1::integer[]) AND sums."trackCount" > 0
         AND (a.is_public OR a.owner_id = $2::integer OR $3::boolean) ORDER BY array_position($1::integer[], a.id)`,
      [ids, userId, seesAll],
    );
  }

  async list(caller: Caller, { ownerId, trackId, limit, cursor }: ListAlbums) {
    const { userId, seesAll } = readerOf(caller);
    const [after] = cursor === undefined ? [] : decodeCursor(cursor, Position);
    const rows = await this.database.query<FoundAlbum>(
      `${foundAlbums('$1', '$2')} WHERE (a.is_public OR a.owner_id = $1::integer OR $2::boolean)
         AND ($3::integer IS NULL OR a.owner_id = $3) AND ($4::integer IS NULL OR ${hasTrack('$4', '$1', '$2')})
         AND ($5::integer IS NULL OR a.id < $5) ORDER BY a.id DESC LIMIT ${limit + 1}`,
      [userId, seesAll, ownerId, trackId, after],
    );
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { rows: rows.slice(0, limit), nextCursor: last ? encodeCursor([last.id]) : null };
  }

  publicIds(range: IdRange): Promise<PublicIds> {
    return readPublicIds(this.database, 'albums a', SHOWN, range);
  }

  /** The albums of the person are locked, so that the bound holds. */
  async count(tx: SqlExecutor, ownerId: number): Promise<number> {
    const rows = await tx.query<{ count: number }>('SELECT count(*)::integer AS count FROM albums WHERE owner_id = $1', [
      ownerId,
    ]);
    return oneRow(rows).count;
  }

  async insert(tx: SqlExecutor, ownerId: number, album: NewAlbum): Promise<number> {
    const { title, description, kind, releaseDate, isPublic } = album;
    const rows = await tx.query<{ id: number }>(
      `INSERT INTO albums (owner_id, title, description, kind, release_date, is_public) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
      [ownerId, title, description, kind, releaseDate, isPublic],
    );
    return oneRow(rows).id;
  }

  /** False when there is no such album, or not of the given version. An absent date is no change, null removes it. */
  async update(
    tx: SqlExecutor,
    { id, ifVersion, title, description, kind, releaseDate, isPublic }: UpdateAlbum,
  ): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE albums SET title = coalesce($3, title), description = coalesce($4, description), kind = coalesce($5, kind),
         release_date = CASE WHEN $6::boolean THEN $7::date ELSE release_date END, is_public = coalesce($8, is_public), ${CHANGED}
       WHERE id = $1 AND ${UNCHANGED} RETURNING 1`,
      [id, ifVersion, title, description, kind, releaseDate !== undefined, releaseDate, isPublic],
    );
    return rows.length > 0;
  }

  /** Locks the album; undefined where the above is false. */
  async touch(tx: SqlExecutor, id: number, ifVersion?: string): Promise<{ isPublic: boolean } | undefined> {
    const [touched] = await tx.query<{ isPublic: boolean }>(
      `UPDATE albums SET ${CHANGED} WHERE id = $1 AND ${UNCHANGED} RETURNING is_public AS "isPublic"`,
      [id, ifVersion],
    );
    return touched;
  }

  /** The album is locked. Returns the tracks that the owner has. */
  async replaceTracks(tx: SqlExecutor, albumId: number, ownerId: number, trackIds: readonly number[]): Promise<number[]> {
    await tx.query('DELETE FROM album_tracks WHERE album_id = $1', [albumId]);
    const rows = await tx.query<{ id: number }>(
      `INSERT INTO album_tracks (album_id, track_id, place)
       SELECT $1, t.id, given.place FROM unnest($3::integer[]) WITH ORDINALITY AS given (id, place) JOIN tracks t ON t.id = given.id
       WHERE t.uploader_id = $2 RETURNING track_id AS id`,
      [albumId, ownerId, trackIds],
    );
    return rows.map(({ id }) => id);
  }

  async trackIds(albumId: number): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      'SELECT track_id AS id FROM album_tracks WHERE album_id = $1 ORDER BY place',
      [albumId],
    );
    return rows.map(({ id }) => id);
  }

  /** The cover before; undefined when the album was deleted. */
  async setCover(tx: SqlExecutor, id: number, coverId: string | null): Promise<{ before: string | null } | undefined> {
    const [known] = await tx.query<{ before: string | null }>('SELECT cover_id AS before FROM albums WHERE id = $1 FOR UPDATE', [
      id,
    ]);
    if (known) await tx.query(`UPDATE albums SET cover_id = $2, ${CHANGED} WHERE id = $1`, [id, coverId]);
    return known;
  }

  /** The cover of the deleted album; undefined when there is no such album, or not of the given version. */
  async remove(tx: SqlExecutor, id: number, ifVersion?: string): Promise<{ coverId: string | null } | undefined> {
    const [gone] = await tx.query<{ coverId: string | null }>(
      `DELETE FROM albums WHERE id = $1 AND ${UNCHANGED} RETURNING cover_id AS "coverId"`,
      [id, ifVersion],
    );
    return gone;
  }
}
