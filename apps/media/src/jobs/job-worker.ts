import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type JobContract, previewJobs, SYSTEM, trackJobs } from '@veza/contracts';
import { AppLogger, CONFIG, HealthRegistry, Metrics, Shutdown } from '@veza/platform';
import { type RedisConnection, requestContext } from '@veza/transport';
import { type Job, Worker } from 'bullmq';
import type { MediaConfig } from '../config.js';
import { limitsOf, LOCK_MS, MOST_STALLED, STALLED_CHECK_MS } from '../queues.js';
import { handlersByName, JOB_HANDLERS, type JobHandler } from './job-handler.js';
import { openQueueRedis, queuePrefix } from './queue-connection.js';
import { requireNoEviction } from './require-noeviction.js';

const JOBS = { ...trackJobs, ...previewJobs };

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
    const workers = [trackJobs.transcode, previewJobs.preview].map((contract) => this.open(contract, connection));
    await Promise.all(workers.map((worker) => worker.waitUntilReady()));
    this.health.register('redis-queue', () => connection.ping());
    // A transcoding lasts longer than a shutdown may: it is aborted, and another worker begins it again.
    this.shutdown.register('stop-accepting', 'jobs', () => this.stopping.abort());
    this.shutdown.register('drain', 'jobs', () => Promise.all(workers.map((worker) => worker.close())));
  }

  private open(contract: JobContract, connection: RedisConnection): Worker {
    const { queue } = contract;
    const worker = new Worker(queue, (job) => this.run(job), {
      connection,
      prefix: queuePrefix(queue),
      concurrency: limitsOf(contract).atOnce ?? this.config.TRANSCODES_AT_ONCE,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: MOST_STALLED,
    });
    worker.on('error', () => undefined); // the connection logs an outage, once
    return worker;
  }

  private async run(job: Job): Promise<void> {
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
    try {
      await requestContext.run({ requestId: job.id ?? job.name, caller: SYSTEM }, () =>
        handler.run(job.data, { last, signal: this.stopping.signal }),
      );
    } finally {
      end();
    }
  }
}
