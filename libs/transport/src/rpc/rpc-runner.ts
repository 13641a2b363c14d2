import type { LoggerService } from '@nestjs/common';
import { RpcException, type BaseRpcContext, type MessageHandler } from '@nestjs/microservices';
import { DeclaredError, fieldErrors, type ErrorCode, type RpcContract } from '@veza/contracts';
import { isObservable, lastValueFrom } from 'rxjs';
import { requestContext } from './request-context.js';
import { RpcContext, RunningRequest } from './rpc-context.js';
import { MAX_REPLY_CHARS, errorReply, okReply, type WireRequest } from './wire-format.js';

export interface HandledRequest {
  readonly subject: string;
  readonly requestId: string;
  readonly outcome: 'OK' | ErrorCode;
  readonly ms: number;
}

export interface RunnerOptions {
  readonly handlers: ReadonlyMap<string, MessageHandler>;
  readonly checkReplies: boolean;
  readonly logger: LoggerService;
  readonly onHandled?: (handled: HandledRequest) => void;
  /** Nest's processing hooks, for instrumentation. */
  readonly around: (context: BaseRpcContext, work: (done: () => void) => Promise<void>) => void;
}

/** Runs one request through its handler and encodes the reply; it never throws. */
export class RpcRunner {
  private readonly running = new Map<WireRequest, RunningRequest>();

  constructor(private readonly options: RunnerOptions) {}

  /** Aborts the signal of a running request. */
  cancel(wireRequest: WireRequest): void {
    this.running.get(wireRequest)?.cancel();
  }

  run(wireRequest: WireRequest, deadlineAt: number): Promise<string> {
    const request = new RunningRequest(wireRequest, deadlineAt);
    this.running.set(wireRequest, request);
    const started = performance.now();
    return new Promise((resolve) => {
      const context = new RpcContext([wireRequest.s, request]);
      this.options.around(context, async (done) => {
        const { reply, outcome } = await requestContext.run(request, () => this.handle(wireRequest, context));
        request.done();
        this.running.delete(wireRequest);
        done();
        this.options.onHandled?.({ subject: wireRequest.s, requestId: wireRequest.q, outcome, ms: performance.now() - started });
        resolve(reply);
      });
    });
  }

  private async handle(
    request: WireRequest,
    context: RpcContext,
  ): Promise<{ reply: string; outcome: HandledRequest['outcome'] }> {
    try {
      const handler = this.options.handlers.get(request.s);
      if (!handler) throw new Error('There is no handler for this subject');
      const contract = handler.extras?.['contract'] as RpcContract | undefined;
      const result: unknown = await handler(contract ? validated(contract, request.d) : request.d, context);
      const value = isObservable(result) ? await lastValueFrom(result, { defaultValue: null }) : result;
      if (contract && this.options.checkReplies) this.check(contract, value);
      const reply = okReply(request.i, value);
      if (reply.length > MAX_REPLY_CHARS) throw new Error(`The reply of ${reply.length} characters is too large`);
      return { reply, outcome: 'OK' };
    } catch (error) {
      const declared = declare(error);
      if (declared.code === 'INTERNAL') this.log(request, declared.cause ?? declared);
      return { reply: errorReply(request.i, declared), outcome: declared.code };
    }
  }

  private check(contract: RpcContract, value: unknown): void {
    const checked = contract.reply.safeParse(value ?? null);
    if (checked.success) return;
    const faults = fieldErrors(checked.error).map(({ field, message }) => `${field || 'it'}: ${message}`);
    throw new Error(`The reply does not fit its contract (${faults.join('; ')})`);
  }

  private log({ s: subject, q: requestId }: WireRequest, cause: unknown): void {
    this.options.logger.error(
      `${subject} failed (request ${requestId}): ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
    );
  }
}

function validated(contract: RpcContract, input: unknown): unknown {
  const checked = contract.request.safeParse(input);
  if (checked.success) return checked.data;
  throw new DeclaredError('VALIDATION_FAILED', { details: fieldErrors(checked.error) });
}

/** Nest rejects a request in a guard with an RpcException; every other undeclared error is a bug. */
function declare(error: unknown): DeclaredError {
  if (error instanceof DeclaredError) return error;
  if (error instanceof RpcException && error.message === 'Forbidden resource') return new DeclaredError('FORBIDDEN');
  return new DeclaredError('INTERNAL', { cause: error });
}
