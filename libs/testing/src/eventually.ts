import { setTimeout as sleep } from 'node:timers/promises';
import { patient } from './patience.js';

/** Thrown by a condition that cannot become true any more: the wait ends at once. */
export class UnreachableCondition extends Error {}

/**
 * Repeats the condition until it holds, and returns its result: tests wait in this way for what happens elsewhere. It
 * holds when the function returns (or resolves to) anything but false, null or undefined without throwing, so it may
 * contain expectations.
 *
 * @param what is part of the failure message, with the last result or error
 * @param options `ms` is the limit on a quiet machine: 10 seconds if not given
 */
export async function eventually<T>(
  what: string,
  condition: () => T | Promise<T>,
  options: { ms?: number; everyMs?: number } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const { everyMs = 20 } = options;
  const ms = patient(options.ms ?? 10_000);
  const until = performance.now() + ms;
  for (;;) {
    const outcome = await attempt(condition);
    if ('value' in outcome && holds(outcome.value)) return outcome.value;
    if ('error' in outcome && outcome.error instanceof UnreachableCondition) throw outcome.error;
    if (performance.now() >= until) throw new Error(`not within ${ms} ms: ${what} (last: ${describe(outcome)})`);
    await sleep(everyMs);
  }
}

type Outcome<T> = { value: T } | { error: unknown };

async function attempt<T>(condition: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await condition() };
  } catch (error) {
    return { error };
  }
}

function holds<T>(value: T): value is NonNullable<Exclude<T, false>> {
  return value !== false && value !== null && value !== undefined;
}

function describe(outcome: Outcome<unknown>): string {
  if ('error' in outcome) return outcome.error instanceof Error ? outcome.error.message : String(outcome.error);
  return JSON.stringify(outcome.value) ?? 'undefined';
}
