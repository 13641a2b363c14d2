import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type JobContract, previewJobs, SYSTEM, trackJobs, voiceJobs } from '@veza/contracts';
import { AppLogger, CONFIG, HealthRegistry, Metrics, Shutdown } from '@veza/platform';
import { type RedisConnection, requestContext } from '@veza/transport';
import { DelayedError, type Job, Queue, Worker } from 'bullmq';
import type { MediaConfig } from '../config.js';
import { limitsOf, LOCK_MS, MOST_STALLED, STALLED_CHECK_MS } from '../queues.js';
import { handlersByName, JOB_HANDLERS, type JobHandler, SlotWanted } from './job-handler.js';
import { BEHIND_OTHERS } from './job-queue.js';
import { openQueueRedis, queuePrefix } from './queue-connection.js';
import { requireNoEviction } from './require-noeviction.js';

// Wall clock: BullMQ takes the time of a delayed job.

/** How often a job in an idle slot looks for one that waits. The second look in a row decides: a free slot takes it meanwhile. */
const LOOK_MS = 500;

const JOBS = { ...trackJobs, ...previewJobs, ...voiceJobs };

/** Runs jobs from the queues, a bounded number at once, and takes no more of them when the service stops. */
@Injectable()
export class JobWorker implements OnApplicationBootstrap {
  private readonly handlers: Map<string, JobHandler>;
  private readonly stopping = new AbortController();

  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    @Inject(JOB_HANDLERS) handlers: readonly JobHandler[],
    private readonly logger: AppLogger,
    private readonly metrics: Metrics,
    private readonly health: HealthRegistry,
    private readonly shutdown: Shutdown,
  ) {
    this.handlers = handlersByName(JOBS, handlers);
  }

  async onApplicationBootstrap(): Promise<void> {
    const connection = openQueueRedis(this.config.REDIS_QUEUE_URL, 'media:worker', { patient: true, logger: this.logger });
    this.shutdown.register('close-connections', 'jobs', () => connection.disconnect());
    await requireNoEviction(connection);
    const workers = [trackJobs.transcode, previewJobs.preview, voiceJobs.encode].map((contract) =>
      this.open(contract, connection),
    );
    await Promise.all(workers.map(({ worker }) => worker.waitUntilReady()));
    this.health.register('redis-queue', () => connection.ping());
    // A transcoding lasts longer than a shutdown may: it is aborted, and another worker begins it again.
    this.shutdown.register('stop-accepting', 'jobs', () => this.stopping.abort());
    this.shutdown.register('drain', 'jobs', async () => {
      await Promise.all(workers.map(({ worker }) => worker.close()));
      await Promise.all(workers.map(({ waiting }) => waiting.close()));
    });
  }

  private open(contract: JobContract, connection: RedisConnection): { worker: Worker; waiting: Queue } {
    const { queue } = contract;
    const waiting = new Queue(queue, { connection, prefix: queuePrefix(queue) });
    waiting.on('error', () => undefined); // the connection logs an outage, once
    const worker = new Worker(queue, (job, token) => this.run(job, token, waiting), {
      connection,
      prefix: queuePrefix(queue),
      concurrency: limitsOf(contract).atOnce ?? this.config.TRANSCODES_AT_ONCE,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: MOST_STALLED,
    });
    worker.on('error', () => undefined); // the connection logs an outage, once
    return { worker, waiting };
  }

  private async run(job: Job, token: string | undefined, queue: Queue): Promise<void> {
    const handler = this.handlers.get(job.name);
    if (!handler) throw new Error(`no handler for the job ${job.name}`);
    const last = job.attemptsMade + 1 >= limitsOf(handler.contract).attempts;
    const waited = this.metrics.histogram('veza_media_job_wait_seconds', 'From the addition of a job to its first start', {
      buckets: [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 1_800, 7_200],
    });
    if (job.attemptsMade === 0) waited.observe(Math.max(0, ((job.processedOn ?? job.timestamp) - job.timestamp) / 1_000));
    const took = this.metrics.histogram('veza_media_job_duration_seconds', 'Jobs by kind', {
      labels: ['kind'],
      buckets: [0.5, 1, 2, 5, 10, 30, 60, 300, 1_800],
    });
    const end = took.startTimer({ kind: job.name });
    const slot = job.priority > 0 ? this.borrow(queue) : undefined;
    const signal = slot ? AbortSignal.any([this.stopping.signal, slot.signal]) : this.stopping.signal;
    try {
      await requestContext.run({ requestId: job.id ?? job.name, caller: SYSTEM }, () =>
        handler.run(job.data, { last, signal, behindOthers: () => goBehind(job) }),
      );
    } catch (error) {
      if (!(error instanceof SlotWanted)) throw error;
      await job.moveToDelayed(Date.now() + LOOK_MS, token); // no failed try
      throw new DelayedError();
    } finally {
      slot?.end();
      end();
    }
  }

  /** An idle slot, until a job waits that has a right to one. */
  private borrow(queue: Queue): { signal: AbortSignal; end(): void } {
    const wanted = new AbortController();
    let seen = false;
    const look = async () => {
      const { wait = 0 } = await queue.getJobCounts('wait').catch((): Record<string, number> => ({}));
      if (wait > 0 && seen) wanted.abort(new SlotWanted('Another user waits'));
      seen = wait > 0;
    };
    const timer = setInterval(() => void look(), LOOK_MS);
    return { signal: wanted.signal, end: () => clearInterval(timer) };
  }
}

async function goBehind(job: Job): Promise<void> {
  if (job.priority >= BEHIND_OTHERS) return;
  await job.changePriority({ priority: BEHIND_OTHERS });
  throw new SlotWanted('The job goes behind all others');
}
