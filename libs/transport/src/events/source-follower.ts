import { setTimeout as pause } from 'node:timers/promises';
import type { LoggerService } from '@nestjs/common';
import { DeclaredError, SYSTEM } from '@veza/contracts';
import { connectRedis, openRedis, redisReady, type RedisConnection } from '../redis/open-redis.js';
import type { RpcClient } from '../rpc/rpc.client.js';
import { requestContext } from '../rpc/request-context.js';
import type { Handler } from './event-handlers.js';
import type { PublishedEvent } from './event-log.js';
import { beginLog, moveOn, placeOf, type Place } from './event-positions.js';
import { EventStream } from './event-stream.js';
import { eventsSince } from './events-since.js';
import type { EventDatabase } from './sql-executor.js';

export interface FollowerOptions {
  readonly service: string;
  readonly source: string;
  readonly redisUrl: string;
  readonly database: EventDatabase;
  readonly rpc: RpcClient;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly logger: LoggerService;
  /** How long silence is believed before the source is asked whether it really said nothing. */
  readonly askAfterMs: number;
}

const BATCH = 100;
const WAIT_MS = 2_000;
const RETRY_MS = [200, 500, 1_000, 2_000, 5_000, 10_000, 30_000];
/** Another replica is at it: look again after this. */
const ELSEWHERE_MS = 200;
const ASK_AGAIN_MS = 500;

/**
 * Follows one source: reads its stream after the stored position, and asks the source itself over RPC at the start,
 * after a gap, after Redis was away, and after long silence (Redis may have been emptied). Every replica follows;
 * whoever locks the position first handles the event, the others see that it has moved on.
 */
export class SourceFollower {
  readonly #connection: RedisConnection;
  readonly #stream: EventStream;
  #mustAsk = true;
  #askedAt = 0;
  #stopping = new AbortController();
  #following: Promise<void> | undefined;

  constructor(private readonly options: FollowerOptions) {
    const { service, source, redisUrl } = options;
    this.#connection = openRedis(redisUrl, `${service}:events-of-${source}`);
    this.#connection.on('ready', () => (this.#mustAsk = true));
    this.#stream = new EventStream(this.#connection, source);
  }

  start(): void {
    connectRedis(this.#connection, { lost: (error) => this.options.logger.warn(`Redis (events) is away: ${error.message}`) });
    this.#following = this.#follow();
  }

  /** Resolves when the event that is being handled is done. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#connection.disconnect();
    await this.#following;
  }

  async #follow(): Promise<void> {
    let failures = 0;
    while (!this.#stopping.signal.aborted) {
      try {
        if (this.#mustAsk) await this.#ask().catch((error: unknown) => this.#unreachable(error));
        await this.#read();
        failures = 0;
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        if (failures === 0) this.#tell(error);
        const ms = RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)];
        this.#mustAsk = true;
        await pause(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
  }

  /** A source that is away, as while everything starts, is no fault; what a handler throws is one. */
  #tell(error: unknown): void {
    const { source, logger } = this.options;
    if (error instanceof DeclaredError && error.retryable) logger.warn(`Events of ${source} wait: ${error.message}`);
    else logger.error(`Events of ${source} wait: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }

  /** Handles everything that the source has and this service has not. */
  async #ask(): Promise<void> {
    const { source, database, rpc } = this.options;
    const contract = eventsSince(source);
    this.#mustAsk = false;
    for (;;) {
      const place = await placeOf(database, source);
      const { log, events } = await rpc.call(contract, { after: place?.position ?? 0 }, { caller: SYSTEM });
      this.#askedAt = Date.now();
      if (log === null) return;
      if (log !== place?.log) {
        await beginLog(database, source, log);
        if (place?.position) continue; // what was just answered belongs behind a position of another log
      }
      await this.#handleAll(events, place?.log === log ? place : { log, position: 0 });
      if (events.length < 200 || this.#stopping.signal.aborted) return;
    }
  }

  /** A source that cannot be asked now is asked again; what its stream holds without a gap does not wait for that. */
  async #unreachable(error: unknown): Promise<void> {
    if (!(error instanceof DeclaredError && error.retryable)) throw error;
    this.#mustAsk = true;
    await pause(ASK_AGAIN_MS, undefined, { signal: this.#stopping.signal });
  }

  async #read(): Promise<void> {
    const { source, database, askAfterMs } = this.options;
    const place = await placeOf(database, source);
    await redisReady(this.#connection, WAIT_MS);
    const events = await this.#stream.readAfter(place?.position ?? 0, BATCH, WAIT_MS);
    if (events.length === 0) {
      if (Date.now() - this.#askedAt > askAfterMs) this.#mustAsk = true;
      return;
    }
    const gap = events.findIndex(({ log, position }, index) => log !== place?.log || position !== place.position + index + 1);
    if (gap >= 0) this.#mustAsk = true;
    if (place) await this.#handleAll(gap < 0 ? events : events.slice(0, gap), place);
  }

  async #handleAll(events: readonly PublishedEvent[], from: Place): Promise<void> {
    let place = from;
    for (const event of events) {
      if (this.#stopping.signal.aborted) return;
      if (!(await this.#handle(event, place))) {
        await pause(ELSEWHERE_MS);
        return; // the position is read again
      }
      place = { log: place.log, position: event.position };
    }
  }

  #handle(event: PublishedEvent, place: Place): Promise<boolean> {
    const { source, database, handlers } = this.options;
    const handler = handlers.get(event.name);
    return database.transaction(async (tx) => {
      if (!(await moveOn(tx, source, place, event.position))) return false;
      if (!handler) return true;
      const payload: unknown = handler.contract.payload.parse(event.payload);
      const { position, name, createdAt } = event;
      const context = { requestId: `event-${source}-${position}`, caller: SYSTEM };
      await requestContext.run(context, () => handler.handle(payload, { source, position, name, createdAt, tx }));
      return true;
    });
  }
}
