import { spawnSync } from 'node:child_process';

/** Milliseconds of a quiet machine of today: a loop, and the start of a process. */
const [QUIET_LOOP, QUIET_START] = [110, 30];
const LOOP = 1e8;
const ROUNDS = 3;
/** Limits are written for a quiet machine. This much longer is enough on one that other lanes of the run keep busy. */
const BUSY = 3;
const MOST = 15;

/**
 * How many times as long as on a quiet machine the tests of this run wait, by a look at this machine: 3 to 15. Only a
 * failure lasts longer by it.
 */
export function measurePatience() {
  const rounds = Array.from({ length: ROUNDS }, () => Math.max(loopMs() / QUIET_LOOP, startMs() / QUIET_START));
  const [, factor = 1] = rounds.sort((a, b) => a - b);
  return patienceOf(factor);
}

/** @param {number} factor how many times as slow as a quiet machine */
export const patienceOf = (factor) => Math.round(Math.min(MOST, BUSY * Math.max(1, factor)) * 10) / 10;

function loopMs() {
  const began = performance.now();
  let sum = 0;
  for (let i = 0; i < LOOP; i += 1) sum += i % 7;
  return sum > 0 ? performance.now() - began : 0;
}

function startMs() {
  const began = performance.now();
  spawnSync('sh', ['-c', ':']);
  return performance.now() - began;
}
