import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { command } from '../../libs/servers/src/command.js';
import { add, confirmed, failure, none } from './counts.mjs';
import { inGroups, writeGroups } from './groups.mjs';
import { ROOT } from '../stack/workspace/paths.mjs';

const DIFFERING_LINES = 6;
/** A step of a journey whose earlier step failed (`apps/e2e/src/journey.ts`). */
const SKIPPED = /^(Error: )?skipped, because /;

/**
 * `unit` are the specs beside their code, which need no server.
 *
 * @typedef {'spec' | 'unit' | 'drill'} Kind
 */

/**
 * Runs jest and counts the results. A run that is cut off or writes no result has failed.
 *
 * @param {{ kind: Kind, folder: string, env: Record<string, string>, patterns: string[], limitMs: number }} run
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function runJest({ kind, folder, env, patterns, limitMs }) {
  const outputFile = join(folder, 'jest.json');
  rmSync(outputFile, { force: true });
  const groups = kind !== 'drill' && inGroups(patterns) ? join(folder, 'groups') : undefined;
  if (groups) writeGroups(groups, kind, patterns);
  const args = [
    '--experimental-vm-modules',
    '--no-warnings',
    `--import=${new URL('worker-exit.mjs', import.meta.url).href}`, // workers inherit it
    join(ROOT, 'node_modules/jest/bin/jest.js'),
    '--json',
    `--outputFile=${outputFile}`,
    ...(kind === 'unit' ? ['--runInBand'] : []),
  ];
  const { code } = await command(process.execPath, [...args, '--passWithNoTests', ...patterns], {
    cwd: ROOT,
    env: { ...process.env, ...env, VEZA_TESTS: kind, NODE_ENV: 'test', ...(groups && { VEZA_TEST_GROUPS: groups }) },
    limitMs,
    dropStdout: true, // the JSON report, which is written to the file as well
  });
  if (code === 124)
    console.log(`FAILED: the ${kind}s did not finish within ${limitMs / 60_000} minutes, or an open handle kept jest running`);
  if (!existsSync(outputFile)) return failure(`jest wrote no result of the ${kind}s`);
  return count(JSON.parse(readFileSync(outputFile, 'utf8')), code, groups ?? ROOT);
}

/**
 * @typedef {{ status: string, fullName: string, failureMessages: string[] }} Test
 * @typedef {{ name: string, status: string, message: string, assertionResults: Test[] }} TestFile
 * @param {{ numPassedTests: number, testResults: TestFile[] }} report
 * @param {number} code
 * @param {string} folder names of files begin below it
 * @returns {import('./counts.mjs').Counts}
 */
function count(report, code, folder) {
  const counts = { ...none(), passed: report.numPassedTests };
  for (const each of report.testResults) if (each.status === 'failed') add(counts, failuresOf(each, relative(folder, each.name)));
  return confirmed(counts, 'jest', code);
}

/**
 * Every failed test counts. Those that were skipped because of an earlier step share one line: the end of a log has room for few.
 *
 * @param {TestFile} result @param {string} file
 * @returns {import('./counts.mjs').Counts}
 */
function failuresOf({ message, assertionResults }, file) {
  const tests = assertionResults.filter(({ status }) => status === 'failed');
  if (tests.length === 0) return failure(`${file}: ${firstLine(message)}`); // the file itself is broken
  const causes = tests.filter(({ failureMessages: [reason = ''] }) => !SKIPPED.test(reason));
  const failures = causes.map(({ fullName, failureMessages: [reason = ''] }) => `${file}: ${fullName}: ${summaryOf(reason)}`);
  const skipped = tests.length - causes.length;
  if (skipped > 0) failures.push(`${file}: ${skipped} later steps were skipped`);
  return { passed: 0, failed: tests.length, failures };
}

/**
 * The first line of a failure, what was received instead of what, and, of a browser's step, what it waited for, on which
 * page and where: a log is often cut in its middle.
 *
 * @param {string} reason
 */
function summaryOf(reason) {
  const differing = stripVTControlCharacters(reason)
    .split('\n')
    .filter((line) => /^[-+] (?!Expected|Received)|^(Expected|Received): |^ +- \S|^on a page: |^ +at .*\/e2e\/test\//.test(line));
  return [firstLine(reason), ...differing.slice(0, DIFFERING_LINES).map((line) => line.slice(0, 300))].join(' ');
}

/** @param {string} text */
const firstLine = (text) => stripVTControlCharacters(text.trim().split('\n')[0] ?? '').slice(0, 300);
