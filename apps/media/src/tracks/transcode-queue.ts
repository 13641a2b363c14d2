import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type JobPayload, trackJobs } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import { type RedisConnection } from '@veza/transport';
import { Queue } from 'bullmq';
import type { MediaConfig } from '../config.js';
import { openQueueRedis, QUEUE_PREFIX } from '../jobs/queue-connection.js';

const { transcode } = trackJobs;
const LONGEST_ADD_MS = 2_000;

/** Jobs to transcode. A job that could not be added is no loss: the sweeper looks for tracks that stand still. */
@Injectable()
export class TranscodeQueue implements OnApplicationShutdown {
  private readonly connection: RedisConnection;
  private readonly queue: Queue<JobPayload<typeof transcode>>;

  constructor(
    @Inject(CONFIG) config: MediaConfig,
    private readonly logger: AppLogger,
  ) {
    this.connection = openQueueRedis(config.REDIS_QUEUE_URL, 'media:queue', { patient: false, logger });
    this.queue = new Queue(transcode.queue, {
      connection: this.connection,
      prefix: QUEUE_PREFIX,
      defaultJobOptions: {
        attempts: transcode.attempts,
        backoff: { type: 'exponential', delay: transcode.backoffMs },
        // Failures live in Postgres; a job that stays would block its id.
        removeOnComplete: true,
        removeOnFail: true,
      },
    });
    this.queue.on('error', () => undefined); // an outage is told by its connection, once
  }

  /** The id of the job makes adding it again harmless while it is there. Never rejects. */
  async add({ id: trackId, attempt }: { id: number; attempt: number }): Promise<void> {
    const adding = this.queue.add(transcode.name, { trackId, attempt }, { jobId: `transcode-${trackId}-${attempt}` });
    try {
      await Promise.race([adding, late(LONGEST_ADD_MS)]);
    } catch (cause) {
      adding.catch(() => undefined);
      this.logger.warn('A track waits for the sweeper, as its job could not be added', { trackId, cause });
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
    this.connection.disconnect();
  }
}

function late(ms: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms).unref();
  });
}
