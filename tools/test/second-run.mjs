import { readFileSync } from 'node:fs';
import { sum } from './counts.mjs';

/**
 * The policy for a red file. A file that failed runs once more, alone, on new servers and with the same seed. If it passes, it
 * is unstable: that is printed, and it counts as passed. If it fails again, it is red. More than MOST_UNSTABLE failed files are
 * the fault of the change or of the machine, and do not run again. `unstable.json` lists files that are known to be unstable:
 * they run, are printed, and judge nothing; a check fails when an entry is too old.
 */
const MOST_UNSTABLE = 3;
export const MOST_KNOWN = 5;
export const MOST_DAYS = 14;

/**
 * @typedef {import('./counts.mjs').Result} Result
 * @typedef {{ file: string, owner: string, since: string, reason: string }} Known owner: the area, as of a commit
 */

/** @returns {Known[]} */
export const knownUnstable = () => JSON.parse(readFileSync(new URL('unstable.json', import.meta.url), 'utf8'));

/**
 * @param {Result[]} results of the first run @param {{ known?: Known[], say: (text: string) => void }} options
 * @returns {Promise<{ results: Result[], unstable: string[] }>} the results that count, and a line for each unstable file
 */
export async function judge(results, { known = knownUnstable(), say }) {
  const failed = results.filter((result) => result.failed > 0);
  const isKnown = (/** @type {Result} */ { file }) => known.some((each) => each.file === file);
  const expected = failed.filter(isKnown);
  const repeatable = failed.filter((result) => result.again && !isKnown(result));
  /** @type {Map<Result, Result>} */
  const replaced = new Map(expected.map((result) => [result, asPassed(result)]));
  const unstable = expected.map((result) => `UNSTABLE ${result.file} (listed): ${firstReason(result)}`);
  if (repeatable.length > MOST_UNSTABLE) say(`${repeatable.length} files failed: none of them runs again`);
  else
    for (const result of repeatable) {
      say(`once more, alone: ${result.file}`);
      const second = await result.again?.();
      if (second === undefined) continue;
      const counts = sum(second);
      if (counts.failed === 0) unstable.push(`UNSTABLE ${result.file}: ${firstReason(result)}`);
      replaced.set(result, { ...result, ...counts });
    }
  return { results: results.map((result) => replaced.get(result) ?? result), unstable };
}

/** @param {Result} result */
const asPassed = (result) => ({ ...result, passed: result.passed + result.failed, failed: 0, failures: [] });

/** @param {Result} result */
const firstReason = ({ file, failures: [first = ''] }) => (first.startsWith(`${file}: `) ? first.slice(file.length + 2) : first);

/**
 * What is wrong with the list of known files.
 *
 * @param {Known[]} known @param {{ today: Date, exists: (file: string) => boolean }} now
 */
export function problemsOfKnown(known, { today, exists }) {
  const problems = known.length > MOST_KNOWN ? [`unstable.json has ${known.length} files: ${MOST_KNOWN} at most`] : [];
  for (const { file, owner, since, reason } of known) {
    const days = (today.getTime() - Date.parse(since)) / 86_400_000;
    if (!file || !exists(file)) problems.push(`unstable.json: there is no file ${file}`);
    if (!owner || !reason) problems.push(`unstable.json: ${file} has an owner (its area) and a reason`);
    if (!/^\d{4}-\d\d-\d\d$/.test(since) || Number.isNaN(days) || days < -1)
      problems.push(`unstable.json: ${file}: since is a day that has been`);
    else if (days > MOST_DAYS)
      problems.push(`unstable.json: ${file} is unstable since ${since}, for more than ${MOST_DAYS} days: mend it, or remove it`);
  }
  return problems;
}
