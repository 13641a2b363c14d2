import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../../libs/servers/src/command.js';
import { ROOT } from '../stack/workspace/paths.mjs';
import { add, confirmed, failure, none } from './counts.mjs';
import { inLanes } from './lanes.mjs';
import { withSystem } from './started-system.mjs';

const KIT = join(ROOT, '../shared/conformance');
const LIST = join(ROOT, '.ci/conformance');
/** Files at once. Most of their time is spent in waiting; the kit itself takes four. */
const LANES = 2;

/**
 * Starts the whole system and runs the files of the conformance kit listed in `.ci/conformance`, if the kit is present beside
 * the repository. Without demo data: its music is still converted while the system serves.
 *
 * @param {string} results folder of the results
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function runConformance(results) {
  const names = existsSync(LIST)
    ? readFileSync(LIST, 'utf8')
        .split('\n')
        .map((line) => line.trim())
    : [];
  const files = names.filter((name) => name !== '' && !name.startsWith('#'));
  if (!existsSync(KIT) || files.length === 0) {
    console.log(files.length === 0 ? 'no file is listed in .ci/conformance' : 'skipped: the conformance kit is not present');
    return none();
  }
  const total = await withSystem({ results, env: process.env, options: ['--empty'] }, async (addresses) => {
    // A kit that cannot be written to works in a copy below TMPDIR, which another lane must not write anew.
    const folders = Array.from({ length: LANES }, (_, lane) => join(results, `lane-${lane}`));
    for (const folder of folders) mkdirSync(folder);
    const run = (/** @type {string} */ name, lane = 0) => runFile(name, results, { ...addresses, TMPDIR: folders[lane] });
    const [installing = '', ...others] = files; // the first run installs what the kit needs
    const counts = await run(installing);
    add(counts, await inLanes(others, LANES, run));
    return counts;
  });
  return total ?? failure('the system did not start');
}

/** @param {string} name @param {string} results @param {NodeJS.ProcessEnv} addresses */
async function runFile(name, results, addresses) {
  const json = join(results, `${name}.json`);
  const args = [join(KIT, 'run'), '--only', name, '--json', json];
  const env = { ...process.env, ...addresses };
  const { code, output } = await command('bash', args, { cwd: ROOT, env, quiet: true, limitMs: 8 * 60_000 });
  console.log(output.trim());
  if (!existsSync(json)) return failure(`${name} wrote no counts`);
  /** @type {Record<string, { passed: number, failed: number, failures: { name: string, why: string }[] }>} */
  const topics = JSON.parse(readFileSync(json, 'utf8'));
  const total = none();
  for (const { passed, failed, failures } of Object.values(topics))
    add(total, { passed, failed, failures: failures.map((each) => `${each.name}: ${each.why}`) });
  return confirmed(total, name, code);
}
