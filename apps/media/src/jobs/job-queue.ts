import type { JobContract, JobPayload } from '@veza/contracts';
import type { AppLogger } from '@veza/platform';
import type { RedisConnection } from '@veza/transport';
import { Queue } from 'bullmq';
import type { MediaConfig } from '../config.js';
import { limitsOf } from '../queues.js';
import { endsWithin, openQueueRedis, queuePrefix } from './queue-connection.js';

const LONGEST_CALL_MS = 2_000;

/** Adds the jobs of one contract. Each call ends within two seconds, also while Redis is away. */
export class JobQueue<Contract extends JobContract> {
  private readonly connection: RedisConnection;
  private readonly queue: Queue<unknown>;

  constructor(
    private readonly contract: Contract,
    config: MediaConfig,
    private readonly logger: AppLogger,
  ) {
    this.connection = openQueueRedis(config.REDIS_QUEUE_URL, `${contract.queue}:queue`, { patient: false, logger });
    const { attempts, backoffMs } = limitsOf(contract);
    this.queue = new Queue(contract.queue, {
      connection: this.connection,
      prefix: queuePrefix(contract.queue),
      defaultJobOptions: {
        attempts,
        backoff: { type: 'exponential', delay: backoffMs },
        // Failures are rows in Postgres; a job that stays in the queue would block its id.
        removeOnComplete: true,
        removeOnFail: true,
      },
    });
    this.queue.on('error', () => undefined); // the connection logs an outage, once
  }

  /** Idempotent by the id of the job while the queue has it. Never rejects: a job that is lost is added again later. */
  async add(jobId: string, payload: JobPayload<Contract>): Promise<void> {
    try {
      await endsWithin(LONGEST_CALL_MS, this.queue.add(this.contract.name, payload, { jobId }));
    } catch (cause) {
      this.logger.warn('A job could not be added; it is added again later', { jobId, cause });
    }
  }

  /** On all workers; jobs that run go on. */
  async setPaused(paused: boolean): Promise<void> {
    if ((await endsWithin(LONGEST_CALL_MS, this.queue.isPaused())) === paused) return;
    await endsWithin(LONGEST_CALL_MS, paused ? this.queue.pause() : this.queue.resume());
  }

  async close(): Promise<void> {
    await this.queue.close();
    this.connection.disconnect();
  }
}
