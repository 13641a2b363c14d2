import { availableParallelism } from 'node:os';

/**
 * A part of a run: a check, a group of specs, a drill, the kit. A heavy one starts a whole system or a browser, and two of
 * them side by side take as long as one after the other, but fail by their limits of time. So one heavy part runs at a
 * time, with light ones beside it.
 *
 * @typedef {import('./counts.mjs').Result} Result
 * @typedef {{ files: string[], heavy: boolean, run: () => Promise<Result[]> }} Part files: names of its results
 */

/** One core each: more at once need much memory. */
const LANES = Math.min(2, availableParallelism());

/**
 * Runs the parts, each kind in its order.
 *
 * @param {Part[]} parts @param {(results: Result[]) => void} ended called at the end of each part
 * @param {number} [lanes]
 */
export async function inLanes(parts, ended, lanes = LANES) {
  const heavy = parts.filter((part) => part.heavy);
  const light = parts.filter((part) => !part.heavy);
  let heavyRuns = false;
  const lane = async () => {
    for (;;) {
      const part = (heavyRuns ? undefined : heavy.shift()) ?? light.shift();
      if (!part) return; // what is left is heavy, and the other lane takes it
      if (part.heavy) heavyRuns = true;
      ended(await part.run());
      if (part.heavy) heavyRuns = false;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane)); // an interrupted lane waits for the other one
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
