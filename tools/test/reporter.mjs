import { writeFileSync } from 'node:fs';
import { SKIPPED, summaryOf } from './jest-results.mjs';
import { send } from './live.mjs';

/**
 * Sends each test as it ends, and writes what jest found in a file of tests to the file that VEZA_TEST_REPORT names.
 *
 * @typedef {{ status: string, fullName: string, ancestorTitles: string[], failureMessages: string[] }} Test
 * @typedef {{ message: string, broken?: string, tests: Test[], printed: string[] }} Report message: all failures, as jest prints
 *   them; broken: the reason, of a file that could not run
 */
export default class FileReporter {
  /** @param {import('@jest/test-result').Test} _test @param {import('@jest/test-result').TestCaseResult} result */
  onTestCaseResult(_test, { status, ancestorTitles: [spec = ''], title, failureMessages: [reason = ''] }) {
    if (status === 'passed') send({ kind: 'test', spec, test: title });
    if (status === 'failed' && !SKIPPED.test(reason)) send({ kind: 'test', spec, test: title, failure: summaryOf(reason) });
  }

  /** @param {import('@jest/test-result').Test} _test @param {import('@jest/test-result').TestResult} result */
  onTestResult(_test, { failureMessage, testExecError, testResults, console }) {
    /** @type {Report} */
    const report = {
      message: failureMessage ?? '',
      ...(testExecError?.message && { broken: testExecError.message }),
      tests: testResults.map(({ status, fullName, ancestorTitles, failureMessages }) => ({
        status,
        fullName,
        ancestorTitles,
        failureMessages,
      })),
      printed: (console ?? []).map(({ message }) => message),
    };
    writeFileSync(process.env.VEZA_TEST_REPORT ?? '', JSON.stringify(report));
  }
}
