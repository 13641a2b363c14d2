import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from './setup-error.js';

const LOOK_EVERY_MS = 20;

/**
 * Resolves when the condition holds; a rejected one does not hold. Rejects after the limit, or when the signal is aborted.
 *
 * @param {string} what subject and verb of the error sentence @param {() => Promise<boolean>} condition
 * @param {{ limitMs: number, signal: AbortSignal | undefined, way?: string }} options way: the end of the sentence
 */
export async function until(what, condition, { limitMs, signal, way = '' }) {
  const end = performance.now() + limitMs;
  let reason = '';
  for (;;) {
    signal?.throwIfAborted();
    const holds = await condition().catch((error) => {
      reason = ` (${error instanceof Error ? error.message : error})`;
      return false;
    });
    if (holds) return;
    if (performance.now() > end) throw new SetupError(`${what} within ${limitMs / 1_000} s${reason}${way}.`);
    await sleep(LOOK_EVERY_MS);
  }
}
