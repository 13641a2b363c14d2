import { AsyncLocalStorage } from 'node:async_hooks';
import { isPromise } from 'node:util/types';
import type { Caller } from '@veza/contracts';

/**
 * The data of the current request, from its entry point through every RPC that it causes. An entry point (HTTP, a frame
 * of a socket, a job, an event) opens it with `requestContext.run`; the RPC server opens it again in the other service.
 */
export interface RequestContext {
  readonly requestId: string;
  readonly caller: Caller;
  /** Epoch milliseconds after which no caller waits for the result. */
  readonly deadlineAt?: number;
  /** W3C trace context, as received or made by tracing. */
  readonly traceparent?: string;
  readonly tracestate?: string;
  /** Id of a change that a client may repeat; the service that makes the change stores the id and the reply. */
  readonly operation?: string;
  /** Aborts at the deadline. Pass it to work that can stop early; work is never stopped otherwise. */
  readonly signal?: AbortSignal;
}

const storage = new AsyncLocalStorage<RequestContext>();
let inside = 0;
let released = false;

/**
 * An enabled AsyncLocalStorage slows down every promise of the process (Node 20), so it is disabled after the last
 * request.
 */
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
   * From now on the storage is enabled only while a context is open. For a process with a hot path outside of requests.
   * Work that outlives its request has no context any more and must pass its caller explicitly.
   */
  releaseWhenIdle(): void {
    released = true;
  },
};
