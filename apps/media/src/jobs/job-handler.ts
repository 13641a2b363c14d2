import { contractsOf, type ContractTree, type JobContract } from '@veza/contracts';

/**
 * Why a job leaves its slot: in an idle one, a job that has a right to the slot waits; or it goes behind all others. It runs
 * again later.
 */
export class SlotWanted extends Error {
  override readonly name = 'SlotWanted';
}

export interface JobAttempt {
  /** The last try: what fails now has failed for good. */
  last: boolean;
  /** Aborts when this worker stops, or with `SlotWanted`; the job is then run again. */
  signal: AbortSignal;
  /**
   * For a job that costs more than others. Rejects with `SlotWanted` when the job runs before others; it is then run again,
   * in a slot that no other job wants.
   */
  behindOthers(): Promise<void>;
}

/** Runs one kind of job. A job may run twice, also concurrently, so its effects must be idempotent. */
export interface JobHandler {
  readonly contract: JobContract;
  /** `payload` comes from the queue unchecked; the handler parses it with its contract. */
  run(payload: unknown, attempt: JobAttempt): Promise<void>;
}

/** Injection token: the handlers of the worker, a `JobHandler[]`. */
export const JOB_HANDLERS = Symbol('job handlers');

/** The handlers by job name: a job of the contracts without a handler, or with two, keeps a worker from starting. */
export function handlersByName(tree: ContractTree, handlers: readonly JobHandler[]): Map<string, JobHandler> {
  const expected = contractsOf(tree)
    .filter((contract) => contract.kind === 'job')
    .map(({ name }) => name);
  const given = handlers.map(({ contract }) => contract.name);
  const faults = [
    ...expected.filter((name) => !given.includes(name)).map((name) => `no handler for the job ${name}`),
    ...new Set(given.filter((name, at) => given.indexOf(name) !== at).map((name) => `more than one handler for the job ${name}`)),
    ...given.filter((name) => !expected.includes(name)).map((name) => `a handler for the job ${name}, which no contract knows`),
  ];
  if (faults.length > 0) throw new Error(`This worker cannot start: ${faults.join('; ')}.`);
  return new Map(handlers.map((handler) => [handler.contract.name, handler]));
}
