import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATE } from '../stack/workspace/paths.mjs';
import { machineMs, processorMs } from './measure.mjs';

const DEAREST = 20;

/** @typedef {import('./counts.mjs').Result} Result */

const seconds = (/** @type {number} */ ms) => (ms / 1_000).toFixed(1).padStart(7);

/** The line of a file. @param {Omit<Result, 'failures'>} result */
export function lineOf({ file, passed, failed, wallMs, cpuMs, starts }) {
  const state = failed > 0 ? 'FAILED' : 'ok    ';
  const cpu = cpuMs === undefined ? '      –' : seconds(cpuMs);
  return `${state} ${seconds(wallMs)} s ${cpu} cpu-s ${String(passed + failed).padStart(4)} tests ${String(starts ?? '–').padStart(3)} starts  ${file}`;
}

/** @param {string} failure */
export const failureLine = (failure) => `       ✗ ${failure}`;

/** Prints the files that took the most processor time. @param {Result[]} results */
export function printDearest(results) {
  const dearest = results.filter(({ cpuMs }) => cpuMs !== undefined).sort((a, b) => (b.cpuMs ?? 0) - (a.cpuMs ?? 0));
  console.log(`\nthe ${Math.min(DEAREST, dearest.length)} dearest files (a start is a process or an HTTP server):`);
  for (const result of dearest.slice(0, DEAREST)) console.log(lineOf(result));
}

export const COSTS = join(STATE, 'test-costs.json');

/** Of earlier runs of this checkout, by file. @returns {import('./selection.mjs').Costs} */
export const keptCosts = () => (existsSync(COSTS) ? JSON.parse(readFileSync(COSTS, 'utf8')) : {});

/** Keeps what each file took for the time that is left of a later run, and for `record-costs.mjs`. @param {Result[]} results */
export function keepCosts(results) {
  const kept = keptCosts();
  for (const { file, wallMs, cpuMs } of results)
    if (cpuMs !== undefined) kept[file] = { cpu: Math.round(cpuMs / 1_000), wall: Math.round(wallMs / 1_000) };
  writeFileSync(`${COSTS}.${process.pid}`, JSON.stringify(kept, undefined, 1));
  renameSync(`${COSTS}.${process.pid}`, COSTS); // another run reads it
}

/** Processor time of the whole machine before the run: pages of browsers are in no account of the run. */
const machineBefore = machineMs();

/** Prints the time of the run, and the processor time of the processes that it has started and of the machine. */
export function printCost() {
  const [wall, own, machine] = [performance.now(), processorMs(), machineMs() - machineBefore].map((ms) =>
    (ms / 1_000).toFixed(0),
  );
  console.log(`· ${wall} s, ${own} s of processor time; ${machine} s of the machine`);
}
