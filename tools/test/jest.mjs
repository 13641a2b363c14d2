import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { command } from '../../libs/servers/src/command.js';
import { ROOT } from '../stack/workspace/paths.mjs';
import { add, failure } from './counts.mjs';
import { resultsOf } from './jest-results.mjs';
import { events, withoutEvents } from './live.mjs';

/** Of a quiet machine: a test of a drill may take longer than one of a spec (`jest.config.mjs`). */
const DRILL_MS = 100_000;
/** Of the output of a process that ended without a report. */
const SHOWN = 20_000;

/**
 * A file of tests, or a generated one that imports several specs (`groups.mjs`).
 *
 * @typedef {{ path: string, specs: string[], limitMs: number }} TestFile path: absolute; specs: of a group, from the root
 * @typedef {{ folder: string, env: NodeJS.ProcessEnv, options?: string[], aloud?: boolean, onEvent?: OnEvent }} Run folder: for
 *   what the run writes; options: of jest; aloud: what the tests print is shown also when they pass
 * @typedef {(name: string, event: import('./live.mjs').Event) => void} OnEvent name: of the file or group
 */

/**
 * Runs a file of tests in a process of jest, which loads each module once. A process that is cut off, or that ends without a
 * report, has failed.
 *
 * @param {TestFile} test @param {Run} run
 * @returns {Promise<import('./counts.mjs').Result[]>} of the process, and of each spec of a group
 */
export async function runJest({ path, specs, limitMs }, { folder, env, options = [], aloud = false, onEvent }) {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const own = mkdtempSync(join(folder, 'jest-'));
  const [reportFile, measures] = [join(own, 'report.json'), join(own, 'measures')];
  const args = [
    '--experimental-vm-modules',
    '--no-warnings',

    `--import=${new URL('measure.mjs', import.meta.url).href}`,
    join(ROOT, 'node_modules/jest/bin/jest.js'),
    '--runInBand',
    ...(path.endsWith('.drill.ts') ? [`--testTimeout=${DRILL_MS * Number(env.TEST_PATIENCE ?? 3)}`] : []),
    ...options,
    '--runTestsByPath',
    path,
  ];
  const variables = { VEZA_TEST_FOLDER: dirname(path), VEZA_TEST_REPORT: reportFile, VEZA_TEST_MEASURES: measures };
  const name = specs.length > 0 ? `${specs.length} specs of ${relative(join(folder, 'groups'), path)}` : relative(ROOT, path);
  const { code, output } = await command(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env, ...variables, NODE_ENV: 'test' },
    limitMs,
    quiet: true,
    ...(onEvent && { onOutput: events((event) => onEvent(name, event)) }),
  });
  const costs = existsSync(measures)
    ? readFileSync(measures, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined;
  rmSync(own, { recursive: true, force: true });
  const results = resultsOf({ name, specs, report, costs, aloud });
  const [whole] = results;
  if (whole && code !== 0 && results.every(({ failed }) => failed === 0)) {
    console.log(withoutEvents(output).slice(-SHOWN));
    const reason =
      code === 124
        ? `did not end within ${limitMs / 60_000} minutes, or an open handle kept it running`
        : `jest ended with ${code}`;
    add(whole, failure(`${name}: ${reason}`));
  }
  return results;
}
