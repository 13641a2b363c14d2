import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { columnsOf, Database } from '@veza/database';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ResumableUpload } from '../resumable/resumable-upload.entity.js';

const COLUMNS = columnsOf(ResumableUpload);

@Injectable()
export class PreviewsRepository {
  constructor(
    private readonly database: Database,
    private readonly objects: ObjectsRepository,
  ) {}

  /** The rendition of what has arrived; undefined when the upload is complete or gone. Raw SQL: it locks the row. */
  async begin(uploadId: string): Promise<string | undefined> {
    return this.database.transaction(async (tx) => {
      const [upload] = await tx.query<{ previewId: string | null }>(
        'SELECT preview_id AS "previewId" FROM resumable_uploads WHERE id = $1 AND finished_at IS NULL FOR UPDATE',
        [uploadId],
      );
      if (!upload || upload.previewId !== null) return upload?.previewId ?? undefined;
      const previewId = randomUUID();
      await this.objects.insertRendition(tx, previewId, `upload:${uploadId}`);
      await tx.query('UPDATE resumable_uploads SET preview_id = $2 WHERE id = $1', [uploadId, previewId]);
      return previewId;
    });
  }

  /** Raw SQL: a player reads it every few seconds, so the statement is prepared. */
  async uploadOf(previewId: string): Promise<ResumableUpload | undefined> {
    const [upload] = await this.database.prepared<ResumableUpload>(
      'upload-of-preview',
      `SELECT ${COLUMNS} FROM resumable_uploads WHERE preview_id = $1 AND owner_id IS NOT NULL`,
      [previewId],
    );
    return upload;
  }

  /** Raw SQL: rounds may overlap after a takeover, and the longest counts. */
  async note(uploadId: string, bytes: number): Promise<void> {
    await this.database.query('UPDATE resumable_uploads SET previewed = greatest(previewed, $2) WHERE id = $1', [
      uploadId,
      bytes,
    ]);
  }
}
