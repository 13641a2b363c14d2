import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ANONYMOUS, type Caller, type RpcContract, type RpcReply, type RpcRequest } from '@veza/contracts';
import { requestContext } from './request-context.js';
import { RpcWire } from './rpc-wire.js';

export interface CallOptions {
  /** Who asks; else the caller of the current request context, else nobody (anonymous). */
  readonly caller?: Caller;
  /** How long to wait, in milliseconds, instead of the contract's time. An earlier deadline of the context still holds. */
  readonly deadlineMs?: number;
}

/**
 * Asks another service and waits.
 *
 * **Promised.** A request is run by exactly one replica of the service, never by two. Every call ends: with the reply,
 * with an error that the handler declared (same class, code and details), or with one of
 * - `UNAVAILABLE`: no replica lives (told at once), Redis is away, or the replica that ran it was lost (told after two
 *   seconds of silence, or at once when the connection for answers breaks);
 * - `OVERLOADED`: the queue of the service is full (at once), or nobody could start the request within 1.5 s; it did
 *   not run and will not;
 * - `DEADLINE`: the time is over, told within some 25 ms of it. A request that is still queued then is not run;
 * - `INTERNAL`: the handler failed in a way nobody declared. The cause stands in the log of its service, under the same
 *   request id, and nowhere else;
 * - `VALIDATION_FAILED`: the input does not fit the contract, with the fields at fault.
 *
 * The request id, the W3C trace context, the caller and the time that is left travel along; and where a client may ask
 * for a change again, the name of the operation, another one for each subject, so that a service can know it again.
 *
 * **Not promised.** After `UNAVAILABLE` or `DEADLINE` of a request that was sent, nobody knows whether it ran, to the
 * end, in part, or not at all. So a contract that says `idempotent` is sent once more after a loss, and no other: a
 * write that must be repeated carries a key of its own. Running work is not stopped at the deadline, its `signal`
 * aborts. Requests of one caller may run in any order and beside each other. What Redis held when it died is lost (and
 * told as such). A handler that keeps its event loop blocked for more than two seconds looks dead. Inside the platform the
 * caller is trusted as it is sent: whoever can write to Redis can be anybody.
 *
 * Bounds: a request 1 MiB, a reply 4 MiB, the queue of a service 1,000 requests unless it says otherwise.
 */
@Injectable()
export class RpcClient {
  constructor(private readonly wire: RpcWire) {}

  async call<C extends RpcContract>(contract: C, input: RpcRequest<C>, options: CallOptions = {}): Promise<RpcReply<C>> {
    const context = requestContext.get();
    const ownMs = options.deadlineMs ?? contract.deadlineMs;
    const reply = await this.wire.ask({
      subject: contract.subject,
      input,
      caller: options.caller ?? context?.caller ?? ANONYMOUS,
      requestId: context?.requestId ?? randomUUID(),
      budgetMs: context?.deadlineAt === undefined ? ownMs : Math.min(ownMs, context.deadlineAt - Date.now()),
      idempotent: contract.idempotent,
      traceparent: context?.traceparent,
      tracestate: context?.tracestate,
      operation: context?.operation === undefined ? undefined : `${context.operation}/${contract.subject}`,
    });
    return reply as RpcReply<C>; // the edge: checked against the contract where it was made
  }

  /** True while Redis can be reached both ways. */
  get connected(): boolean {
    return this.wire.connected;
  }
}
