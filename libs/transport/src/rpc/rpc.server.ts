import { Logger, type LoggerService } from '@nestjs/common';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { RpcContract } from '@veza/contracts';
import { ReplicaId } from '../replica-id.js';
import { assertHandled } from './assert-handled.js';
import { RPC_TRANSPORT } from './rpc.decorators.js';
import { RpcRunner, type Handled } from './rpc-runner.js';
import { ServerWire } from './server-wire.js';

export interface RpcServerOptions {
  /** First part of the subjects that it answers. */
  readonly service: string;
  readonly redisUrl: string;
  /** This process; by default a new one. */
  readonly replica?: ReplicaId;
  /** Requests that run here at once; default 64. */
  readonly concurrency?: number;
  /** Requests of the whole service that may wait in Redis; default 1,000. */
  readonly queueBound?: number;
  /** What must have exactly one handler here, or it refuses to listen. */
  readonly contracts?: readonly RpcContract[];
  /** Whether replies are checked against their contracts; a reply that does not fit becomes INTERNAL. Default false. */
  readonly checkReplies?: boolean;
  readonly logger?: LoggerService;
  /** Called after each request, for metrics. */
  readonly onHandled?: (handled: Handled) => void;
}

/**
 * The answering side of the RPC wire, as a Nest transport: replicas of a service compete for the requests in one list.
 *
 * **Promised.** A replica takes a request only when it has a free slot, so a blocked or busy one takes nothing and load
 * goes to whoever is free. A request is taken out of Redis by one replica and run once; when its deadline has passed in
 * the queue, or it waited longer than 1.5 s, it is not run. `close` takes nothing new, runs to the end what was taken,
 * answers it, and leaves the list of live replicas first; the last replica to leave answers what is still queued with
 * UNAVAILABLE. Redis may go away and come back empty: the replica announces itself again.
 *
 * **Not promised.** That what was taken is finished when this process is killed: its callers are told (see RpcClient),
 * nobody runs it again. A stream of values: of an Observable the last value is the reply.
 */
export class RpcServer extends Server implements CustomTransportStrategy {
  override readonly transportId = RPC_TRANSPORT;
  /** Subjects that were given more than one handler. */
  readonly handledTwice = new Set<string>();
  readonly #wire: ServerWire;
  readonly #runner: RpcRunner;

  constructor(private readonly options: RpcServerOptions) {
    super();
    const logger = options.logger ?? new Logger(RpcServer.name);
    this.#wire = new ServerWire({
      service: options.service,
      redisUrl: options.redisUrl,
      replica: options.replica ?? new ReplicaId(),
      concurrency: options.concurrency ?? 64,
      queueBound: options.queueBound ?? 1_000,
      logger,
      run: (question, deadlineAt) => this.#runner.run(question, deadlineAt),
    });
    this.#runner = new RpcRunner({
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
      await this.#wire.open();
    } catch (error) {
      return ready(error);
    }
    ready();
  }

  /** Resolves when what was running is answered and nothing is left behind. */
  override close(): Promise<void> {
    return this.#wire.close();
  }

  /** True while this replica is announced and can take requests. */
  get connected(): boolean {
    return this.#wire.announced;
  }

  /** Requests that run here now. */
  get running(): number {
    return this.#wire.running;
  }

  override on(): void {
    throw new Error('The RPC server has no events; ask `connected`');
  }

  override unwrap<T = ServerWire>(): T {
    return this.#wire as T;
  }
}
