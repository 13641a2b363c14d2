import type { LoggerService } from '@nestjs/common';
import { RpcException, type BaseRpcContext, type MessageHandler } from '@nestjs/microservices';
import { DeclaredError, fieldFaults, type ErrorCode, type RpcContract } from '@veza/contracts';
import { isObservable, lastValueFrom } from 'rxjs';
import { requestContext } from './request-context.js';
import { RpcContext, RunningRequest } from './rpc-context.js';
import { MOST_REPLY_CHARS, answerError, answerOk, type Question } from './wire-format.js';

export interface Handled {
  readonly subject: string;
  readonly requestId: string;
  readonly outcome: 'OK' | ErrorCode;
  readonly ms: number;
}

export interface RunnerOptions {
  readonly handlers: ReadonlyMap<string, MessageHandler>;
  readonly checkReplies: boolean;
  readonly logger: LoggerService;
  readonly onHandled?: (handled: Handled) => void;
  /** Nest's processing hooks, for instrumentation. */
  readonly around: (context: BaseRpcContext, work: (done: () => void) => Promise<void>) => void;
}

/** Runs one request through its handler and makes the answer; it never throws. */
export class RpcRunner {
  constructor(private readonly options: RunnerOptions) {}

  run(question: Question, deadlineAt: number): Promise<string> {
    const request = new RunningRequest(question, deadlineAt);
    const started = performance.now();
    return new Promise((resolve) => {
      const context = new RpcContext([question.s, request]);
      this.options.around(context, async (done) => {
        const { answer, outcome } = await requestContext.run(request, () => this.#answer(question, context));
        request.done();
        done();
        this.options.onHandled?.({ subject: question.s, requestId: question.q, outcome, ms: performance.now() - started });
        resolve(answer);
      });
    });
  }

  async #answer(question: Question, context: RpcContext): Promise<{ answer: string; outcome: Handled['outcome'] }> {
    try {
      const handler = this.options.handlers.get(question.s);
      if (!handler) throw new Error('Nobody handles this subject');
      const contract = handler.extras?.['contract'] as RpcContract | undefined;
      const result: unknown = await handler(contract ? accepted(contract, question.d) : question.d, context);
      const value = isObservable(result) ? await lastValueFrom(result, { defaultValue: null }) : result;
      if (contract && this.options.checkReplies) this.#check(contract, value);
      const answer = answerOk(question.i, value);
      if (answer.length > MOST_REPLY_CHARS) throw new Error(`The reply of ${answer.length} characters is too large`);
      return { answer, outcome: 'OK' };
    } catch (error) {
      const declared = declare(error);
      if (declared.code === 'INTERNAL') this.#log(question, declared.cause ?? declared);
      return { answer: answerError(question.i, declared), outcome: declared.code };
    }
  }

  #check(contract: RpcContract, value: unknown): void {
    const checked = contract.reply.safeParse(value ?? null);
    if (checked.success) return;
    const faults = fieldFaults(checked.error).map(({ field, message }) => `${field || 'it'}: ${message}`);
    throw new Error(`The reply does not fit its contract (${faults.join('; ')})`);
  }

  #log({ s: subject, q: requestId }: Question, cause: unknown): void {
    this.options.logger.error(
      `${subject} failed (request ${requestId}): ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
    );
  }
}

function accepted(contract: RpcContract, input: unknown): unknown {
  const checked = contract.request.safeParse(input);
  if (checked.success) return checked.data;
  throw new DeclaredError('VALIDATION_FAILED', { details: fieldFaults(checked.error) });
}

/** Nest says "no" of a guard with an RpcException; everything else that nobody declared is a failure of ours. */
function declare(error: unknown): DeclaredError {
  if (error instanceof DeclaredError) return error;
  if (error instanceof RpcException && error.message === 'Forbidden resource') return new DeclaredError('FORBIDDEN');
  return new DeclaredError('INTERNAL', { cause: error });
}
