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

  /** Returns the released preview of the upload, if there is one. Raw SQL: it returns what it deletes. */
  async delete(id: string): Promise<string | undefined> {
    return this.database.transaction(async (tx) => {
      const [gone] = await tx.query<{ previewId: string | null }>(
        'DELETE FROM resumable_uploads WHERE id = $1 RETURNING preview_id AS "previewId"',
        [id],
      );
      const previewId = gone?.previewId ?? undefined;
      if (previewId !== undefined) await this.objects.release(previewId, tx);
      return previewId;
    });
  }

  /** Releases the previews of uploads that are complete for so long. Raw SQL: replicas skip the rows of another one. */
  async releasePreviews(ageMs: number, most: number): Promise<void> {
    await this.database.query(
      `WITH ended AS (
         SELECT id, preview_id FROM resumable_uploads
         WHERE preview_id IS NOT NULL AND finished_at < now() - make_interval(secs => $1) LIMIT $2 FOR UPDATE SKIP LOCKED
       ), cleared AS (
         UPDATE resumable_uploads u SET preview_id = NULL FROM ended WHERE u.id = ended.id
       )
       UPDATE objects SET claimed_by = NULL, released_at = now() WHERE id IN (SELECT preview_id FROM ended)`,
      [ageMs / 1000, most],
    );
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
