import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../../libs/servers/src/command.js';
import { ROOT } from '../stack/workspace/paths.mjs';

/**
 * Runs jest and counts the results. A run that is cut off or writes no result has failed.
 *
 * @param {{ kind: 'spec' | 'drill', folder: string, env: Record<string, string>, patterns: string[], limitMs: number }} run
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runJest({ kind, folder, env, patterns, limitMs }) {
  const outputFile = join(folder, 'jest.json');
  rmSync(outputFile, { force: true });
  const args = [
    '--experimental-vm-modules',
    '--no-warnings',
    join(ROOT, 'node_modules/jest/bin/jest.js'),
    '--json',
    `--outputFile=${outputFile}`,
  ];
  const { code } = await command(process.execPath, [...args, '--passWithNoTests', ...patterns], {
    cwd: ROOT,
    env: { ...process.env, ...env, VEZA_TESTS: kind, NODE_ENV: 'test' },
    limitMs,
    dropStdout: true, // the JSON report, which is written to the file as well
  });
  if (code === 124)
    console.log(`FAILED: the ${kind}s did not finish within ${limitMs / 60_000} minutes, or an open handle kept jest running`);
  if (!existsSync(outputFile)) return { passed: 0, failed: 1 };
  return count(JSON.parse(readFileSync(outputFile, 'utf8')), code);
}

/** @param {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }} report @param {number} code */
function count(report, code) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  const failed = report.numFailedTests + brokenFiles.length;
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}
