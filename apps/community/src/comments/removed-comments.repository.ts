import { Injectable } from '@nestjs/common';
import type { SqlExecutor } from '@veza/database';
import type { WrittenComment } from './comments.repository.js';

const HAS_REPLIES = 'EXISTS (SELECT 1 FROM comments r WHERE r.parent_id = c.id)';

/** The end of comments: those with replies become places, and a place ends with its last reply. Raw SQL: whole sets at once. */
@Injectable()
export class RemovedComments {
  /** The comment and the one above it are locked. */
  async remove(tx: SqlExecutor, { id, parentId }: Pick<WrittenComment, 'id' | 'parentId'>): Promise<void> {
    await tx.query(`UPDATE comments c SET author_id = NULL, text = NULL, edited_at = NULL WHERE id = $1 AND ${HAS_REPLIES}`, [
      id,
    ]);
    await tx.query(`DELETE FROM comments c WHERE id = $1 AND NOT ${HAS_REPLIES}`, [id]);
    if (parentId !== null) await this.endPlaces(tx, [parentId]);
  }

  /** All comments of a person. Rows are locked in the order of their ids, so that two such changes do not wait for each other. */
  async removeAll(tx: SqlExecutor, personId: number): Promise<void> {
    await tx.query(
      `SELECT 1 FROM comments WHERE author_id = $1 OR id IN (SELECT parent_id FROM comments WHERE author_id = $1)
       ORDER BY id FOR UPDATE`,
      [personId],
    );
    const replies = await tx.query<{ parentId: number }>(
      'DELETE FROM comments WHERE author_id = $1 AND parent_id IS NOT NULL RETURNING parent_id AS "parentId"',
      [personId],
    );
    await tx.query(`DELETE FROM comments c WHERE author_id = $1 AND NOT ${HAS_REPLIES}`, [personId]);
    await tx.query('UPDATE comments SET author_id = NULL, text = NULL, edited_at = NULL WHERE author_id = $1', [personId]);
    await this.endPlaces(
      tx,
      replies.map(({ parentId }) => parentId),
    );
  }

  async removeTrack(tx: SqlExecutor, trackId: number): Promise<void> {
    await tx.query('DELETE FROM comments WHERE track_id = $1', [trackId]);
  }

  private async endPlaces(tx: SqlExecutor, ids: readonly number[]): Promise<void> {
    await tx.query(`DELETE FROM comments c WHERE id = ANY($1::integer[]) AND author_id IS NULL AND NOT ${HAS_REPLIES}`, [ids]);
  }
}
