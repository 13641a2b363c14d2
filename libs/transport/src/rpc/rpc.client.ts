import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ANONYMOUS, type Caller, type RpcContract, type RpcReply, type RpcRequest } from '@veza/contracts';
import { requestContext } from './request-context.js';
import { RpcWire } from './rpc-wire.js';

export interface CallOptions {
  /** Default: the caller of the current request context, else anonymous. */
  readonly caller?: Caller;
  /** Milliseconds, instead of the deadline of the contract. An earlier deadline of the context still holds. */
  readonly deadlineMs?: number;
}

/**
 * Sends a request to another service and waits for its reply.
 *
 * **Promised.** A request is run by exactly one replica of the service. Every call ends: with the reply, with an error
 * that the handler declared (same class, code and details), or with one of
 * - `UNAVAILABLE`: no replica is live (rejected at once), Redis is away, or the replica that ran the request was lost
 *   (rejected after two seconds without a heartbeat, or at once when the connection for replies breaks);
 * - `OVERLOADED`: the queue of the service is full (at once), or no replica started the request within 1.5 s; it did
 *   not run and will not;
 * - `DEADLINE`: the time is over; rejected within some 25 ms of it. A request that is still queued then is not run;
 * - `INTERNAL`: the handler failed with an undeclared error. The cause is only in the log of its service, under the
 *   same request id;
 * - `VALIDATION_FAILED`: the input does not match the contract, with the fields at fault.
 *
 * The request id, the W3C trace context, the caller and the remaining time are sent along. If a client may repeat a
 * change, so is the id of the operation (one per subject), by which a service recognises the repetition.
 *
 * A transaction of the handler is not committed in the last fifth of the time (at most a second), which is that of the
 * reply: `DEADLINE` of a service that makes its change in one transaction means that nothing was done, unless the reply
 * itself took longer.
 *
 * **Not promised.** After `UNAVAILABLE` of a request that was sent, it may have run completely, in part, or not at all;
 * after `DEADLINE` a change of several transactions in part. Therefore only a contract that is `idempotent` is sent once more after a loss; a write that must be
 * repeatable carries a key of its own. Running work is not stopped at the deadline, its `signal` aborts. Requests of
 * one caller may run in any order and concurrently. Requests that Redis held when it died are lost (and rejected as
 * such). A client that leaves stops only calls whose contract is `cancellable`, within a heartbeat: their handler's
 * `signal` aborts, and the caller gets DEADLINE. A handler that blocks its event loop for more than two seconds looks dead.
 * A service is trusted with the caller that it sends: requests are signed by services, not by callers.
 *
 * Bounds: a request 1 MiB, a reply 4 MiB, the queue of a service 1,000 requests unless configured.
 */
@Injectable()
export class RpcClient {
  constructor(private readonly wire: RpcWire) {}

  async call<C extends RpcContract>(contract: C, input: RpcRequest<C>, options: CallOptions = {}): Promise<RpcReply<C>> {
    const context = requestContext.get();
    const ownMs = options.deadlineMs ?? contract.deadlineMs;
    const reply = await this.wire.request({
      subject: contract.subject,
      input,
      caller: options.caller ?? context?.caller ?? ANONYMOUS,
      requestId: context?.requestId ?? randomUUID(),
      budgetMs: context?.deadlineAt === undefined ? ownMs : Math.min(ownMs, context.deadlineAt - performance.now()),
      idempotent: contract.idempotent,
      traceparent: context?.traceparent,
      tracestate: context?.tracestate,
      signal: contract.cancellable ? context?.signal : undefined,
      operation: context?.operation === undefined ? undefined : `${context.operation}/${contract.subject}`,
    });
    return reply as RpcReply<C>; // the server has checked it against the contract
  }

  /** True while requests can be sent and replies received. */
  get connected(): boolean {
    return this.wire.connected;
  }
}
