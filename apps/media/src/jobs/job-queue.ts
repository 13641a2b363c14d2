import { setTimeout as pause } from 'node:timers/promises';
import type { JobContract, JobPayload } from '@veza/contracts';
import type { AppLogger } from '@veza/platform';
import type { RedisConnection } from '@veza/transport';
import { Queue } from 'bullmq';
import type { MediaConfig } from '../config.js';
import { limitsOf } from '../queues.js';
import { endsWithin, openQueueRedis, queuePrefix } from './queue-connection.js';

const LONGEST_CALL_MS = 2_000;
/** Pauses after each failed try of a job: about the time in which another Redis takes over. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 16_000];
/** Jobs that are tried again at once. More are left to the sweeper and to players, as those of a longer outage. */
const MOST_REPEATED = 1_000;

/** BullMQ runs jobs with a priority after all those without one, the lower numbers first. */
const IDLE = 1;
/** Of a job that runs behind all others, and keeps this place. */
export const BEHIND_OTHERS = 2;

/** Adds the jobs of one contract. Each call ends within two seconds, also while Redis is away. */
export class JobQueue<Contract extends JobContract> {
  private readonly connection: RedisConnection;
  private readonly queue: Queue<unknown>;
  private readonly repeated = new Set<string>();
  private readonly closing = new AbortController();

  constructor(
    private readonly contract: Contract,
    config: Pick<MediaConfig, 'REDIS_QUEUE_URL'>,
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
    const cause = await this.tryAdd(jobId, payload);
    if (cause === undefined) return;
    this.logger.warn('A job could not be added; it is added again later', { jobId, cause });
    if (this.repeated.has(jobId) || this.repeated.size >= MOST_REPEATED) return;
    this.repeated.add(jobId);
    void this.repeat(jobId, payload).finally(() => this.repeated.delete(jobId));
  }

  /** A job that runs only while no other one waits, and gives its slot back to one. Never rejects, and is not repeated. */
  async addIdle(jobId: string, payload: JobPayload<Contract>): Promise<void> {
    const cause = await this.tryAdd(jobId, payload, IDLE);
    if (cause !== undefined) this.logger.warn('A job for an idle slot could not be added', { jobId, cause });
  }

  /** Returns the cause of a failure. */
  private async tryAdd(jobId: string, payload: JobPayload<Contract>, priority = 0): Promise<unknown> {
    try {
      await endsWithin(LONGEST_CALL_MS, this.put(jobId, payload, priority));
      return undefined;
    } catch (cause) {
      return cause;
    }
  }

  /** A job that waits for an idle slot gets the right to one when it is added without a priority. */
  private async put(jobId: string, payload: JobPayload<Contract>, priority: number): Promise<void> {
    await this.queue.add(this.contract.name, payload, { jobId, ...(priority > 0 && { priority }) });
    if (priority > 0) return;
    const job = await this.queue.getJob(jobId);
    if (job && job.priority === IDLE) await job.changePriority({ priority });
  }

  private async repeat(jobId: string, payload: JobPayload<Contract>): Promise<void> {
    const { signal } = this.closing;
    for (const ms of PAUSES_MS) {
      await pause(ms, undefined, { ref: false, signal }).catch(() => undefined);
      if (signal.aborted || (await this.tryAdd(jobId, payload)) === undefined) return;
    }
  }

  /** On all workers; jobs that run go on. */
  async setPaused(paused: boolean): Promise<void> {
    if ((await endsWithin(LONGEST_CALL_MS, this.queue.isPaused())) === paused) return;
    await endsWithin(LONGEST_CALL_MS, paused ? this.queue.pause() : this.queue.resume());
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.queue.close();
    this.connection.disconnect();
  }
}
