import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { trackJobs } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { JobQueue } from '../jobs/job-queue.js';
import { TracksRepository, type TranscodeTurn } from './tracks.repository.js';

/**
 * Adds transcoding jobs, at most one of each user: the next track of a user is queued when the last one has ended. So one
 * job of a user runs at a time, and the queue, which is first in, first out, gives the users turns. A job that cannot be
 * added is not lost: the sweeper queues tracks without progress again.
 */
@Injectable()
export class TranscodeQueue implements OnApplicationShutdown {
  private readonly queue: JobQueue<typeof trackJobs.transcode>;

  constructor(
    @Inject(CONFIG) config: MediaConfig,
    private readonly tracks: TracksRepository,
    private readonly logger: AppLogger,
  ) {
    this.queue = new JobQueue(trackJobs.transcode, config, logger);
  }

  /** Adds the track of the user whose turn it is, if there is one. Never rejects. */
  async addNextOf(uploaderId: number): Promise<void> {
    try {
      const next = await this.tracks.nextOf(uploaderId);
      if (next) await this.add(next);
    } catch (cause) {
      this.logger.warn('The next track could not be read; the sweeper will add it', { uploaderId, cause });
    }
  }

  /** Idempotent while the queue has the job. Never rejects. */
  add({ id: trackId, attempt }: TranscodeTurn): Promise<void> {
    return this.queue.add(`transcode-${trackId}-${attempt}`, { trackId, attempt });
  }

  setPaused(paused: boolean): Promise<void> {
    return this.queue.setPaused(paused);
  }

  onApplicationShutdown(): Promise<void> {
    return this.queue.close();
  }
}
