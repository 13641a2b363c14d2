import { BaseRpcContext } from '@nestjs/microservices';
import type { Caller } from '@veza/contracts';
import type { RequestContext } from './request-context.js';
import type { Question } from './wire-format.js';

/** A request while it runs here. */
export class RunningRequest implements RequestContext {
  readonly requestId: string;
  readonly caller: Caller;
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly operation?: string;
  #abort: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly question: Question,
    readonly deadlineAt: number,
  ) {
    this.requestId = question.q;
    this.caller = question.c;
    this.traceparent = question.t;
    this.tracestate = question.ts;
    this.operation = question.o;
  }

  /** Made when somebody asks for it: few handlers do. */
  get signal(): AbortSignal {
    if (!this.#abort) {
      const abort = new AbortController();
      this.#abort = abort;
      this.#timer = setTimeout(
        () => abort.abort(new Error('The deadline of the request has passed')),
        Math.max(0, this.deadlineAt - Date.now()),
      );
    }
    return this.#abort.signal;
  }

  done(): void {
    clearTimeout(this.#timer);
  }
}

/** What guards, interceptors, filters and `@Ctx()` get beside the input. */
export class RpcContext extends BaseRpcContext<[subject: string, request: RequestContext]> {
  get subject(): string {
    return this.args[0];
  }

  get request(): RequestContext {
    return this.args[1];
  }
}
