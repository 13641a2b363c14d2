import { BaseRpcContext } from '@nestjs/microservices';
import type { Caller } from '@veza/contracts';
import type { RequestContext } from './request-context.js';
import type { WireRequest } from './wire-format.js';

/** The part of the budget that is kept for the reply: for its reads after the commit, and its way to the caller. */
const REPLY_SHARE = 0.2;
const MOST_REPLY_MS = 1_000;

/** A request while it runs in this replica. */
export class RunningRequest implements RequestContext {
  readonly requestId: string;
  readonly caller: Caller;
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly operation?: string;
  readonly commitBy: number;
  private abort?: AbortController;
  private timer?: NodeJS.Timeout;

  constructor(
    wireRequest: WireRequest,
    readonly deadlineAt: number,
  ) {
    this.requestId = wireRequest.q;
    this.caller = wireRequest.c;
    this.traceparent = wireRequest.t;
    this.tracestate = wireRequest.ts;
    this.operation = wireRequest.o;
    this.commitBy = deadlineAt - Math.min(MOST_REPLY_MS, wireRequest.b * REPLY_SHARE);
  }

  /** Created on first use: few handlers need it. */
  get signal(): AbortSignal {
    if (!this.abort) {
      const abort = new AbortController();
      this.abort = abort;
      this.timer = setTimeout(
        () => abort.abort(new Error('The deadline of the request has passed')),
        Math.max(0, this.deadlineAt - performance.now()),
      );
    }
    return this.abort.signal;
  }

  /** Its client has left. */
  cancel(): void {
    void this.signal; // creates the controller, for a handler that has not read it yet
    this.abort?.abort(new Error('The client of the request has left'));
  }

  done(): void {
    clearTimeout(this.timer);
  }
}

/** The context that guards, interceptors, filters and `@Ctx()` receive. */
export class RpcContext extends BaseRpcContext<[subject: string, request: RequestContext]> {
  get subject(): string {
    return this.args[0];
  }

  get request(): RequestContext {
    return this.args[1];
  }
}
