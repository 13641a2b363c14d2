import { stripVTControlCharacters } from 'node:util';
import { add, failure, none } from './counts.mjs';

const DIFFERING_LINES = 6;
/** A step of a journey whose earlier step failed (`apps/e2e/src/journey.ts`). */
export const SKIPPED = /^(Error: )?skipped, because /;
/** Of the report of one failed file. */
const SHOWN = 40_000;

/**
 * @typedef {import('./counts.mjs').Result} Result
 * @typedef {import('./reporter.mjs').Test} Test
 * @typedef {{ name: string, specs: string[], report?: import('./reporter.mjs').Report, costs: (import('./measure.mjs').Cost & { file: string | null })[], aloud: boolean }} Ended
 */

/**
 * The results of a process of jest: first what it is itself, which for a group is the loading of its modules, then those of
 * the specs of its group. Prints the report of failures.
 *
 * @param {Ended} ended
 * @returns {Result[]}
 */
export function resultsOf({ name, specs, report, costs, aloud }) {
  const cost = (/** @type {string | null} */ file) => costs.find((each) => each.file === file);
  const tests = report?.tests ?? [];
  const parts = specs.map((spec) => ({
    ...countsOf(spec, testsOf(spec, tests)),
    ...noCost,
    ...cost(spec),
    file: spec,
  }));
  const own = countsOf(name, specs.length > 0 ? [] : tests);
  const rest = parts.reduce((left, part) => less(left, part), { ...noCost, ...cost(null) });
  const whole = { ...own, ...rest, file: name };
  const broken = report ? report.broken : 'it wrote no report';
  if (broken !== undefined) add(whole, failure(`${name}: ${firstLine(broken)}`));
  const empty = broken === undefined ? parts.filter(({ file }) => testsOf(file, tests).length === 0) : [];
  for (const part of empty) add(part, failure(`${part.file}: it has no test`));
  const failed = [whole, ...parts].some((part) => part.failed > 0);
  if (failed && report) console.log(report.message.slice(0, SHOWN));
  if ((failed || aloud) && report) for (const text of report.printed) console.log(text);
  return [whole, ...parts];
}

/** The tests of a spec of a group, with those that the options of jest leave out. @param {string} spec @param {Test[]} tests */
const testsOf = (spec, tests) => tests.filter(({ ancestorTitles: [first] }) => first === spec);

const noCost = { wallMs: 0, cpuMs: 0, starts: 0 };

/** @param {import('./measure.mjs').Cost} cost @param {import('./measure.mjs').Cost} part */
const less = (cost, part) => ({
  wallMs: cost.wallMs - part.wallMs,
  cpuMs: cost.cpuMs - part.cpuMs,
  starts: cost.starts - part.starts,
});

/**
 * Every failed test counts. Those that were skipped because of an earlier step share one line: the end of a log has room for few.
 *
 * @param {string} file @param {Test[]} tests
 * @returns {import('./counts.mjs').Counts}
 */
function countsOf(file, tests) {
  const failed = tests.filter(({ status }) => status === 'failed');
  const causes = failed.filter(({ failureMessages: [reason = ''] }) => !SKIPPED.test(reason));
  const failures = causes.map(
    ({ fullName, failureMessages: [reason = ''] }) => `${file}: ${nameIn(file, fullName)}: ${summaryOf(reason)}`,
  );
  const skipped = failed.length - causes.length;
  if (skipped > 0) failures.push(`${file}: ${skipped} later steps were skipped`);
  return { ...none(), passed: tests.filter(({ status }) => status === 'passed').length, failed: failed.length, failures };
}

/** Without the `describe` of a group. @param {string} file @param {string} fullName */
const nameIn = (file, fullName) => (fullName.startsWith(`${file} `) ? fullName.slice(file.length + 1) : fullName);

/**
 * The first line of a failure, what was received instead of what, and, of a browser's step, what it waited for, on which
 * page and where: a log is often cut in its middle.
 *
 * @param {string} reason
 */
export function summaryOf(reason) {
  const differing = stripVTControlCharacters(reason)
    .split('\n')
    .filter((line) => /^[-+] (?!Expected|Received)|^(Expected|Received): |^ +- \S|^on a page: |^ +at .*\/e2e\/test\//.test(line));
  return [firstLine(reason), ...differing.slice(0, DIFFERING_LINES).map((line) => line.slice(0, 300))].join(' ');
}

/** @param {string} text */
const firstLine = (text) => stripVTControlCharacters(text.trim().split('\n')[0] ?? '').slice(0, 300);
