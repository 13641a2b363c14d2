import { Logger, type LoggerService } from '@nestjs/common';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { RpcContract } from '@veza/contracts';
import { ReplicaId } from '../replica-id.js';
import { assertHandled } from './assert-handled.js';
import type { RpcKeys } from './rpc-keys.js';
import { RPC_TRANSPORT } from './rpc.decorators.js';
import { RpcRunner, type HandledRequest } from './rpc-runner.js';
import { ServerWire } from './server-wire.js';

export interface RpcServerOptions {
  /** First part of the subjects that it handles. */
  readonly service: string;
  readonly redisUrl: string;
  readonly keys: RpcKeys;
  /** This process; by default a new one. */
  readonly replica?: ReplicaId;
  /** Requests that run in this replica at the same time; default 64. */
  readonly concurrency?: number;
  /** Queued requests of the whole service; default 1,000. */
  readonly queueBound?: number;
  /** Contracts that need exactly one handler each, or `listen` fails. */
  readonly contracts?: readonly RpcContract[];
  /** Validate replies against their contracts; an invalid reply becomes INTERNAL. Default false. */
  readonly checkReplies?: boolean;
  readonly logger?: LoggerService;
  /** Called after each request, for metrics. */
  readonly onHandled?: (handled: HandledRequest) => void;
}

/**
 * The server of the RPC wire, as a Nest transport: the replicas of a service compete for the requests in one list.
 *
 * **Promised.** A replica takes a request only when it has a free slot, so a blocked replica takes nothing. A request
 * is taken from Redis by one replica and run once. It is not run when its deadline has passed in the queue, or when it
 * was queued for more than 1.5 s. `close` removes the replica from the list of live ones, takes no new request,
 * finishes the running ones and publishes their replies. The last replica that leaves rejects what is still queued as
 * UNAVAILABLE. If Redis goes away and comes back empty, the replica announces itself again. An entry of the list that no
 * service signed is dropped.
 *
 * **Not promised.** That a running request is finished when this process is killed: its caller gets UNAVAILABLE (see
 * RpcClient), and no other replica runs it again. Streams: the last value of an Observable is the reply.
 */
export class RpcServer extends Server implements CustomTransportStrategy {
  override readonly transportId = RPC_TRANSPORT;
  /** Subjects with more than one handler. */
  readonly handledTwice = new Set<string>();
  private readonly wire: ServerWire;
  private readonly runner: RpcRunner;

  constructor(private readonly options: RpcServerOptions) {
    super();
    const logger = options.logger ?? new Logger(RpcServer.name);
    this.wire = new ServerWire({
      service: options.service,
      redisUrl: options.redisUrl,
      keys: options.keys,
      replica: options.replica ?? new ReplicaId(),
      concurrency: options.concurrency ?? 64,
      queueBound: options.queueBound ?? 1_000,
      logger,
      run: (request, deadlineAt) => this.runner.run(request, deadlineAt),
      cancel: (request) => this.runner.cancel(request),
    });
    this.runner = new RpcRunner({
      handlers: this.messageHandlers,
      checkReplies: options.checkReplies ?? false,
      logger,
      onHandled: options.onHandled,
      around: (context, work) => this.runWithProcessingHooks(context, work),
    });
  }

  override addHandler(
    pattern: unknown,
    callback: MessageHandler,
    isEventHandler = false,
    extras: Record<string, unknown> = {},
  ): void {
    const subject = this.normalizePattern(String(pattern));
    if (this.messageHandlers.has(subject)) this.handledTwice.add(subject);
    super.addHandler(pattern, callback, isEventHandler, extras);
  }

  override async listen(ready: (error?: unknown) => void): Promise<void> {
    try {
      assertHandled(this.options.contracts ?? [], this);
      await this.wire.open();
    } catch (error) {
      return ready(error);
    }
    ready();
  }

  /** Resolves when the replies of all running requests have been published. */
  override close(): Promise<void> {
    return this.wire.close();
  }

  /** True while this replica is announced and can take requests. */
  get connected(): boolean {
    return this.wire.announced;
  }

  /** Number of requests that run in this replica now. */
  get running(): number {
    return this.wire.running;
  }

  /** Requests that wait for a replica of the service, in Redis. Rejects while Redis is away. */
  queued(): Promise<number> {
    return this.wire.queued();
  }

  override on(): void {
    throw new Error('The RPC server has no events; read `connected`');
  }

  override unwrap<T = ServerWire>(): T {
    return this.wire as T;
  }
}
