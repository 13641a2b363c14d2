import { Injectable } from '@nestjs/common';
import { type IdRange, MOST_PLAYLIST_EDITORS, type PlaylistView, type PublicIds } from '@veza/contracts';
import { Database, decodeCursor, encodeCursor, oneRow, type SqlExecutor, readPublicIds } from '@veza/database';
import { z } from 'zod';
import { blockBetween } from '../people/blocks.repository.js';
import type { PlaylistEntity } from './playlist.entity.js';

const Position = z.tuple([z.int().positive()]);

type Facts = Omit<PlaylistEntity, 'codeHash'>;

/** A playlist, and what the reader is to it. */
export interface FoundPlaylist extends Facts {
  readonly isOwn: boolean;
  readonly isEdited: boolean;
  readonly isReaderHidden: boolean;
}

interface ListQuery {
  readonly limit: number;
  readonly cursor?: string;
}

const FACTS = `p.id, p.owner_id AS "ownerId", p.title, p.description, p.visibility, p.track_count AS "trackCount",
  p.created_at AS "createdAt", p.updated_at AS "updatedAt"`;

const hidden = (id: string): string => `EXISTS (SELECT 1 FROM people h WHERE h.id = ${id} AND h.is_hidden)`;

/** SQL: the owner exists for the reader. */
const ownerShown = (reader: string): string =>
  `(p.owner_id = ${reader}::integer OR NOT ${hidden('p.owner_id')})
   AND (${reader}::integer IS NULL OR NOT ${blockBetween(`${reader}::integer`, 'p.owner_id')})`;

const edits = (person: string): string =>
  `EXISTS (SELECT 1 FROM playlist_editors e WHERE e.playlist_id = p.id AND e.person_id = ${person}::integer)`;

/** Raw SQL: what a reader may see is one condition, pages follow keys, and changes lock their playlist. */
@Injectable()
export class PlaylistsRepository {
  constructor(private readonly database: Database) {}

  /** Undefined where the owner does not exist for the reader. `tx`: locked, so that changes of one wait for each other. */
  async find(by: { id: number } | { codeHash: Buffer }, reader?: number, tx?: SqlExecutor): Promise<FoundPlaylist | undefined> {
    const [column, value] = 'id' in by ? ['id', by.id] : ['code_hash', by.codeHash];
    const [found] = await (tx ?? this.database).query<FoundPlaylist>(
      `SELECT ${FACTS}, coalesce(p.owner_id = $2::integer, false) AS "isOwn", ${edits('$2')} AS "isEdited",
         ${hidden('$2::integer')} AS "isReaderHidden"
       FROM playlists p WHERE p.${column} = $1 AND ${ownerShown('$2')} ${tx ? 'FOR UPDATE OF p' : ''}`,
      [value, reader],
    );
    return found;
  }

  /** Owned or edited. */
  async own(personId: number, { limit, cursor, trackId }: ListQuery & { trackId?: number }) {
    const rows = await this.database.query<Facts & { hasTrack: boolean }>(
      `SELECT ${FACTS}, EXISTS (SELECT 1 FROM playlist_tracks t WHERE t.playlist_id = p.id AND t.track_id = $3::integer) AS "hasTrack"
       FROM playlists p
       WHERE p.id IN (SELECT id FROM playlists WHERE owner_id = $1 UNION ALL SELECT playlist_id FROM playlist_editors WHERE person_id = $1)
         AND ${ownerShown('$1')} AND ($2::integer IS NULL OR p.id < $2) ORDER BY p.id DESC LIMIT ${limit + 1}`,
      [personId, afterOf(cursor), trackId],
    );
    return {
      playlists: rows.slice(0, limit).map((row) => ({ ...viewOf(row), hasTrack: row.hasTrack })),
      nextCursor: nextOf(rows, limit),
    };
  }

  /** The public ones. */
  async ofPerson(ownerId: number, { limit, cursor }: ListQuery) {
    const rows = await this.database.query<Facts>(
      `SELECT ${FACTS} FROM playlists p WHERE p.owner_id = $1 AND p.visibility = 'public' AND ($2::integer IS NULL OR p.id < $2)
       ORDER BY p.id DESC LIMIT ${limit + 1}`,
      [ownerId, afterOf(cursor)],
    );
    return { playlists: rows.slice(0, limit).map(viewOf), nextCursor: nextOf(rows, limit) };
  }

  publicIds(range: IdRange): Promise<PublicIds> {
    const shown = `p.visibility = 'public' AND p.track_count > 0 AND NOT ${hidden('p.owner_id')}`;
    return readPublicIds(this.database, 'playlists p', shown, range);
  }

  async countOf(tx: SqlExecutor, ownerId: number): Promise<number> {
    const rows = await tx.query<{ count: number }>('SELECT count(*)::integer AS count FROM playlists WHERE owner_id = $1', [
      ownerId,
    ]);
    return oneRow(rows).count;
  }

  async create(tx: SqlExecutor, playlist: Pick<PlaylistEntity, 'ownerId' | 'title' | 'description' | 'visibility'>) {
    const { ownerId, title, description, visibility } = playlist;
    const rows = await tx.query<Facts>(
      `INSERT INTO playlists AS p (owner_id, title, description, visibility) VALUES ($1, $2, $3, $4) RETURNING ${FACTS}`,
      [ownerId, title, description, visibility],
    );
    return viewOf(oneRow(rows));
  }

  /** A visibility ends the link. */
  async update(tx: SqlExecutor, id: number, change: Partial<Pick<PlaylistEntity, 'title' | 'description' | 'visibility'>>) {
    const { title, description, visibility } = change;
    const rows = await tx.query<Facts>(
      `UPDATE playlists AS p SET title = coalesce($2, title), description = coalesce($3, description),
         visibility = coalesce($4, visibility), code_hash = CASE WHEN $4::text IS NULL THEN code_hash END, updated_at = now()
       WHERE id = $1 RETURNING ${FACTS}`,
      [id, title, description, visibility],
    );
    return viewOf(oneRow(rows));
  }

  async setCode(tx: SqlExecutor, id: number, codeHash: Buffer): Promise<void> {
    await tx.query(`UPDATE playlists SET visibility = 'link', code_hash = $2, updated_at = now() WHERE id = $1`, [id, codeHash]);
  }

  async delete(tx: SqlExecutor, id: number): Promise<void> {
    await tx.query('DELETE FROM playlists WHERE id = $1', [id]);
  }

  /** Those who are not banned, and have no block between them and the owner. */
  async editors(id: number): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT e.person_id AS id FROM playlist_editors e JOIN playlists p ON p.id = e.playlist_id
       WHERE p.id = $1 AND NOT ${hidden('e.person_id')} AND NOT ${blockBetween('p.owner_id', 'e.person_id')}
       ORDER BY e.added_at, e.person_id LIMIT ${MOST_PLAYLIST_EDITORS}`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  /** False when the person edits it already. The playlist is locked. */
  async addEditor(tx: SqlExecutor, id: number, personId: number): Promise<boolean> {
    const rows = await tx.query(
      'INSERT INTO playlist_editors (playlist_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
      [id, personId],
    );
    return rows.length > 0;
  }

  async editorCounts(tx: SqlExecutor, id: number, personId: number): Promise<{ ofPlaylist: number; ofPerson: number }> {
    const rows = await tx.query<{ ofPlaylist: number; ofPerson: number }>(
      `SELECT (SELECT count(*)::integer FROM playlist_editors WHERE playlist_id = $1) AS "ofPlaylist",
         (SELECT count(*)::integer FROM playlist_editors WHERE person_id = $2) AS "ofPerson"`,
      [id, personId],
    );
    return oneRow(rows);
  }

  async removeEditor(tx: SqlExecutor, id: number, personId: number): Promise<void> {
    await tx.query('DELETE FROM playlist_editors WHERE playlist_id = $1 AND person_id = $2', [id, personId]);
  }

  /** Own playlists end; tracks that the person has added to others stay, without its name. */
  async removeAll(tx: SqlExecutor, personId: number): Promise<void> {
    await tx.query('DELETE FROM playlists WHERE owner_id = $1', [personId]);
    await tx.query('DELETE FROM playlist_editors WHERE person_id = $1', [personId]);
    await tx.query('UPDATE playlist_tracks SET added_by = NULL WHERE added_by = $1', [personId]);
  }
}

const afterOf = (cursor: string | undefined): number | undefined =>
  cursor === undefined ? undefined : decodeCursor(cursor, Position)[0];

function nextOf(rows: readonly Facts[], limit: number): string | null {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return last ? encodeCursor([last.id]) : null;
}

export const viewOf = ({
  id,
  ownerId,
  title,
  description,
  visibility,
  trackCount,
  createdAt,
  updatedAt,
}: Facts): PlaylistView => ({
  id,
  ownerId,
  title,
  description,
  visibility,
  trackCount,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});
