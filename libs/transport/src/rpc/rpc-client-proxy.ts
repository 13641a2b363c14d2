import { randomUUID } from 'node:crypto';
import { ClientProxy, type ReadPacket, type WritePacket } from '@nestjs/microservices';
import { ANONYMOUS } from '@veza/contracts';
import { requestContext } from './request-context.js';
import { type RpcWire } from './rpc-wire.js';

/** How long a request without a contract may take. */
const DEADLINE_MS = 5_000;

/**
 * The same wire behind Nest's own interface, for code that is written against `ClientProxy` (`send(pattern, data)`,
 * where the pattern is a subject). It has no contracts: no types, a deadline of five seconds, no retry. `emit` is
 * rejected, because events for other services are rows in the outbox.
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

  protected override publish(packet: ReadPacket, reply: (packet: WritePacket) => void): () => void {
    const context = requestContext.get();
    let wanted = true;
    this.wire
      .request({
        subject: this.normalizePattern(packet.pattern),
        input: packet.data,
        caller: context?.caller ?? ANONYMOUS,
        requestId: context?.requestId ?? randomUUID(),
        budgetMs: context?.deadlineAt === undefined ? DEADLINE_MS : Math.min(DEADLINE_MS, context.deadlineAt - performance.now()),
        idempotent: false,
        traceparent: context?.traceparent,
        tracestate: context?.tracestate,
      })
      .then(
        (response) => wanted && reply({ response, isDisposed: true }),
        (err: unknown) => wanted && reply({ err, isDisposed: true }),
      );
    return () => (wanted = false);
  }

  protected override dispatchEvent<T>(packet: ReadPacket): Promise<T> {
    return Promise.reject(new Error(`${String(packet.pattern)}: events go through the outbox, not over RPC`));
  }
}
