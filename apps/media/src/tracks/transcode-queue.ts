import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type JobPayload, trackJobs } from '@veza/contracts';
import { AppLogger, CONFIG, endsWithin, openQueueRedis, queuePrefix } from '@veza/platform';
import { type RedisConnection } from '@veza/transport';
import { Queue } from 'bullmq';
import type { MediaConfig } from '../config.js';
import { TracksRepository, type TranscodeTurn } from './tracks.repository.js';

const { transcode } = trackJobs;
const LONGEST_ADD_MS = 2_000;

/**
 * Adds transcoding jobs, at most one of each user: the next track of a user is queued when the last one has ended. So one
 * job of a user runs at a time, and the queue, which is first in, first out, gives the users turns. A job that cannot be
 * added is not lost: the sweeper queues tracks without progress again.
 */
@Injectable()
export class TranscodeQueue implements OnApplicationShutdown {
  private readonly connection: RedisConnection;
  private readonly queue: Queue<JobPayload<typeof transcode>>;

  constructor(
    @Inject(CONFIG) config: MediaConfig,
    private readonly tracks: TracksRepository,
    private readonly logger: AppLogger,
  ) {
    this.connection = openQueueRedis(config.REDIS_QUEUE_URL, 'media:queue', { patient: false, logger });
    this.queue = new Queue(transcode.queue, {
      connection: this.connection,
      prefix: queuePrefix(transcode.queue),
      defaultJobOptions: {
        attempts: transcode.attempts,
        backoff: { type: 'exponential', delay: transcode.backoffMs },
        // Failures are rows in Postgres; a job that stays in the queue would block its id.
        removeOnComplete: true,
        removeOnFail: true,
      },
    });
    this.queue.on('error', () => undefined); // the connection logs an outage, once
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

  /** Idempotent by the id of the job while the queue has it. Never rejects. */
  async add({ id: trackId, attempt }: TranscodeTurn): Promise<void> {
    const adding = this.queue.add(transcode.name, { trackId, attempt }, { jobId: `transcode-${trackId}-${attempt}` });
    try {
      await endsWithin(LONGEST_ADD_MS, adding);
    } catch (cause) {
      this.logger.warn('A transcoding job could not be added; the sweeper will add it', { trackId, cause });
    }
  }

  /** On all workers; transcodings that run go on. */
  async setPaused(paused: boolean): Promise<void> {
    if ((await endsWithin(LONGEST_ADD_MS, this.queue.isPaused())) === paused) return;
    await endsWithin(LONGEST_ADD_MS, paused ? this.queue.pause() : this.queue.resume());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
    this.connection.disconnect();
  }
}
