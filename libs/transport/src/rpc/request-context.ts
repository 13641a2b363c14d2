import { AsyncLocalStorage } from 'node:async_hooks';
import { isPromise } from 'node:util/types';
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
let inside = 0;
let released = false;

/** Following a request through its promises makes every promise of the process dearer (Node 20), so it ends with the last one. */
function leave(): void {
  inside -= 1;
  if (released && inside === 0) storage.disable();
}

export const requestContext = {
  run<T>(context: RequestContext, work: () => T): T {
    inside += 1;
    let result: T;
    try {
      result = storage.run(context, work);
    } catch (error) {
      leave();
      throw error;
    }
    if (isPromise(result)) result.then(leave, leave);
    else leave();
    return result;
  },
  get(): RequestContext | undefined {
    return storage.getStore();
  },
  /**
   * From now on contexts are followed only while one is open. For a process with a hot path outside of all requests; what a
   * request leaves running when it is over has no context any more, so it must name its caller itself.
   */
  releaseWhenIdle(): void {
    released = true;
  },
};
