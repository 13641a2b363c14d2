import { failureLine, lineOf } from './report.mjs';

/**
 * What a run prints while it goes on: each failure at once, a line for each file as it ends, with how many of the files have
 * ended and about how long the rest takes.
 *
 * @typedef {import('./counts.mjs').Result} Result
 */

/** Seconds of a file that was never measured here, by its kind. Only their ratios matter. @type {[RegExp, number][]} */
const KINDS = [
  [/\.drill\.ts$|^apps\/e2e\//, 40],
  [/^(apps|libs)\/[^/]+\/src\//, 0.2],
  [/\.spec\.ts$/, 3],
];
const OTHER = 8;
/** Of the whole: less of it says nothing about the rest. */
const KNOWN_PART = 0.05;

/** @param {string} file @param {Record<string, { wall: number }>} known */
const secondsOf = (file, known) => known[file]?.wall || (KINDS.find(([kind]) => kind.test(file))?.[1] ?? OTHER);

/**
 * @param {import('./lanes.mjs').Part[]} parts
 * @param {{ known: Record<string, { wall: number }>, now?: () => number, print?: (text: string) => void }} options known: seconds
 *   of files in an earlier run
 */
export function progressOf(parts, { known, now = () => performance.now(), print = console.log }) {
  const files = parts.flatMap((part) => part.files);
  const weights = new Map(files.map((file) => [file, secondsOf(file, known)]));
  const began = now();
  const total = sumOf(weights.values());
  const printed = new Set();
  /** @type {Map<string, { passed: number, failed: number }>} */
  const counts = new Map();
  let ended = 0;
  let done = 0;

  /** @param {string} file */
  function next(file) {
    printed.add(file);
    const weight = weights.get(file);
    if (weight === undefined) return ''; // the process of a group
    ended += 1;
    done += weight;
    const seconds = (((now() - began) / done) * (total - done)) / 1_000;
    const left = seconds > 90 ? `about ${Math.round(seconds / 60)} min left` : `about ${Math.ceil(seconds / 10) * 10} s left`;
    if (ended === files.length) return '';
    return ` · ${ended} of ${files.length}${done / total < KNOWN_PART ? '' : `, ${left}`}`;
  }

  return {
    /** Of a process of jest. @param {string} name the process @param {import('./live.mjs').Event} event */
    event(name, event) {
      const file = weights.has(event.spec) ? event.spec : name;
      const count = counts.get(file) ?? { passed: 0, failed: 0 };
      counts.set(file, count);
      if (event.kind === 'spec' && file === name) return; // its line has the cost of its process
      if (event.kind === 'spec') return print(lineOf({ ...count, ...event.cost, file }) + next(file));
      count[event.failure === undefined ? 'passed' : 'failed'] += 1;
      if (event.failure !== undefined) print(failureLine(`${file}: ${event.test}: ${event.failure}`));
    },
    /** Of a part that has ended. @param {Result[]} results */
    ended(results) {
      for (const result of results.filter(({ file }) => !printed.has(file))) {
        print(lineOf(result) + next(result.file));
        if (!counts.has(result.file)) for (const failure of result.failures) print(failureLine(failure));
      }
    },
  };
}

/** @param {Iterable<number>} values */
const sumOf = (values) => [...values].reduce((sum, value) => sum + value, 0);
