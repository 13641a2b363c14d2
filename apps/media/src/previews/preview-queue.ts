import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { previewJobs } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { JobQueue } from '../jobs/job-queue.js';
import type { ResumableUpload } from '../resumable/resumable-upload.entity.js';
import { isRoundDue } from './preview-rounds.js';

/**
 * Adds rounds of previews, at most one of each user, so that users take turns. A round that is lost or could not be added
 * is added by the next read of its player.
 */
@Injectable()
export class PreviewQueue implements OnApplicationShutdown {
  private readonly queue: JobQueue<typeof previewJobs.preview>;

  constructor(@Inject(CONFIG) config: MediaConfig, logger: AppLogger) {
    this.queue = new JobQueue(previewJobs.preview, config, logger);
  }

  /** Adds the round of an upload that is due, if there is one. Never rejects. */
  async addDue(upload: ResumableUpload, previewId: string): Promise<void> {
    if (isRoundDue(upload)) await this.queue.add(`preview-${upload.ownerId}`, { uploadId: upload.id, previewId });
  }

  onApplicationShutdown(): Promise<void> {
    return this.queue.close();
  }
}
