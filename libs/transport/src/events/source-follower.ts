import { setTimeout as pause } from 'node:timers/promises';
import type { LoggerService } from '@nestjs/common';
import { DeclaredError, SYSTEM } from '@veza/contracts';
import { connectRedis, openRedis, redisReady, type RedisConnection } from '../redis/open-redis.js';
import { EventSigner, type RpcKeys } from '../rpc/rpc-keys.js';
import type { RpcClient } from '../rpc/rpc.client.js';
import { requestContext } from '../rpc/request-context.js';
import type { Handler } from './event-handlers.js';
import type { PublishedEvent } from './event-log.js';
import { beginLog, advance, positionOf, type ReadPosition } from './event-positions.js';
import { EventStream } from './event-stream.js';
import { eventsSince } from './events-since.js';
import type { EventDatabase } from './sql-executor.js';

export interface FollowerOptions {
  readonly service: string;
  readonly source: string;
  readonly redisUrl: string;
  readonly keys: RpcKeys;
  readonly database: EventDatabase;
  readonly rpc: RpcClient;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly logger: LoggerService;
  /** Milliseconds without an event after which the source itself is queried: Redis may have been emptied. */
  readonly queryAfterMs: number;
}

// Wall clock: ages of events that Postgres has dated.

const BATCH = 100;
const WAIT_MS = 5_000;
const READY_MS = 2_000;
const RETRY_MS = [200, 500, 1_000, 2_000, 5_000, 10_000, 30_000];
/** Pause while another replica handles the event. */
const ELSEWHERE_MS = 200;
const QUERY_RETRY_MS = 500;
/** Pause after entries that are no events, which a read returns at once again. The source is queried meanwhile. */
const FOREIGN_MS = 500;

/**
 * Follows one source: reads its stream after the stored position. At the start, after a gap, after an outage of Redis
 * and after a long silence (Redis may have been emptied) it reads from the source itself over RPC, and while the stream
 * has entries that are no events of the source. Every replica follows; the one that locks the position first handles the event, and the others find the position advanced.
 */
export class SourceFollower {
  private readonly connection: RedisConnection;
  private readonly stream: EventStream;
  private mustQuery = true;
  /** As this replica knows it: a later one of another replica shows when an event comes. */
  private place?: { readonly known: ReadPosition | undefined };
  private queriedAt = 0;
  private readonly stopping = new AbortController();
  private following?: Promise<void>;
  /** When the oldest event that this replica has read, and that is not handled, was appended. */
  private unhandledSince: number | undefined;

  constructor(private readonly options: FollowerOptions) {
    const { service, source, redisUrl, keys } = options;
    this.connection = openRedis(redisUrl, `${service}:events-of-${source}`);
    this.connection.on('ready', () => (this.mustQuery = true));
    this.stream = new EventStream(this.connection, source, new EventSigner(keys, source));
  }

  start(): void {
    connectRedis(this.connection, { lost: (error) => this.options.logger.warn(`Redis (events) is away: ${error.message}`) });
    this.following = this.follow();
  }

  /** For how many seconds the oldest known event of the source waits; 0 when all are handled. */
  get lagSeconds(): number {
    return this.unhandledSince === undefined ? 0 : Math.max(0, Date.now() - this.unhandledSince) / 1_000;
  }

  get source(): string {
    return this.options.source;
  }

  /** Resolves when the current event has been handled. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.connection.disconnect();
    await this.following;
  }

  private async follow(): Promise<void> {
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      try {
        if (this.mustQuery) await this.query().catch((error: unknown) => this.retryLater(error));
        await this.read();
        failures = 0;
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        if (failures === 0) this.log(error);
        const ms = RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)];
        this.mustQuery = true;
        await pause(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined); // aborted: it stops
      }
    }
  }

  /** A source that is away, as during a start of the platform, is a warning; an error of a handler is an error. */
  private log(error: unknown): void {
    const { source, logger } = this.options;
    if (error instanceof DeclaredError && error.retryable) logger.warn(`Events of ${source} wait: ${error.message}`);
    else logger.error(`Events of ${source} wait: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }

  /** Handles all events of the source that this service has not handled. */
  private async query(): Promise<void> {
    const { source, database, rpc } = this.options;
    const contract = eventsSince(source);
    this.mustQuery = false;
    this.place = undefined;
    for (;;) {
      const place = await positionOf(database, source);
      const { log, events } = await rpc.call(contract, { after: place?.position ?? 0 }, { caller: SYSTEM });
      this.queriedAt = performance.now();
      if (log === null) return;
      if (log !== place?.log) {
        await beginLog(database, source, log);
        if (place?.position) continue; // the reply belongs to a position of another log
      }
      await this.handleAll(events, place?.log === log ? place : { log, position: 0 });
      if (events.length < 200 || this.stopping.signal.aborted) return;
    }
  }

  /** The query is repeated later; events that the stream has without a gap do not wait for it. */
  private async retryLater(error: unknown): Promise<void> {
    if (!(error instanceof DeclaredError && error.retryable)) throw error;
    this.mustQuery = true;
    await pause(QUERY_RETRY_MS, undefined, { signal: this.stopping.signal });
  }

  private async read(): Promise<void> {
    const { source, database, queryAfterMs } = this.options;
    this.place ??= { known: await positionOf(database, source) };
    const place = this.place.known;
    await redisReady(this.connection, READY_MS);
    const { events, foreign } = await this.stream.readAfter(place?.position ?? 0, BATCH, WAIT_MS);
    if (foreign) {
      this.mustQuery = true;
      await pause(FOREIGN_MS, undefined, { signal: this.stopping.signal });
    }
    if (events.length === 0) {
      if (!foreign) this.unhandledSince = undefined; // another replica has handled them
      if (performance.now() - this.queriedAt > queryAfterMs) this.mustQuery = true;
      return;
    }
    const gap = events.findIndex(({ log, position }, index) => log !== place?.log || position !== place.position + index + 1);
    if (gap >= 0) this.mustQuery = true;
    if (place) await this.handleAll(gap < 0 ? events : events.slice(0, gap), place);
  }

  private async handleAll(events: readonly PublishedEvent[], from: ReadPosition): Promise<void> {
    let place = from;
    this.place = undefined; // read again after a failure, or when another replica handles the event
    for (const event of events) {
      if (this.stopping.signal.aborted) return;
      this.unhandledSince = Date.parse(event.createdAt);
      if (!(await this.handle(event, place))) return void (await pause(ELSEWHERE_MS));
      place = { log: place.log, position: event.position };
    }
    this.unhandledSince = undefined;
    this.place = { known: place };
  }

  private handle(event: PublishedEvent, place: ReadPosition): Promise<boolean> {
    const { source, database, handlers } = this.options;
    const handler = handlers.get(event.name);
    return database.transaction(async (tx) => {
      if (!(await advance(tx, source, place, event.position))) return false;
      if (!handler) return true;
      const payload: unknown = handler.contract.payload.parse(event.payload);
      const { position, name, createdAt } = event;
      const context = { requestId: `event-${source}-${position}`, caller: SYSTEM };
      await requestContext.run(context, () => handler.handle(payload, { source, position, name, createdAt, tx }));
      return true;
    });
  }
}
