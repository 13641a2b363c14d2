import { randomUUID } from 'node:crypto';
import { ClientProxy, type ReadPacket, type WritePacket } from '@nestjs/microservices';
import { ANONYMOUS } from '@veza/contracts';
import { requestContext } from './request-context.js';
import { type RpcWire } from './rpc-wire.js';

/** How long a request without a contract may take. */
const DEADLINE_MS = 5_000;

/**
 * The same wire under Nest's own interface, for code that is written against `ClientProxy` (`send(pattern, data)`, where
 * the pattern is a subject). It knows no contracts: no types, five seconds, no second try. `emit` is refused, because a
 * fact that others must learn is a row in the outbox.
 */
export class RpcClientProxy extends ClientProxy {
  constructor(private readonly wire: RpcWire) {
    super();
  }

  override connect(): Promise<void> {
    this.wire.open();
    return Promise.resolve();
  }

  override close(): Promise<void> {
    return this.wire.close();
  }

  override unwrap<T = RpcWire>(): T {
    return this.wire as T;
  }

  protected override publish(packet: ReadPacket, answer: (packet: WritePacket) => void): () => void {
    const context = requestContext.get();
    let wanted = true;
    this.wire
      .ask({
        subject: this.normalizePattern(packet.pattern),
        input: packet.data,
        caller: context?.caller ?? ANONYMOUS,
        requestId: context?.requestId ?? randomUUID(),
        budgetMs: context?.deadlineAt === undefined ? DEADLINE_MS : Math.min(DEADLINE_MS, context.deadlineAt - Date.now()),
        idempotent: false,
        traceparent: context?.traceparent,
        tracestate: context?.tracestate,
      })
      .then(
        (response) => wanted && answer({ response, isDisposed: true }),
        (err: unknown) => wanted && answer({ err, isDisposed: true }),
      );
    return () => (wanted = false);
  }

  protected override dispatchEvent<T>(packet: ReadPacket): Promise<T> {
    return Promise.reject(new Error(`${String(packet.pattern)}: events go through the outbox, not over RPC`));
  }
}
