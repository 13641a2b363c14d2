import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, type UploadPreviewBody } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { ResumableUploadsRepository } from '../resumable/resumable-uploads.repository.js';
import { StreamKey } from '../signed-urls/stream-key.js';
import { GrowingRenditionsRepository } from '../tracks/growing-renditions.repository.js';
import type { ResumeGrant } from '../uploads/byte-grant.js';
import { PreviewQueue } from './preview-queue.js';
import { isRoundDue } from './preview-rounds.js';
import { PreviewsRepository } from './previews.repository.js';

// Wall clock: expiry inside a signed link.

const RETRY_S = 2;

/** Uploads that their authors hear before they are complete. Rounds are made only while a player reads. */
@Injectable()
export class PreviewsService {
  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly uploads: ResumableUploadsRepository,
    private readonly previews: PreviewsRepository,
    private readonly growing: GrowingRenditionsRepository,
    private readonly queue: PreviewQueue,
    private readonly key: StreamKey,
  ) {}

  async address({ userId }: ResumeGrant, uploadId: string): Promise<UploadPreviewBody> {
    const upload = await this.uploads.find(uploadId);
    if (!upload || upload.ownerId !== userId) throw new DeclaredError('NOT_FOUND');
    if (upload.finishedAt !== null)
      throw new DeclaredError('INVALID_STATE', { message: 'The upload is complete: play its track' });
    const previewId = upload.previewId ?? (isRoundDue(upload) ? await this.previews.begin(uploadId) : undefined);
    if (previewId === undefined) throw new DeclaredError('NOT_READY', { retryAfter: RETRY_S });
    await this.queue.addDue(upload, previewId);
    if (!(await this.growing.isPlayable(previewId))) {
      if (upload.previewed !== upload.length) throw new DeclaredError('NOT_READY', { retryAfter: RETRY_S });
      const message = 'This kind of file is heard after its upload only: its index may be at its end';
      throw new DeclaredError('UNSUPPORTED_MEDIA_TYPE', { message });
    }
    const expiresAt = new Date(Date.now() + this.config.STREAM_URL_LIFE);
    const base = this.key.url({ kind: 'preview', id: previewId }, expiresAt);
    return { hls_url: `${base}/master.m3u8`, expires_at: expiresAt.toISOString() };
  }

  /** A player reads a playlist: adds the next round when it is due. Returns whether the playlist has its end. */
  async read(previewId: string): Promise<boolean> {
    const upload = await this.previews.uploadOf(previewId);
    if (!upload) throw new DeclaredError('NOT_FOUND');
    await this.queue.addDue(upload, previewId);
    return upload.finishedAt !== null;
  }
}
