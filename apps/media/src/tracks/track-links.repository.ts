import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';
import { TrackLink } from './track-link.entity.js';

/** SQL: what tells the link `l` from an earlier one of its track, and opens nothing. */
export const LINK_MARK = `encode(substring(l.code_hash FROM 1 FOR 4), 'hex')`;

@Injectable()
export class TrackLinksRepository {
  constructor(private readonly database: Database) {}

  /** In the place of an earlier one; false for a track that is public now, or gone. Raw SQL: one statement. */
  async put(trackId: number, codeHash: Buffer): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO track_links (track_id, code_hash) SELECT id, $2 FROM tracks WHERE id = $1 AND NOT is_public
       ON CONFLICT (track_id) DO UPDATE SET code_hash = excluded.code_hash, created_at = now() RETURNING track_id`,
      [trackId, codeHash],
    );
    return rows.length === 1;
  }

  async remove(trackId: number): Promise<void> {
    await this.database.entities((manager) => manager.delete(TrackLink, { trackId }));
  }

  /** Raw SQL: the mark is an expression. */
  async behind(codeHash: Buffer): Promise<{ trackId: number; link: string } | undefined> {
    const [found] = await this.database.query<{ trackId: number; link: string }>(
      `SELECT l.track_id AS "trackId", ${LINK_MARK} AS link FROM track_links l WHERE l.code_hash = $1`,
      [codeHash],
    );
    return found;
  }
}
