import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { DeclaredError, type Caller } from '@veza/contracts';
import { Cluster } from 'ioredis';
import { countForeign } from '../foreign.js';
import { connectRedis, openRedis, type RedisConnection } from '../redis/open-redis.js';
import { LostRequest, PendingRequests } from './pending.js';
import { type RpcKeys, signed } from './rpc-keys.js';
import { CANCEL, ENQUEUE } from './scripts.js';
import { ReplyOpener } from './sealed-replies.js';
import { TickBatcher } from '../scheduling/tick-batcher.js';
import {
  WRITTEN_VERSION,
  CANCELLED_MS,
  MAX_REQUEST_CHARS,
  idsOfHeartbeat,
  isHeartbeat,
  nameOf,
  replyChannel,
  serviceKeys,
  type WireReply,
  type WireRequest,
} from './wire-format.js';

/** A request with the headers that are sent with it. */
export interface OutgoingRequest {
  readonly subject: string;
  readonly input: unknown;
  readonly caller: Caller;
  readonly requestId: string;
  /** Milliseconds until the deadline. */
  readonly budgetMs: number;
  readonly idempotent: boolean;
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly operation?: string;
  /** Cancels the request when it aborts. */
  readonly signal?: AbortSignal;
}

/** Requests of one script call; a longer call would block Redis for other clients. */
const BATCH = 64;
/** How long requests wait for the first connection, and for a lost one, before they are rejected. */
const CONNECT_MS = 3_000;
const RECONNECT_MS = 1_000;

/** The client of the RPC wire: one connection sends requests, another one receives replies. */
export class RpcWire {
  private readonly channel: string;
  private readonly opener: ReplyOpener;
  private readonly pending = new PendingRequests();
  private readonly sender: RedisConnection;
  private readonly inbox: RedisConnection;
  private readonly outbox = new Map<string, { id: string; body: string }[]>();
  private readonly logger = new Logger('RpcWire');
  private readonly batcher = new TickBatcher(() => this.flush(), { eager: true });
  private listening = false;
  private readonly connectWaiters = new Set<() => void>();
  private awaySince = performance.now();
  private away = true;
  private wasConnected = false;
  private opened = false;
  private closed = false;

  /** `name` is the service that sends. */
  constructor(
    url: string,
    private readonly name: string,
    private readonly keys: RpcKeys,
  ) {
    this.channel = replyChannel(name, randomUUID());
    this.opener = new ReplyOpener(keys, name, this.channel);
    this.sender = openRedis(url, `${name}:rpc-send`);
    this.inbox = openRedis(url, `${name}:rpc-inbox`);
    this.inbox.on('ready', () => void this.listen());
    this.inbox.on('close', () => this.onInboxLost());
    this.sender.on('ready', () => this.onReady());
    this.sender.on('close', () => this.onLost());
    this.inbox.on(this.inbox instanceof Cluster ? 'smessageBuffer' : 'messageBuffer', (_channel: Buffer, message: Buffer) =>
      this.receive(message),
    );
  }

  /** True while requests can be sent and replies received. */
  get connected(): boolean {
    return this.listening && this.sender.status === 'ready';
  }

  /** Starts to connect. Each request waits for the connection itself, within its own deadline. */
  open(): void {
    if (this.opened) return;
    this.opened = true;
    this.awaySince = performance.now();
    for (const connection of [this.sender, this.inbox]) {
      connectRedis(connection, { lost: (error) => this.logger.warn(`Redis (RPC) is away: ${error.message}`) });
    }
  }

  /** Resolves to the reply; rejects with a DeclaredError. An idempotent request that was lost is sent once more. */
  async request(request: OutgoingRequest): Promise<unknown> {
    const until = performance.now() + request.budgetMs;
    try {
      return await this.send(request, request.budgetMs);
    } catch (error) {
      const left = until - performance.now();
      if (!(error instanceof LostRequest) || !request.idempotent || left <= 0 || this.closed) throw error;
      return this.send(request, left);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    this.pending.failAll(() => new LostRequest());
    for (const connection of [this.sender, this.inbox]) connection.disconnect();
  }

  private async send(request: OutgoingRequest, budgetMs: number): Promise<unknown> {
    if (budgetMs <= 0) throw new DeclaredError('DEADLINE');
    if (!this.connected) return this.sendWhenConnected(request, budgetMs);
    const id = randomUUID();
    const wireRequest: WireRequest = {
      ...(WRITTEN_VERSION > 1 && { v: WRITTEN_VERSION }),
      i: id,
      r: this.channel,
      s: request.subject,
      b: Math.round(budgetMs),
      q: request.requestId,
      c: request.caller,
      t: request.traceparent,
      ts: request.tracestate,
      o: request.operation,
      d: request.input,
    };
    const body = JSON.stringify(wireRequest);
    if (body.length > MAX_REQUEST_CHARS) throw new DeclaredError('PAYLOAD_TOO_LARGE');
    const service = request.subject.slice(0, request.subject.indexOf('.'));
    this.opener.expect(service);
    this.queue(service, id, signed(this.keys, this.name, service, body));
    const reply = this.pending.add(id, service, budgetMs);
    return request.signal ? this.cancellable(reply, request.signal, service, id) : reply;
  }

  /** The caller gets DEADLINE at once; the replica that runs the request reads of it with its next heartbeat. */
  private async cancellable(reply: Promise<unknown>, signal: AbortSignal, service: string, id: string): Promise<unknown> {
    const cancel = (): void => {
      this.pending.fail(id, new DeclaredError('DEADLINE'));
      const name = nameOf({ r: this.channel, i: id });
      CANCEL.run(this.sender, [serviceKeys(service).cancelled], [name, CANCELLED_MS]).catch(() => undefined); // Redis is away
    };
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      return await reply;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  private async sendWhenConnected(request: OutgoingRequest, budgetMs: number): Promise<unknown> {
    this.open();
    const startedAt = performance.now();
    const maxWaitMs = Math.min(budgetMs, (this.wasConnected ? RECONNECT_MS : CONNECT_MS) - (startedAt - this.awaySince));
    if (maxWaitMs <= 0 || this.closed) throw new DeclaredError('UNAVAILABLE');
    await new Promise<void>((resolve) => {
      const go = (): void => {
        clearTimeout(limit);
        this.connectWaiters.delete(go);
        resolve();
      };
      const limit = setTimeout(go, maxWaitMs);
      this.connectWaiters.add(go);
    });
    if (!this.connected) throw new DeclaredError('UNAVAILABLE');
    return this.send(request, budgetMs - (performance.now() - startedAt));
  }

  private queue(service: string, id: string, body: string): void {
    const requests = this.outbox.get(service);
    if (requests) requests.push({ id, body });
    else this.outbox.set(service, [{ id, body }]);
    this.batcher.schedule();
  }

  private flush(): void {
    const services = [...this.outbox];
    this.outbox.clear();
    for (const [service, requests] of services) this.enqueue(service, requests);
  }

  private enqueue(service: string, requests: readonly { id: string; body: string }[]): void {
    const keys = serviceKeys(service);
    for (let from = 0; from < requests.length; from += BATCH) {
      const batch = requests.slice(from, from + BATCH);
      ENQUEUE.run(this.sender, [keys.cancelled], [keys.queue, keys.live, keys.bound, ...batch.map(({ body }) => body)]).then(
        (taken) => this.rejectRest(batch, Number(taken)),
        (error: unknown) => batch.forEach(({ id }) => this.pending.fail(id, new LostRequest(error))),
      );
    }
  }

  private rejectRest(batch: readonly { id: string }[], taken: number): void {
    const code = taken < 0 ? 'UNAVAILABLE' : 'OVERLOADED';
    for (const { id } of batch.slice(Math.max(0, taken))) this.pending.fail(id, new DeclaredError(code));
  }

  /** A message that no called service sealed is dropped: the request that it is meant for ends as one without a reply. */
  private receive(message: Buffer): void {
    const opened = this.opener.open(message);
    if (!opened) return countForeign('replies');
    const { service, text } = opened;
    if (isHeartbeat(text)) return this.pending.seen(service, idsOfHeartbeat(text));
    const replies = JSON.parse(text) as WireReply[];
    for (const reply of replies) this.pending.settle(service, reply);
  }

  private async listen(): Promise<void> {
    try {
      if (this.inbox instanceof Cluster) await this.inbox.ssubscribe(this.channel);
      else await this.inbox.subscribe(this.channel);
    } catch {
      return; // lost again meanwhile: the next 'ready' calls this again
    }
    this.listening = true;
    this.onReady();
  }

  /** Replies that were published while the inbox was away are lost: their requests fail now, not at their deadlines. */
  private onInboxLost(): void {
    this.listening = false;
    this.onLost();
    this.pending.failAll(() => new LostRequest());
  }

  private onLost(): void {
    if (!this.away) this.awaySince = performance.now();
    this.away = true;
  }

  private onReady(): void {
    if (!this.connected) return;
    this.away = false;
    this.wasConnected = true;
    for (const go of this.connectWaiters) go();
  }
}
