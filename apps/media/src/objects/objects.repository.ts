import { Injectable } from '@nestjs/common';
import type { ObjectFacts } from '@veza/contracts';
import { Database, type SqlExecutor } from '@veza/database';
import { StoredObjectRow } from './stored-object.entity.js';

const COLUMNS = `id, kind, owner_id AS "ownerId", filename, type, size, hash, claimed_by AS "claimedBy", created_at AS "createdAt", released_at AS "releasedAt"`;

export type NewObject = Pick<StoredObjectRow, 'id' | 'kind' | 'filename' | 'type' | 'hash'> & { ownerId: number; size: number };

@Injectable()
export class ObjectsRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<StoredObjectRow | undefined> {
    const [row] = await this.database.prepared<StoredObjectRow>('object-by-id', `SELECT ${COLUMNS} FROM objects WHERE id = $1`, [
      id,
    ]);
    return row;
  }

  /** Bytes that a user keeps. */
  async used(ownerId: number, db: SqlExecutor = this.database): Promise<number> {
    const [row] = await db.query<{ used: string }>(
      `SELECT coalesce(sum(size), 0)::text AS used FROM objects WHERE owner_id = $1 AND released_at IS NULL`,
      [ownerId],
    );
    return Number(row?.used ?? 0);
  }

  /** False when the user's quota would be passed; uploads of one user wait for each other here, so no two share the rest. */
  async insertWithin(quota: number, { id, kind, ownerId, filename, type, size, hash }: NewObject): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('media.quota'), $1)`, [ownerId]);
      if ((await this.used(ownerId, tx)) + size > quota) return false;
      await tx.query(`INSERT INTO objects (id, kind, owner_id, filename, type, size, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
        id,
        kind,
        ownerId,
        filename,
        type,
        size,
        hash,
      ]);
      return true;
    });
  }

  /** The row of a rendition set, before any of its files is written: what dies half-way is swept up by it. */
  async insertRendition(id: string): Promise<void> {
    await this.database.query(
      `INSERT INTO objects (id, kind, filename, type, size, hash) VALUES ($1, 'rendition', '', '', 0, '')`,
      [id],
    );
  }

  /** The object, if it is now (or was already) this owner's; the conditions and the change are one statement. */
  async claim(id: string, ownerRef: string, db: SqlExecutor = this.database): Promise<StoredObjectRow | undefined> {
    const [row] = await db.query<StoredObjectRow>(
      `UPDATE objects SET claimed_by = $2 WHERE id = $1 AND released_at IS NULL AND (claimed_by IS NULL OR claimed_by = $2) RETURNING ${COLUMNS}`,
      [id, ownerRef],
    );
    return row;
  }

  async release(id: string, db: SqlExecutor = this.database): Promise<void> {
    await db.query(`UPDATE objects SET claimed_by = NULL, released_at = coalesce(released_at, now()) WHERE id = $1`, [id]);
  }

  /** Only what was released or is unclaimed can go. */
  async delete(id: string): Promise<void> {
    await this.database.query(`DELETE FROM objects WHERE id = $1 AND claimed_by IS NULL`, [id]);
  }

  /** Marks what is too old and unclaimed as released, so that nobody claims it any more, and answers all that may go. */
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

export function objectFacts({ id, filename, size, type, hash }: StoredObjectRow): ObjectFacts {
  return { objectId: id, filename, size: Number(size), type, hash };
}
