import { type JobContract, type JobPayload, SYSTEM } from '@veza/contracts';
import { type AppLogger, endsWithin, openQueueRedis, queuePrefix, requireNoEviction, type Shutdown } from '@veza/platform';
import { type RedisConnection, requestContext } from '@veza/transport';
import { Queue, Worker } from 'bullmq';

const LONGEST_ADD_MS = 5_000;
/** After both together at most, a dead worker is noticed and its job runs again. */
const LOCK_MS = 5_000;
const STALLED_CHECK_MS = 3_000;

/** Jobs with the same id are one job: replicas that add it add it once. */
export interface NewJob<Payload> {
  id: string;
  data: Payload;
  delayMs: number;
}

export interface JobQueueOptions {
  url: string;
  logger: AppLogger;
  shutdown: Shutdown;
  /** How long the id of a job that has ended stays taken. */
  keptSeconds: number;
}

/** A queue with one kind of job, and its worker on each replica. */
export class JobQueue<Contract extends JobContract> {
  private readonly connection: RedisConnection;
  private readonly queue: Queue<unknown>;

  constructor(
    private readonly contract: Contract,
    private readonly options: JobQueueOptions,
  ) {
    const { url, logger, keptSeconds } = options;
    const ended = keptSeconds === 0 ? true : { age: keptSeconds };
    this.connection = openQueueRedis(url, `booking:${contract.queue}`, { patient: false, logger });
    this.queue = new Queue(contract.queue, {
      connection: this.connection,
      prefix: queuePrefix(contract.queue),
      defaultJobOptions: {
        attempts: contract.attempts,
        backoff: { type: 'exponential', delay: contract.backoffMs },
        removeOnComplete: ended,
        removeOnFail: ended,
      },
    });
    this.queue.on('error', () => undefined); // the connection logs an outage, once
  }

  async work(run: (payload: JobPayload<Contract>) => Promise<void>, { atOnce }: { atOnce: number }): Promise<void> {
    const { contract, options } = this;
    const { url, logger, shutdown } = options;
    const connection = openQueueRedis(url, `booking:${contract.queue}:worker`, { patient: true, logger });
    shutdown.register('close-connections', contract.name, () => connection.disconnect());
    await requireNoEviction(connection);
    const worker = new Worker<unknown>(
      contract.queue,
      ({ id, name, data }) =>
        requestContext.run({ requestId: id ?? name, caller: SYSTEM }, () =>
          run(contract.payload.parse(data) as JobPayload<Contract>),
        ),
      {
        connection,
        prefix: queuePrefix(contract.queue),
        concurrency: atOnce,
        lockDuration: LOCK_MS,
        stalledInterval: STALLED_CHECK_MS,
        maxStalledCount: 2,
      },
    );
    worker.on('error', () => undefined);
    worker.on('failed', (job, cause) => logger.warn('A job has failed', { job: job?.id, cause }));
    shutdown.register('drain', contract.name, () => worker.close());
  }

  async add(jobs: readonly NewJob<JobPayload<Contract>>[]): Promise<void> {
    const { name } = this.contract;
    const added = jobs.map(({ id, data, delayMs }) => ({ name, data, opts: { jobId: id, delay: delayMs } }));
    if (added.length > 0) await endsWithin(LONGEST_ADD_MS, this.queue.addBulk(added));
  }

  async close(): Promise<void> {
    await this.queue.close();
    this.connection.disconnect();
  }
}
