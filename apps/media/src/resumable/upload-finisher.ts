import { Inject, Injectable } from '@nestjs/common';
import { type Caller, DeclaredError } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { cleanFileName } from '../objects/file-name.js';
import { inspect, type InspectedFile } from '../uploads/inspect.js';
import type { MediaConfig } from '../config.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectStore } from '../store/object-store.js';
import { StorageRoom } from '../store/storage-room.js';
import { ReplacementsService } from '../tracks/replacements.service.js';
import { TrackCreationService } from '../tracks/track-creation.service.js';
import type { ResumableUpload } from './resumable-upload.entity.js';
import { ResumableUploadsRepository } from './resumable-uploads.repository.js';
import { storedBytes } from './stored-bytes.js';
import { UploadLocker } from './upload-locker.js';
import { readFields, readReplaced, UploadStore } from './upload-store.js';

/** After these the upload can never become a track. */
const FINAL: readonly string[] = [
  'UNSUPPORTED_MEDIA_TYPE',
  'FILE_MISSING',
  'QUOTA_EXCEEDED',
  'VALIDATION_FAILED',
  'NOT_FOUND',
  'FORBIDDEN',
];
const OWNER = /^track:(\d+)$/;

/**
 * Makes the track of a complete upload: joins its pieces to one object, inspected like any upload, and creates the track
 * from it. Each step finds what an earlier try has done, so it may be repeated after a crash or a lost response.
 */
@Injectable()
export class UploadFinisher {
  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly uploads: ResumableUploadsRepository,
    private readonly objects: ObjectsRepository,
    private readonly store: ObjectStore,
    private readonly room: StorageRoom,
    private readonly tracks: TrackCreationService,
    private readonly replacements: ReplacementsService,
    private readonly locker: UploadLocker,
    private readonly uploadStore: UploadStore,
  ) {}

  /** Does nothing while bytes are missing, or when it was done before. */
  async finish(id: string): Promise<void> {
    await this.locker.run(id, async () => {
      const upload = await this.uploads.find(id);
      if (!upload || upload.ownerId === null || upload.finishedAt || upload.stored !== upload.length) return;
      try {
        await this.uploads.finish(id, await this.trackOf(upload, upload.ownerId));
      } catch (error) {
        if (error instanceof DeclaredError && FINAL.includes(error.code)) await this.drop(upload);
        throw this.room.declare(error);
      }
      await this.store.remove(id);
    });
  }

  private async trackOf(upload: ResumableUpload, userId: number): Promise<number> {
    const { objectId } = upload;
    const claimedBy = await this.joined(upload, userId);
    const known = OWNER.exec(claimedBy ?? '')?.[1];
    if (known !== undefined) return Number(known);
    const caller: Caller = { kind: 'user', userId, sessionId: '', role: 'user' };
    const replaced = readReplaced(upload.metadata);
    if (replaced !== undefined) return (await this.replacements.replace(caller, replaced, objectId)).id;
    const { is_public: isPublic, track_number: trackNumber = null, ...fields } = readFields(upload.metadata);
    const { album = null, genre = null, year = null, license = 'all-rights-reserved', ...facts } = fields;
    return (await this.tracks.create(caller, { ...facts, license, album, genre, year, trackNumber, isPublic, objectId })).id;
  }

  private async drop({ id, objectId }: ResumableUpload): Promise<void> {
    await this.objects.delete(objectId);
    if (!(await this.objects.find(objectId))) await this.store.remove(objectId);
    await this.uploadStore.remove(id);
  }

  /** Stores the object of the upload, unless an earlier try has; returns its owner. */
  private async joined(upload: ResumableUpload, userId: number): Promise<string | null> {
    const { objectId } = upload;
    const known = await this.objects.find(objectId);
    if (known && known.releasedAt === null) {
      const stored = await this.store.open(objectId);
      await stored?.close();
      if (stored) return known.claimedBy;
    }
    await this.objects.delete(objectId); // a crash between the row and the bytes
    const filename = cleanFileName(upload.metadata.filename ?? upload.metadata.name ?? undefined);
    const object = { id: objectId, kind: 'track', ownerId: userId, filename } as const;
    let inserted = false;
    const insert = async (file: InspectedFile) => {
      inserted = await this.objects.insertWithin(this.config.UPLOAD_QUOTA, { ...object, ...file });
      if (!inserted) throw new DeclaredError('QUOTA_EXCEEDED');
    };
    const length = Number(upload.length);
    try {
      await this.store.write(
        objectId,
        inspect(
          storedBytes(this.store, await this.uploads.partsOf(upload.id)),
          { kind: 'track', maxBytes: length, left: length },
          insert,
        ),
      );
    } catch (error) {
      if (inserted) await this.objects.delete(objectId);
      throw error;
    }
    return null;
  }
}
