import { Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import type { ReplicaId } from '../replica-id.js';
import { connectRedis, openRedis, redisReady, type RedisConnection } from '../redis/open-redis.js';
import { EventSigner } from '../rpc/rpc-keys.js';
import { RecurringJob } from '../scheduling/recurring-job.js';
import type { TransportOptions } from '../transport.module.js';
import type { EventLog, RelayLease } from './event-log.js';
import { EventStream } from './event-stream.js';

/** Rows of one publication. */
const BATCH = 500;
/** Pause while idle. A run after it finds what another replica committed and did not publish before it died. */
const IDLE_MS = 5_000;
/** Pause while another replica publishes: it may have read the rows before those of this replica were committed. */
const ELSEWHERE_MS = 100;
/** Pause after a failure, and how long a run waits for Redis. */
const RETRY_MS = 500;
/** Failures in a row that are an error. A single one is over with the next run: a busy machine has them. */
const FAILURES = 3;
const PRUNE_EVERY_MS = 3_600_000;
const KEPT_DAYS = 30;

/**
 * Publishes committed outbox rows to Redis, in order, and marks them as published. One replica of a service does so at
 * a time (a lease in Postgres, released after each run and at most five seconds long). A relay that is killed between
 * publishing and marking publishes again, and Redis rejects the duplicates. While Redis is away the rows wait.
 */
export class EventRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly connection: RedisConnection;
  private readonly stream: EventStream;
  private readonly logger = new Logger(EventRelay.name);
  private readonly job = new RecurringJob(() => this.run(), { everyMs: IDLE_MS, onFailure: (cause) => this.failed(cause) });
  private prunedAt = 0;
  /** In a row. */
  private failures = 0;

  constructor(
    { service, redis, rpcKeys }: TransportOptions,
    private readonly log: EventLog,
    private readonly replica: ReplicaId,
  ) {
    this.connection = openRedis(redis.events, `${service}:event-relay`);
    const signer = new EventSigner(rpcKeys, service);
    signer.sign(''); // a service without the key does not start
    this.stream = new EventStream(this.connection, service, signer);
  }

  onApplicationBootstrap(): void {
    connectRedis(this.connection, { lost: (error) => this.logger.warn(`Redis (events) is away: ${error.message}`) });
    this.job.start(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.job.stop();
    this.connection.disconnect();
  }

  /** An event was appended here: the next run is soon, instead of after `IDLE_MS`. */
  kick(): void {
    this.job.kick();
  }

  /** Resolves to the pause before the next run, in milliseconds, if it is not an idle one. */
  private async run(): Promise<number | void> {
    try {
      const pauseMs = await this.publish();
      if (this.failures > 0) this.logger.log('Events are published again');
      this.failures = 0;
      return pauseMs;
    } catch (error) {
      this.failed(error);
      return RETRY_MS;
    }
  }

  private async publish(): Promise<number | void> {
    if (!(await this.log.hasUnpublished())) return;
    const lease = await this.log.lease(this.replica.value);
    if (!lease) return ELSEWHERE_MS;
    try {
      return (await this.publishBatch(lease)) === BATCH ? 0 : undefined;
    } finally {
      await this.log.release(this.replica.value);
    }
  }

  /**
   * Resolves to the number of published events. Positions come before everything that Redis may refuse: with them a
   * consumer gets the events from the source.
   */
  private async publishBatch(lease: RelayLease): Promise<number> {
    await this.log.assignPositions(this.replica.value, BATCH);
    const events = await this.log.unpublished(BATCH);
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) return 0;
    await redisReady(this.connection, RETRY_MS);
    await this.stream.dropForeign(lease.log, lease.position);
    await this.stream.publish(events, lease.log);
    await this.log.markPublished(first.position, last.position);
    await this.prune();
    return events.length;
  }

  private async prune(): Promise<void> {
    if (performance.now() - this.prunedAt < PRUNE_EVERY_MS) return;
    this.prunedAt = performance.now();
    await this.log.prune(KEPT_DAYS);
  }

  private failed(error: unknown): void {
    this.failures += 1;
    if (this.failures === 1) this.logger.warn(`Events were not published and will be tried again: ${String(error)}`);
    if (this.failures === FAILURES) this.logger.error(`Events cannot be published: ${String(error)}`);
  }
}
