import { setImmediate as immediate, setTimeout as pause } from 'node:timers/promises';
import type { LoggerService } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { Redis } from 'ioredis';
import type { ReplicaId } from '../replica-id.js';
import { connectRedis, openRedis, redisReady, type RedisConnection } from '../redis/open-redis.js';
import { ReplyPublisher } from './reply-publisher.js';
import { Heartbeat } from './heartbeat.js';
import { LEAVE } from './scripts.js';
import { PATIENCE_MS, answerError, serviceKeys, type Question } from './wire-format.js';

export interface ServerWireOptions {
  readonly service: string;
  readonly replica: ReplicaId;
  readonly redisUrl: string;
  readonly concurrency: number;
  readonly queueBound: number;
  readonly logger: LoggerService;
  /** Runs one request and resolves to its answer; never rejects. */
  readonly run: (question: Question, deadlineAt: number) => Promise<string>;
}

/** Requests taken at once: enough to save round trips, few enough to leave some for the other replicas. */
const TAKE = 8;
/** Seconds after which a waiting take returns empty, so that a stop never waits longer than this. */
const TAKE_WAIT_S = 1;

/** Takes requests from the service's list while it has free slots, and posts their answers. */
export class ServerWire {
  readonly #keys: ReturnType<typeof serviceKeys>;
  readonly #commands: RedisConnection;
  readonly #taker: RedisConnection;
  readonly #replies: ReplyPublisher;
  readonly #heartbeat: Heartbeat;
  readonly #running = new Set<Question>();
  #taking: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  /** The taking connection as Redis knows it; on a cluster its end is waited for instead. */
  #takerId: number | undefined;
  #stopping = false;
  #slotFreed: (() => void) | undefined;

  constructor(private readonly options: ServerWireOptions) {
    const { service, redisUrl } = options;
    this.#keys = serviceKeys(service);
    this.#commands = openRedis(redisUrl, `${service}:rpc-server`);
    this.#taker = openRedis(redisUrl, `${service}:rpc-taker`);
    this.#replies = new ReplyPublisher(this.#commands);
    this.#heartbeat = new Heartbeat({
      connection: this.#commands,
      replies: this.#replies,
      keys: this.#keys,
      replica: options.replica.value,
      queueBound: options.queueBound,
      running: this.#running,
    });
  }

  get announced(): boolean {
    return this.#heartbeat.announced;
  }

  get running(): number {
    return this.#running.size;
  }

  /** Resolves once this replica is announced; while Redis is away it keeps trying. */
  async open(): Promise<void> {
    for (const connection of [this.#commands, this.#taker]) {
      connectRedis(connection, { lost: (error) => this.options.logger.warn(`Redis (RPC) is away: ${error.message}`) });
    }
    await this.#heartbeat.start();
    const identify = (): void => void this.#identify();
    this.#taker.on('ready', identify);
    identify();
    this.#taking = this.#take();
  }

  async #identify(): Promise<void> {
    if (this.#taker instanceof Redis) this.#takerId = await this.#taker.client('ID').catch(() => undefined);
  }

  /** Resolves when what was running is answered; asked again, waits for the same. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    this.#stopping = true;
    this.#heartbeat.leave();
    await this.#leave();
    this.#slotFreed?.();
    await this.#endTaking();
    while (this.#running.size > 0) await this.#nextSlot();
    this.#heartbeat.stop();
    await this.#replies.flush();
    for (const connection of [this.#commands, this.#taker]) connection.disconnect();
  }

  async #take(): Promise<void> {
    while (!this.#stopping) {
      const free = this.options.concurrency - this.#running.size;
      if (free <= 0) {
        await this.#nextSlot();
        continue;
      }
      try {
        const taken = await this.#taker.blmpop(TAKE_WAIT_S, 1, this.#keys.queue, 'LEFT', 'COUNT', Math.min(free, TAKE));
        for (const stamped of taken?.[1] ?? []) this.#accept(stamped);
        if (taken) await immediate(); // quick answers leave first: every write costs the one who waits
      } catch (error) {
        await this.#recover(error);
      }
    }
  }

  #accept(stamped: string): void {
    const asked = this.#parse(stamped);
    if (!asked) return;
    const { question, stamp } = asked;
    const age = Math.max(0, this.#heartbeat.redisNow() - stamp);
    if (age >= question.b) return; // its caller has been told by his own clock
    if (age > PATIENCE_MS) return this.#replies.send(question.r, answerError(question.i, new DeclaredError('OVERLOADED')));
    this.#running.add(question);
    void this.options.run(question, Date.now() + question.b - age).then((answer) => {
      this.#running.delete(question);
      this.#replies.send(question.r, answer);
      this.#slotFreed?.();
    });
  }

  async #recover(error: unknown): Promise<void> {
    if (this.#taker.status === 'ready') {
      this.options.logger.error(`Redis refuses to give requests: ${String(error)}`);
      await pause(1_000);
    }
    await redisReady(this.#taker, 1_000).catch(() => undefined);
  }

  /** What is not a request was written by a stranger: one such entry must not cost its neighbours. */
  #parse(stamped: string): { question: Question; stamp: number } | undefined {
    const space = stamped.indexOf(' ');
    try {
      return { question: JSON.parse(stamped.slice(space + 1)) as Question, stamp: Number(stamped.slice(0, space)) };
    } catch {
      this.options.logger.warn(`Something that is not a request stood in ${this.#keys.queue}`);
      return undefined;
    }
  }

  #nextSlot(): Promise<void> {
    return new Promise((resolve) => (this.#slotFreed = resolve));
  }

  async #leave(): Promise<void> {
    const orphans = await LEAVE.run(this.#commands, [this.#keys.queue, this.#keys.live], [this.options.replica.value]).catch(
      () => [],
    );
    for (const stamped of orphans as string[]) {
      const asked = this.#parse(stamped);
      if (asked) this.#replies.send(asked.question.r, answerError(asked.question.i, new DeclaredError('UNAVAILABLE')));
    }
  }

  /** A waiting take is never cut off, because what Redis has just given to it would be lost: it is asked to return. */
  async #endTaking(): Promise<void> {
    let ended = this.#taking === undefined;
    const end = this.#taking?.then(() => (ended = true));
    while (!ended) {
      await this.#unblock().catch(() => undefined);
      await Promise.race([end, pause(50)]);
    }
  }

  async #unblock(): Promise<void> {
    if (this.#takerId !== undefined && this.#commands instanceof Redis) await this.#commands.client('UNBLOCK', this.#takerId);
  }
}
