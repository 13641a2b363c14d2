import { Injectable } from '@nestjs/common';
import type { ObjectFacts } from '@veza/contracts';
import { columnsOf, Database, type SqlExecutor, type Transaction } from '@veza/database';
import { IsNull } from 'typeorm';
import { StoredObjectRow, type VoiceOutcome } from './stored-object.entity.js';

const COLUMNS = columnsOf(StoredObjectRow);

type NewFile = Pick<StoredObjectRow, 'id' | 'kind' | 'filename' | 'type' | 'hash'> & { size: number };
export type NewObject = NewFile & { ownerId: number };

@Injectable()
export class ObjectsRepository {
  constructor(private readonly database: Database) {}

  /** Raw SQL: each download reads it, so the statement is prepared. */
  async find(id: string): Promise<StoredObjectRow | undefined> {
    const [row] = await this.database.prepared<StoredObjectRow>('object-by-id', `SELECT ${COLUMNS} FROM objects WHERE id = $1`, [
      id,
    ]);
    return row;
  }

  /**
   * Bytes that count against the quota of a user: stored objects, and the whole length of resumable uploads. An upload
   * counts no more when its object (also `exceptId`) counts. Raw SQL: sums, within the lock of `insertWithin` too.
   */
  async used(ownerId: number, db: SqlExecutor = this.database, exceptId?: string): Promise<number> {
    const [row] = await db.query<{ used: string }>(
      `SELECT (
         (SELECT coalesce(sum(size), 0) FROM objects WHERE owner_id = $1 AND released_at IS NULL) +
         (SELECT coalesce(sum(length), 0) FROM resumable_uploads u
          WHERE owner_id = $1 AND finished_at IS NULL AND object_id IS DISTINCT FROM $2
            AND NOT EXISTS (SELECT 1 FROM objects o WHERE o.id = u.object_id))
       )::text AS used`,
      [ownerId, exceptId ?? null],
    );
    return Number(row?.used ?? 0);
  }

  /** Until the end of the transaction: no two uploads use the same rest of a quota. Raw SQL: an advisory lock. */
  async lockQuota(tx: SqlExecutor, ownerId: number): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('media.quota'), $1)`, [ownerId]);
  }

  /** False when the object would exceed the quota of the user. */
  async insertWithin(quota: number, { size, ...object }: NewObject): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      await this.lockQuota(tx, object.ownerId);
      if ((await this.used(object.ownerId, tx, object.id)) + size > quota) return false;
      await tx.insert(StoredObjectRow, { ...object, size: String(size) });
      return true;
    });
  }

  /** Of the platform itself: it fills no quota. */
  async insertUnowned({ size, ...object }: NewFile): Promise<void> {
    await this.database.entities((manager) => manager.insert(StoredObjectRow, { ...object, size: String(size) }));
  }

  /** The row of a rendition, written before its files: what a crash leaves is found by it. */
  async insertRendition(tx: Transaction, id: string, claimedBy: string): Promise<void> {
    await tx.insert(StoredObjectRow, { id, kind: 'rendition', filename: '', type: '', size: '0', hash: '', claimedBy });
  }

  /** The object, if this owner has it now. Raw SQL: conditions, change and result are one statement. */
  async claim(
    id: string,
    ownerRef: string,
    db: SqlExecutor = this.database,
    isPublic = false,
  ): Promise<StoredObjectRow | undefined> {
    const [row] = await db.query<StoredObjectRow>(
      `UPDATE objects SET claimed_by = $2, is_public = $3 WHERE id = $1 AND released_at IS NULL AND (claimed_by IS NULL OR claimed_by = $2) RETURNING ${COLUMNS}`,
      [id, ownerRef, isPublic],
    );
    return row;
  }

  /**
   * Notes the encoded bytes of a voice message, or why there are none. Once, and only before it is claimed. Raw SQL: the
   * conditions and the change are one statement.
   */
  async noteVoice(id: string, voice: VoiceOutcome, bytes?: { type: string; size: number; hash: string }): Promise<void> {
    await this.database.query(
      `UPDATE objects SET voice = $2, type = coalesce($3, type), size = coalesce($4, size), hash = coalesce($5, hash)
       WHERE id = $1 AND kind = 'voice' AND voice IS NULL AND claimed_by IS NULL AND released_at IS NULL`,
      [id, JSON.stringify(voice), bytes?.type ?? null, bytes?.size ?? null, bytes?.hash ?? null],
    );
  }

  /** Raw SQL: the transaction of an event runs SQL only. */
  async release(id: string, db: SqlExecutor = this.database): Promise<void> {
    await db.query(`UPDATE objects SET claimed_by = NULL, released_at = coalesce(released_at, now()) WHERE id = $1`, [id]);
  }

  /** Deletes the row unless the object is claimed. */
  async delete(id: string): Promise<void> {
    await this.database.entities((manager) => manager.delete(StoredObjectRow, { id, claimedBy: IsNull() }));
  }

  /**
   * Marks old unclaimed objects as released, so that they can no longer be claimed, and returns the ids of all released
   * objects. Raw SQL: replicas skip the rows that another one has locked.
   */
  async sweepable(ageMs: number, most: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `UPDATE objects SET released_at = coalesce(released_at, now()) WHERE id IN (
         SELECT id FROM objects
         WHERE claimed_by IS NULL AND (released_at IS NOT NULL OR created_at < now() - make_interval(secs => $1))
         ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED
       ) RETURNING id`,
      [ageMs / 1000, most],
    );
    return rows.map(({ id }) => id);
  }
}

export function objectFacts({ id, filename, size, type, hash, voice }: StoredObjectRow): ObjectFacts {
  const measured = voice && 'peaks' in voice ? voice : undefined;
  return { objectId: id, filename, size: Number(size), type, hash, ...(measured && { voice: measured }) };
}
