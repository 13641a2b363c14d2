import { setImmediate as immediate, setTimeout as pause } from 'node:timers/promises';
import type { LoggerService } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { Redis } from 'ioredis';
import type { ReplicaId } from '../replica-id.js';
import { connectRedis, openRedis, redisReady, type RedisConnection } from '../redis/open-redis.js';
import { countForeign, isOfAnotherType } from '../foreign.js';
import { QueueDelay } from '../scheduling/queue-delay.js';
import { ReplyPublisher } from './reply-publisher.js';
import { Heartbeat } from './heartbeat.js';
import { type RpcKeys, verified } from './rpc-keys.js';
import { LEAVE } from './scripts.js';
import { ReplySealer } from './sealed-replies.js';
import { MAX_QUEUED_MS, READ_VERSION, callerOf, errorReply, nameOf, serviceKeys, type WireRequest } from './wire-format.js';

export interface ServerWireOptions {
  readonly service: string;
  readonly replica: ReplicaId;
  readonly redisUrl: string;
  readonly keys: RpcKeys;
  readonly concurrency: number;
  readonly queueBound: number;
  readonly logger: LoggerService;
  /** Runs one request and resolves to its reply; never rejects. */
  readonly run: (request: WireRequest, deadlineAt: number) => Promise<string>;
  /** The client of a running request has left; later calls for the same request change nothing. */
  readonly cancel: (request: WireRequest) => void;
}

/** Requests per take: enough to save round trips, few enough to leave some for the other replicas. */
const TAKE = 8;
/** Seconds after which a blocking take returns empty. A stop waits no longer than this. */
const TAKE_WAIT_S = 1;

/** Takes requests from the list of the service while it has free slots, and publishes their replies. */
export class ServerWire {
  private readonly keys: ReturnType<typeof serviceKeys>;
  private readonly commands: RedisConnection;
  private readonly taker: RedisConnection;
  private readonly replies: ReplyPublisher;
  private readonly heartbeat: Heartbeat;
  private readonly requests = new Set<WireRequest>();
  private cancelled: ReadonlySet<string> = new Set();
  private taking?: Promise<void>;
  private closing?: Promise<void>;
  /** Redis' id of the taking connection. Unknown on a cluster: there the end of the blocking take is awaited. */
  private takerId?: number;
  private stopping = false;
  private slotFreed?: () => void;
  private readonly delay: QueueDelay;

  constructor(private readonly options: ServerWireOptions) {
    this.delay = new QueueDelay({ longestMs: MAX_QUEUED_MS, entries: options.concurrency });
    const { service, redisUrl } = options;
    this.keys = serviceKeys(service);
    this.commands = openRedis(redisUrl, `${service}:rpc-server`);
    this.taker = openRedis(redisUrl, `${service}:rpc-taker`);
    this.replies = new ReplyPublisher(this.commands, new ReplySealer(options.keys, service));
    this.heartbeat = new Heartbeat({
      connection: this.commands,
      replies: this.replies,
      keys: this.keys,
      replica: options.replica.value,
      queueBound: options.queueBound,
      running: this.requests,
      onCancelled: (names) => this.cancel(names),
    });
  }

  get announced(): boolean {
    return this.heartbeat.announced;
  }

  get running(): number {
    return this.requests.size;
  }

  /** Requests that wait for a replica of the service. */
  queued(): Promise<number> {
    return this.commands.llen(this.keys.queue);
  }

  /** Resolves when this replica is announced. It retries while Redis is away. */
  async open(): Promise<void> {
    for (const connection of [this.commands, this.taker]) {
      connectRedis(connection, { lost: (error) => this.options.logger.warn(`Redis (RPC) is away: ${error.message}`) });
    }
    await this.heartbeat.start();
    const identify = (): void => void this.identify();
    this.taker.on('ready', identify);
    identify();
    this.taking = this.take();
  }

  private async identify(): Promise<void> {
    if (this.taker instanceof Redis) this.takerId = await this.taker.client('ID').catch(() => undefined); // without it a stop waits TAKE_WAIT_S
  }

  /** Resolves when the replies of all running requests have been published. Later calls return the same promise. */
  close(): Promise<void> {
    return (this.closing ??= this.drain());
  }

  private async drain(): Promise<void> {
    this.stopping = true;
    this.heartbeat.leave();
    await this.leave();
    this.slotFreed?.();
    await this.endTaking();
    while (this.requests.size > 0) await this.nextSlot();
    this.heartbeat.stop();
    await this.replies.flush();
    for (const connection of [this.commands, this.taker]) connection.disconnect();
  }

  private async take(): Promise<void> {
    while (!this.stopping) {
      const free = this.options.concurrency - this.requests.size;
      if (free <= 0) {
        await this.nextSlot();
        continue;
      }
      try {
        const taken = await this.taker.blmpop(TAKE_WAIT_S, 1, this.keys.queue, 'LEFT', 'COUNT', Math.min(free, TAKE));
        for (const stamped of taken?.[1] ?? []) this.accept(stamped);
        if (taken) await immediate(); // fast replies are published first, each take delays them
      } catch (error) {
        await this.recover(error);
      }
    }
  }

  private accept(stamped: string): void {
    const parsed = this.parse(stamped);
    if (!parsed) return;
    const { request, stamp } = parsed;
    const age = Math.max(0, this.heartbeat.redisNow() - stamp);
    // Its caller repeats it, and meets a replica of its own version.
    if ((request.v ?? 1) > READ_VERSION)
      return this.replies.send(request.r, errorReply(request.i, new DeclaredError('UNAVAILABLE')));
    if (age >= request.b) return; // the caller's own timer has rejected it already
    if (this.cancelled.size > 0 && this.cancelled.has(nameOf(request))) return;
    if (!this.delay.admits(age)) return this.replies.send(request.r, errorReply(request.i, new DeclaredError('OVERLOADED')));
    this.requests.add(request);
    void this.options.run(request, performance.now() + request.b - age).then((reply) => {
      this.requests.delete(request);
      this.replies.send(request.r, reply);
      this.slotFreed?.();
    });
  }

  private cancel(names: ReadonlySet<string>): void {
    this.cancelled = names;
    if (names.size > 0) for (const request of this.requests) if (names.has(nameOf(request))) this.options.cancel(request);
  }

  private async recover(error: unknown): Promise<void> {
    if (isOfAnotherType(error)) {
      countForeign('requests');
      await this.commands.del(this.keys.queue).catch(() => undefined); // away again: the next take comes back here
    } else if (this.taker.status === 'ready') {
      this.options.logger.error(`Requests cannot be taken from Redis: ${String(error)}`);
      await pause(1_000);
    }
    await redisReady(this.taker, 1_000).catch(() => undefined); // still away: the next take fails and comes back here
  }

  /** An entry that no service signed comes from outside the platform. It must not fail the valid ones beside it. */
  private parse(stamped: string): { request: WireRequest; stamp: number } | undefined {
    const space = stamped.indexOf(' ');
    const entry = verified(this.options.keys, this.options.service, stamped.slice(space + 1));
    if (entry) {
      const request = JSON.parse(entry.body) as WireRequest;
      if (callerOf(request.r) === entry.sender) return { request, stamp: Number(stamped.slice(0, space)) };
    }
    countForeign('requests');
    this.options.logger.warn(`An entry of ${this.keys.queue} is not a signed request`);
    return undefined;
  }

  private nextSlot(): Promise<void> {
    return new Promise((resolve) => (this.slotFreed = resolve));
  }

  private async leave(): Promise<void> {
    // Redis is away: the entry of this replica expires, and the last replica rejects what is queued.
    const orphans = await LEAVE.run(this.commands, [this.keys.queue, this.keys.live], [this.options.replica.value]).catch(
      () => [],
    );
    for (const stamped of orphans as string[]) {
      const parsed = this.parse(stamped);
      if (parsed) this.replies.send(parsed.request.r, errorReply(parsed.request.i, new DeclaredError('UNAVAILABLE')));
    }
  }

  /** A blocking take is unblocked, not disconnected: requests that Redis has just handed to it would be lost. */
  private async endTaking(): Promise<void> {
    let ended = this.taking === undefined;
    const end = this.taking?.then(() => (ended = true));
    while (!ended) {
      await this.unblock().catch(() => undefined); // Redis is away: the take fails by itself
      await Promise.race([end, pause(50)]);
    }
  }

  private async unblock(): Promise<void> {
    if (this.takerId !== undefined && this.commands instanceof Redis) await this.commands.client('UNBLOCK', this.takerId);
  }
}
