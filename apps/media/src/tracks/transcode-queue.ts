import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { trackJobs } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { JobQueue } from '../jobs/job-queue.js';
import { TracksRepository, type TranscodeTurn } from './tracks.repository.js';

/** Tracks of one user in the queue: the next one, and those for idle slots. */
const MOST_OF_USER = 4;

/**
 * Adds transcoding jobs. Each user has a right to one slot: the next track of a user is queued when the last one has ended,
 * and the queue, which is first in, first out, gives the users turns. Further tracks of the user run only while no other
 * user waits, and give their slots back at once (decision 262). A job that cannot be added is not lost: the sweeper queues tracks
 * without progress again.
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

  /** Adds the track of the user whose turn it is, and the next ones for idle slots. Never rejects. */
  async addNextOf(uploaderId: number): Promise<void> {
    try {
      const [next, ...others] = await this.tracks.turnsOf(uploaderId, MOST_OF_USER);
      if (next) await this.add(next);
      for (const { id: trackId, attempt } of others) await this.queue.addIdle(idOf(trackId, attempt), { trackId, attempt });
    } catch (cause) {
      this.logger.warn('The next track could not be read; the sweeper will add it', { uploaderId, cause });
    }
  }

  /** Idempotent while the queue has the job. Never rejects. */
  add({ id: trackId, attempt }: TranscodeTurn): Promise<void> {
    return this.queue.add(idOf(trackId, attempt), { trackId, attempt });
  }

  setPaused(paused: boolean): Promise<void> {
    return this.queue.setPaused(paused);
  }

  onApplicationShutdown(): Promise<void> {
    return this.queue.close();
  }
}

const idOf = (trackId: number, attempt: number) => `transcode-${trackId}-${attempt}`;
