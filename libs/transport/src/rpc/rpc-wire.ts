import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { DeclaredError, type Caller } from '@veza/contracts';
import { Cluster } from 'ioredis';
import { connectRedis, openRedis, type RedisConnection } from '../redis/open-redis.js';
import { LostRequest, Pending } from './pending.js';
import { ENQUEUE } from './scripts.js';
import { TickBatcher } from '../scheduling/tick-batcher.js';
import {
  MOST_REQUEST_CHARS,
  idsOfHeartbeat,
  isHeartbeat,
  replyChannel,
  serviceKeys,
  type Answer,
  type Question,
} from './wire-format.js';

/** A request on its way out, with the headers that travel beside it. */
export interface Outgoing {
  readonly subject: string;
  readonly input: unknown;
  readonly caller: Caller;
  readonly requestId: string;
  /** Milliseconds left for all of it. */
  readonly budgetMs: number;
  readonly idempotent: boolean;
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly operation?: string;
}

/** Requests of one script call; a longer one would keep Redis from everybody else. */
const BATCH = 64;
/** How long requests wait for the first connection, and for one that has just been lost, before they are refused. */
const CONNECT_MS = 3_000;
const RECONNECT_MS = 1_000;

/** The asking side: one connection to send, one that only listens for answers. */
export class RpcWire {
  readonly #channel = replyChannel(randomUUID());
  readonly #pending = new Pending();
  readonly #sender: RedisConnection;
  readonly #inbox: RedisConnection;
  readonly #outbox = new Map<string, { id: number; body: string }[]>();
  readonly #logger = new Logger('RpcWire');
  readonly #batcher = new TickBatcher(() => this.#sendAll(), { eager: true });
  #asked = 0;
  #listening = false;
  #awaiting = new Set<() => void>();
  #awaySince = performance.now();
  #away = true;
  #wasConnected = false;
  #opened = false;
  #closed = false;

  constructor(url: string, name: string) {
    this.#sender = openRedis(url, `${name}:rpc-send`);
    this.#inbox = openRedis(url, `${name}:rpc-inbox`);
    this.#inbox.on('ready', () => void this.#listen());
    this.#inbox.on('close', () => this.#deafen());
    this.#sender.on('ready', () => this.#wake());
    this.#sender.on('close', () => this.#lost());
    this.#inbox.on(this.#inbox instanceof Cluster ? 'smessage' : 'message', (_channel: string, message: string) =>
      this.#receive(message),
    );
  }

  /** True while requests can be sent and answers heard. */
  get connected(): boolean {
    return this.#listening && this.#sender.status === 'ready';
  }

  /** Begins to connect; nothing waits for it here, because each request does, within its own time. */
  open(): void {
    if (this.#opened) return;
    this.#opened = true;
    this.#awaySince = performance.now();
    for (const connection of [this.#sender, this.#inbox]) {
      connectRedis(connection, { lost: (error) => this.#logger.warn(`Redis (RPC) is away: ${error.message}`) });
    }
  }

  /** Resolves to the reply; rejects with a DeclaredError. An idempotent request that was lost is sent once more. */
  async ask(request: Outgoing): Promise<unknown> {
    const until = performance.now() + request.budgetMs;
    try {
      return await this.#askOnce(request, request.budgetMs);
    } catch (error) {
      const left = until - performance.now();
      if (!(error instanceof LostRequest) || !request.idempotent || left <= 0 || this.#closed) throw error;
      return this.#askOnce(request, left);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#pending.failAll(() => new LostRequest());
    for (const connection of [this.#sender, this.#inbox]) connection.disconnect();
  }

  async #askOnce(request: Outgoing, budgetMs: number): Promise<unknown> {
    if (budgetMs <= 0) throw new DeclaredError('DEADLINE');
    if (!this.connected) return this.#askWhenConnected(request, budgetMs);
    const id = ++this.#asked;
    const question: Question = {
      i: id,
      r: this.#channel,
      s: request.subject,
      b: Math.round(budgetMs),
      q: request.requestId,
      c: request.caller,
      t: request.traceparent,
      ts: request.tracestate,
      o: request.operation,
      d: request.input,
    };
    const body = JSON.stringify(question);
    if (body.length > MOST_REQUEST_CHARS) throw new DeclaredError('PAYLOAD_TOO_LARGE');
    this.#post(request.subject.slice(0, request.subject.indexOf('.')), id, body);
    return this.#pending.add(id, budgetMs);
  }

  async #askWhenConnected(request: Outgoing, budgetMs: number): Promise<unknown> {
    this.open();
    const asked = performance.now();
    const patience = Math.min(budgetMs, (this.#wasConnected ? RECONNECT_MS : CONNECT_MS) - (asked - this.#awaySince));
    if (patience <= 0 || this.#closed) throw new DeclaredError('UNAVAILABLE');
    await new Promise<void>((resolve) => {
      const go = (): void => {
        clearTimeout(limit);
        this.#awaiting.delete(go);
        resolve();
      };
      const limit = setTimeout(go, patience);
      this.#awaiting.add(go);
    });
    if (!this.connected) throw new DeclaredError('UNAVAILABLE');
    return this.#askOnce(request, budgetMs - (performance.now() - asked));
  }

  #post(service: string, id: number, body: string): void {
    const posted = this.#outbox.get(service);
    if (posted) posted.push({ id, body });
    else this.#outbox.set(service, [{ id, body }]);
    this.#batcher.schedule();
  }

  #sendAll(): void {
    const services = [...this.#outbox];
    this.#outbox.clear();
    for (const [service, posted] of services) this.#send(service, posted);
  }

  #send(service: string, posted: readonly { id: number; body: string }[]): void {
    const { queue, live, bound } = serviceKeys(service);
    for (let from = 0; from < posted.length; from += BATCH) {
      const batch = posted.slice(from, from + BATCH);
      ENQUEUE.run(
        this.#sender,
        [queue, live, bound],
        batch.map(({ body }) => body),
      ).then(
        (taken) => this.#refuse(batch, Number(taken)),
        (error: unknown) => batch.forEach(({ id }) => this.#pending.fail(id, new LostRequest(error))),
      );
    }
  }

  #refuse(batch: readonly { id: number }[], taken: number): void {
    const code = taken < 0 ? 'UNAVAILABLE' : 'OVERLOADED';
    for (const { id } of batch.slice(Math.max(0, taken))) this.#pending.fail(id, new DeclaredError(code));
  }

  #receive(message: string): void {
    if (isHeartbeat(message)) return this.#pending.seen(idsOfHeartbeat(message));
    const answers = JSON.parse(message) as Answer[];
    for (const answer of answers) this.#pending.answer(answer);
  }

  async #listen(): Promise<void> {
    try {
      if (this.#inbox instanceof Cluster) await this.#inbox.ssubscribe(this.#channel);
      else await this.#inbox.subscribe(this.#channel);
    } catch {
      return; // lost again meanwhile: the next 'ready' comes here
    }
    this.#listening = true;
    this.#wake();
  }

  /** What was answered while nobody listened is lost, so whoever waits is told now instead of at his deadline. */
  #deafen(): void {
    this.#listening = false;
    this.#lost();
    this.#pending.failAll(() => new LostRequest());
  }

  #lost(): void {
    if (!this.#away) this.#awaySince = performance.now();
    this.#away = true;
  }

  #wake(): void {
    if (!this.connected) return;
    this.#away = false;
    this.#wasConnected = true;
    for (const go of this.#awaiting) go();
  }
}
