/**
 * The result of a file of tests, of a check or of a stage. `failures` has a line for each failed test, for the end of a long
 * log. `again` runs it once more, alone and on new servers; without it, a failure is final.
 *
 * @typedef {{ passed: number, failed: number, failures: string[] }} Counts
 * @typedef {Counts & { file: string, wallMs: number, cpuMs?: number | undefined, starts?: number, again?: Again }} Result
 * @typedef {() => Promise<Result[]>} Again
 */

/** @returns {Counts} */
export const none = () => ({ passed: 0, failed: 0, failures: [] });

/** @returns {Counts} */
export const success = () => ({ passed: 1, failed: 0, failures: [] });

/** @param {string} name @returns {Counts} */
export const failure = (name) => ({ passed: 0, failed: 1, failures: [name] });

/** @param {Counts} total @param {Counts} part */
export function add(total, part) {
  total.passed += part.passed;
  total.failed += part.failed;
  total.failures.push(...part.failures);
}

/** @param {Counts[]} parts */
export function sum(parts) {
  const total = none();
  for (const part of parts) add(total, part);
  return total;
}

/**
 * Counts without a failure, of a program whose exit code says otherwise, get one.
 *
 * @template {Counts} Part
 * @param {Part} counts @param {string} program @param {number} code
 */
export function confirmed(counts, program, code) {
  if (counts.failed === 0 && code !== 0) add(counts, failure(`${program} ended with ${code}`));
  return counts;
}

/** The counts of a piece of work as a result. @param {string} file @param {() => Promise<Counts & { cpuMs?: number | undefined }>} work @param {Again} [again] */
export async function timed(file, work, again) {
  const started = performance.now();
  const counts = await work();
  return { ...counts, file, wallMs: performance.now() - started, ...(again && { again }) };
}
