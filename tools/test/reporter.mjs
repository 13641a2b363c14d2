import { writeFileSync } from 'node:fs';

/**
 * Writes what jest found in a file of tests to the file that VEZA_TEST_REPORT names.
 *
 * @typedef {{ status: string, fullName: string, title: string, ancestorTitles: string[], failureMessages: string[] }} Test
 * @typedef {{ message: string, tests: Test[], printed: string[] }} Report message: of a file that is broken or has failures
 */
export default class FileReporter {
  /** @param {import('@jest/test-result').Test} _test @param {import('@jest/test-result').TestResult} result */
  onTestResult(_test, { failureMessage, testExecError, testResults, console }) {
    /** @type {Report} */
    const report = {
      message: failureMessage ?? testExecError?.message ?? '',
      tests: testResults.map(({ status, fullName, title, ancestorTitles, failureMessages }) => ({
        status,
        fullName,
        title,
        ancestorTitles,
        failureMessages,
      })),
      printed: (console ?? []).map(({ message }) => message),
    };
    writeFileSync(process.env.VEZA_TEST_REPORT ?? '', JSON.stringify(report));
  }
}
