import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, fieldErrors, invalid, TUS_EXTENSIONS, UploadTrackForm } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { DataStore, Upload } from '@tus/server';
import type { MediaConfig } from '../config.js';
import { ObjectsService } from '../objects/objects.service.js';
import { ObjectStore } from '../store/object-store.js';
import { StorageRoom } from '../store/storage-room.js';
import { TrackAccess } from '../tracks/track-access.js';
import type { ResumableUpload } from './resumable-upload.entity.js';
import { ResumableUploadsRepository } from './resumable-uploads.repository.js';
import { tusRequest } from './tus-request.js';
import { UploadWriter } from './upload-writer.js';

/** Unfinished uploads of one user. */
const MOST_OPEN = 100;

/**
 * Resumable uploads over the object store: offsets are rows in Postgres, so any replica continues what another one began.
 * The tus server calls it with the lock of the upload.
 */
@Injectable()
export class UploadStore extends DataStore {
  override readonly extensions = TUS_EXTENSIONS;

  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly uploads: ResumableUploadsRepository,
    private readonly objects: ObjectStore,
    private readonly room: StorageRoom,
    private readonly writer: UploadWriter,
    private readonly access: TrackAccess,
    private readonly objectsService: ObjectsService,
  ) {
    super();
  }

  /** Size, quota, room and fields are checked before the first byte. */
  override async create(upload: Upload): Promise<Upload> {
    const { grant } = tusRequest();
    const { size: length = 0, metadata = {} } = upload;
    if (length === 0) throw new DeclaredError('FILE_MISSING', { message: 'The file is empty' });
    const replaced = readReplaced(metadata);
    if (replaced === undefined) readFields(metadata);
    else await this.access.requireOwn({ kind: 'user', ...grant }, replaced);
    await this.room.require(length);
    const row = { id: upload.id, objectId: randomUUID(), ownerId: grant.userId, length, metadata };
    const inserted = await this.uploads.insertWithin(this.config.UPLOAD_QUOTA, MOST_OPEN, row);
    if (inserted === 'quota') throw new DeclaredError('QUOTA_EXCEEDED');
    if (inserted === 'number')
      throw new DeclaredError('RATE_LIMITED', {
        message: `At most ${MOST_OPEN} unfinished uploads; finish or cancel one`,
        retryAfter: 60,
      });
    return Object.assign(upload, { creation_date: inserted.movedAt.toISOString() });
  }

  override async getUpload(id: string): Promise<Upload> {
    const { length, stored, metadata, movedAt } = await this.require(id);
    // tus computes the expiry from this date: here it is that of the last piece.
    return new Upload({ id, size: Number(length), offset: Number(stored), metadata, creation_date: movedAt.toISOString() });
  }

  override async write(body: Readable, id: string, offset: number): Promise<number> {
    try {
      return await this.writer.write(await this.require(id), offset, body, tusRequest().checksum);
    } catch (error) {
      // No further piece makes it a sound.
      if (error instanceof DeclaredError && error.code === 'UNSUPPORTED_MEDIA_TYPE') await this.remove(id);
      throw error;
    }
  }

  /** The bytes go first: a row without bytes is removed again by the sweep, bytes without a row would stay. */
  override async remove(id: string): Promise<void> {
    await this.objects.remove(id);
    const previewId = await this.uploads.delete(id);
    if (previewId !== undefined) await this.objectsService.discard(previewId);
  }

  override getExpiration(): number {
    return this.config.UNCLAIMED_LIFE;
  }

  private async require(id: string): Promise<ResumableUpload> {
    const upload = await this.uploads.find(id);
    if (!upload) throw new DeclaredError('NOT_FOUND');
    return upload;
  }
}

/** The fields of the form of a multipart upload. */
export function readFields(metadata: Record<string, string | null>): UploadTrackForm {
  const fields = Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, value ?? '']));
  if (Object.keys(fields).length > 30) throw invalid('Upload-Metadata', 'At most 30 fields');
  const form = UploadTrackForm.safeParse(fields);
  if (!form.success) throw new DeclaredError('VALIDATION_FAILED', { details: fieldErrors(form.error) });
  return form.data;
}

/** The id of the track whose sound the upload replaces. */
export function readReplaced({ replaces }: Record<string, string | null>): number | undefined {
  if (replaces === undefined || replaces === null || replaces === '') return undefined;
  if (!/^[1-9]\d{0,8}$/.test(replaces)) throw invalid('Upload-Metadata', 'replaces must be the id of a track');
  return Number(replaces);
}
