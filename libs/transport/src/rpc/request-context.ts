import { AsyncLocalStorage } from 'node:async_hooks';
import type { Caller } from '@veza/contracts';

/**
 * What belongs to the request that is being served, from its door through every RPC that it causes. A door (HTTP, a
 * socket's frame, a job, an event) opens it with `requestContext.run`; the RPC server opens it again on the other side.
 */
export interface RequestContext {
  readonly requestId: string;
  readonly caller: Caller;
  /** Epoch milliseconds after which nobody waits for the outcome any more. */
  readonly deadlineAt?: number;
  /** W3C trace context, as received or made by tracing. */
  readonly traceparent?: string;
  readonly tracestate?: string;
  /** Names a change that a client may ask for again; the service that makes it keeps the name and its reply. */
  readonly operation?: string;
  /** Aborts when the deadline passes: hand it to whatever can stop early. Work is never stopped for you. */
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
