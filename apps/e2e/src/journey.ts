import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { patient } from '@veza/testing';
import { type SystemPlan, TestSystem } from './test-system.js';

/** Of a quiet machine. */
const START_MS = 50_000;
const STEP_MS = 60_000;

/** One step of a journey. Later steps build on earlier ones; `ms` where a step may take longer on a quiet machine. */
export type Step = (name: string, does: (system: TestSystem) => Promise<void>, ms?: number) => void;

let system: TestSystem | undefined;
/** The reason of a failed start. Only the first step throws it in full. */
let startError: unknown = new Error('the system was never started');

/** Starts the system of this test file before its first journey and stops it after the last. */
export function useSystem(plan: SystemPlan): void {
  beforeAll(async () => {
    system = await TestSystem.start(plan).catch((error: unknown) => {
      startError = error;
      return undefined;
    });
  }, patient(START_MS));
  afterAll(async () => {
    await system?.stop();
  }, patient(START_MS));
}

/**
 * A journey whose steps are tests in order. After a failed step all later ones fail at once, since they build on it. With
 * `independent`, only a failed first step (the setup) has this effect. A failure shows the open pages, and the
 * warnings that the services logged meanwhile.
 */
export function journey(name: string, define: (step: Step) => void, { independent = false } = {}): void {
  describe(name, () => {
    let broken: string | undefined;
    let started = 0;
    define((step, does, ms = STEP_MS) => {
      test(
        step,
        async () => {
          const here = runningSystem();
          if (broken !== undefined) throw skipError(broken);
          const since = here.now();
          const needed = !independent || started === 0;
          started += 1;
          try {
            await does(here);
          } catch (error) {
            if (needed) broken = step;
            if (error instanceof Error) await addContext(error, here, since);
            throw error;
          }
        },
        patient(ms),
      );
    });
  });
}

function runningSystem(): TestSystem {
  if (system) return system;
  const reason = startError;
  startError = skipError('the start of the system');
  throw reason;
}

/** jest prints the stack, which begins with the message that the error was made with. */
async function addContext(error: Error, here: TestSystem, since: Map<string, number>): Promise<void> {
  const pages = await here.shownPages();
  const context = [...pages.map((page) => `on a page: ${page}`), `in the logs: ${here.warnings(since)}`].join('\n');
  const message = `${error.message}\n\nmeanwhile\n${context}\n`;
  error.stack = error.stack?.replace(error.message, () => message);
  error.message = message;
}

/** A follow-up failure, without a stack of its own. */
function skipError(broken: string): Error {
  const error = new Error(`skipped, because "${broken}" failed`);
  error.stack = error.message;
  return error;
}
