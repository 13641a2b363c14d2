import { Injectable } from '@nestjs/common';
import { columnsOf, Database, insertReturning } from '@veza/database';
import { IsNull } from 'typeorm';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ResumableUpload } from './resumable-upload.entity.js';
import { UploadPart } from './upload-part.entity.js';

const COLUMNS = columnsOf(ResumableUpload);

export type NewUpload = Pick<ResumableUpload, 'id' | 'objectId' | 'metadata'> & { ownerId: number; length: number };
export type StoredPart = { start: number; size: number; key: string };

@Injectable()
export class ResumableUploadsRepository {
  constructor(
    private readonly database: Database,
    private readonly objects: ObjectsRepository,
  ) {}

  /** Raw SQL: each request of an upload reads it, so the statement is prepared. */
  async find(id: string): Promise<ResumableUpload | undefined> {
    const [upload] = await this.database.prepared<ResumableUpload>(
      'resumable-upload',
      `SELECT ${COLUMNS} FROM resumable_uploads WHERE id = $1`,
      [id],
    );
    return upload;
  }

  /** The reason why the upload was not inserted, or the inserted row. The lock is that of every upload of the user. */
  async insertWithin(quota: number, most: number, upload: NewUpload): Promise<ResumableUpload | 'quota' | 'number'> {
    return this.database.transaction(async (tx) => {
      await this.objects.lockQuota(tx, upload.ownerId);
      if ((await this.objects.used(upload.ownerId, tx)) + upload.length > quota) return 'quota';
      const open = await tx.countBy(ResumableUpload, { ownerId: upload.ownerId, finishedAt: IsNull() });
      if (open >= most) return 'number';
      return insertReturning(tx, ResumableUpload, { ...upload, length: String(upload.length) });
    });
  }

  /**
   * Stores the offset after these pieces. False when the upload was cancelled, or another request was faster: this
   * condition, not the lock, keeps the bytes consistent.
   */
  async append(id: string, from: number, parts: readonly StoredPart[]): Promise<boolean> {
    const bytes = parts.reduce((sum, { size }) => sum + size, 0);
    return this.database.transaction(async (tx) => {
      // Raw SQL: condition and change are one statement, by the clock of Postgres.
      const moved = await tx.query(
        `UPDATE resumable_uploads SET stored = stored + $3, parts = parts + $4, moved_at = now()
         WHERE id = $1 AND stored = $2 AND finished_at IS NULL RETURNING id`,
        [id, from, bytes, parts.length],
      );
      if (moved.length === 0) return false;
      const rows = parts.map(({ start, size, key }) => ({ uploadId: id, start: String(start), size: String(size), key }));
      await tx.insert(UploadPart, rows);
      return true;
    });
  }

  async partsOf(id: string): Promise<UploadPart[]> {
    return this.database.entities((manager) => manager.find(UploadPart, { where: { uploadId: id }, order: { start: 'ASC' } }));
  }

  /** The pieces are now an object, and the object is a track. */
  async finish(id: string, trackId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.update(ResumableUpload, { id }, { trackId, finishedAt: () => 'now()' });
      await tx.delete(UploadPart, { uploadId: id });
    });
  }

  async delete(id: string): Promise<void> {
    await this.database.entities((manager) => manager.delete(ResumableUpload, { id }));
  }

  /** Complete uploads whose request ended before their track existed. Raw SQL: the clock of Postgres wrote `moved_at`. */
  async unfinished(ageMs: number, most: number): Promise<ResumableUpload[]> {
    return this.database.query(
      `SELECT ${COLUMNS} FROM resumable_uploads
       WHERE stored = length AND finished_at IS NULL AND owner_id IS NOT NULL AND moved_at < now() - make_interval(secs => $1)
       ORDER BY moved_at LIMIT $2`,
      [ageMs / 1000, most],
    );
  }

  /** Raw SQL: the clock of Postgres wrote `moved_at`. */
  async expired(ageMs: number, most: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM resumable_uploads WHERE owner_id IS NULL OR moved_at < now() - make_interval(secs => $1) LIMIT $2`,
      [ageMs / 1000, most],
    );
    return rows.map(({ id }) => id);
  }
}
