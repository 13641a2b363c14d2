import { AsyncLocalStorage } from 'node:async_hooks';
import { type Caller, DeclaredError } from '@veza/contracts';

/**
 * The data of the current request, from its entry point through every RPC that it causes. An entry point (HTTP, a frame
 * of a socket, a job, an event) opens it with `requestContext.run`; the RPC server opens it again in the other service.
 */
export interface RequestContext {
  readonly requestId: string;
  readonly caller: Caller;
  /** Instant of `performance.now()` after which no caller waits for the result: a clock that jumps ends no call. */
  readonly deadlineAt?: number;
  /**
   * Instant after which nothing of the call is committed any more: its reply would come too late, and the caller reads from
   * DEADLINE that nothing was done. Default: the deadline.
   */
  readonly commitBy?: number;
  /** W3C trace context, as received or made by tracing. */
  readonly traceparent?: string;
  readonly tracestate?: string;
  /** Id of a change that a client may repeat; the service that makes the change stores the id and the reply. */
  readonly operation?: string;
  /**
   * Aborts at the deadline, and when the client has left if the call is `cancellable`; at an entry point only then. Pass
   * it to work that can stop early; work is never stopped otherwise.
   */
  readonly signal?: AbortSignal;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const requestContext = {
  run<T>(context: RequestContext, work: () => T): T {
    return storage.run(context, work);
  },
  get(): RequestContext | undefined {
    return storage.getStore();
  },
};

/** Throws DEADLINE once nothing of the current call is committed any more. A transaction calls it before it commits. */
export function requireTime(): void {
  const { deadlineAt, commitBy = deadlineAt } = storage.getStore() ?? {};
  if (commitBy !== undefined && performance.now() > commitBy) throw new DeclaredError('DEADLINE');
}

/** Runs what follows a committed change, such as the read of its reply: it is not refused for the time, as it is done. */
export function afterCommit<T>(work: () => T): T {
  const context = storage.getStore();
  if (!context) return work();
  const { requestId, caller, traceparent, tracestate } = context;
  return storage.run({ requestId, caller, traceparent, tracestate }, work);
}
