/**
 * What a part of the tests came to. `failures` has a line for each failed test, for the end of a long log.
 *
 * @typedef {{ passed: number, failed: number, failures: string[] }} Counts
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

/**
 * Counts without a failure, of a program whose exit code says otherwise, get one.
 *
 * @param {Counts} counts @param {string} program @param {number} code
 */
export function confirmed(counts, program, code) {
  if (counts.failed === 0 && code !== 0) add(counts, failure(`${program} ended with ${code}`));
  return counts;
}
