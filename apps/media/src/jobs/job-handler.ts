import { contractsOf, type ContractTree, type JobContract } from '@veza/contracts';

export interface JobTry {
  /** Whether it will not be tried again: what fails now has failed for good. */
  last: boolean;
  /** Aborts when this worker stops; the job is then done elsewhere. */
  signal: AbortSignal;
}

/** Does one kind of job. It may run twice, also at the same time, so its effects must bear that. */
export interface JobHandler {
  readonly contract: JobContract;
  /** `payload` is what the queue held; the handler reads it by its contract. */
  run(payload: unknown, attempt: JobTry): Promise<void>;
}

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
