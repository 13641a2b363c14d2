import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { previewJobs } from '@veza/contracts';
import { isForeignKeyViolation } from '@veza/database';
import { AppLogger, CONFIG } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import type { JobAttempt, JobHandler } from '../jobs/job-handler.js';
import { ObjectsService } from '../objects/objects.service.js';
import { ResumableUploadsRepository } from '../resumable/resumable-uploads.repository.js';
import { storedBytes } from '../resumable/stored-bytes.js';
import type { UploadPart } from '../resumable/upload-part.entity.js';
import { ObjectStore } from '../store/object-store.js';
import { StorageRoom } from '../store/storage-room.js';
import { GrowingRenditionsRepository } from '../tracks/growing-renditions.repository.js';
import { GrowingRendition } from '../transcode/growing-rendition.js';
import { Isolation } from '../transcode/isolation.js';
import { programsOf } from '../transcode/programs.js';
import { Transcoder } from '../transcode/transcoder.js';
import { WorkFolders } from '../transcode/work-folders.js';
import { isRoundDue } from './preview-rounds.js';
import { PreviewsRepository } from './previews.repository.js';

/** What is heard of an upload at most. It bounds the space and the CPU time of a small file that holds days of silence. */
const MOST_SECONDS = 3_600;
const MOST_MS = 600_000;

/**
 * One round of a preview: encodes what is stored of an upload, from its beginning, and lists the segments that are new.
 * Idempotent: rounds over more bytes begin with equal segments.
 */
@Injectable()
export class PreviewHandler implements JobHandler {
  readonly contract = previewJobs.preview;

  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly uploads: ResumableUploadsRepository,
    private readonly previews: PreviewsRepository,
    private readonly growing: GrowingRenditionsRepository,
    private readonly objects: ObjectsService,
    private readonly store: ObjectStore,
    private readonly room: StorageRoom,
    private readonly folders: WorkFolders,
    private readonly isolation: Isolation,
    private readonly logger: AppLogger,
  ) {}

  async run(payload: unknown, { signal }: JobAttempt): Promise<void> {
    const { uploadId, previewId } = this.contract.payload.parse(payload);
    const upload = await this.uploads.find(uploadId);
    if (upload?.previewId !== previewId) return this.objects.discardReleased(previewId);
    if (!isRoundDue(upload) || !(await this.room.hasRoom())) return;
    const parts = await this.uploads.partsOf(uploadId);
    let done = parts.reduce((sum, { size }) => sum + Number(size), 0);
    try {
      const isHeard = await this.folders.use((folder) => this.round(folder, previewId, parts, signal));
      if (!isHeard) done = Number(upload.length); // no more bytes make it heard before its end
    } catch (cause) {
      if (signal.aborted) throw cause; // this worker stops; another one runs the round again
      if (isForeignKeyViolation(cause)) return this.objects.discardReleased(previewId); // the upload was cancelled
      this.logger.warn('A round of a preview failed', { uploadId, cause });
    }
    // A failed round is not repeated either: the next one has twice as many bytes.
    await this.previews.note(uploadId, done);
  }

  private async round(folder: string, previewId: string, parts: readonly UploadPart[], signal: AbortSignal): Promise<boolean> {
    await pipeline(storedBytes(this.store, parts), createWriteStream(join(folder, 'in', 'source'), { flags: 'wx' }), { signal });
    const limits = { processes: 1, maxSeconds: MOST_SECONDS, timeoutMs: Math.min(MOST_MS, this.config.TRANSCODE_TIMEOUT) };
    const transcoder = new Transcoder(programsOf(this.config, this.isolation), limits, folder, signal);
    if (!(await transcoder.runLowest())) return false;
    const rendition = await GrowingRendition.of(previewId, join(folder, 'out'), this.store, this.growing);
    await rendition.grow(await transcoder.settled());
    return true;
  }
}
