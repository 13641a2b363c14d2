import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../stack/workspace/paths.mjs';
import { add, confirmed, failure, none, timed } from './counts.mjs';
import { inLanes } from './lanes.mjs';
import { measuredCommand } from './measured-command.mjs';
import { withSystem } from './started-system.mjs';

const KIT = join(ROOT, '../shared/conformance');
const LIST = join(ROOT, '.ci/conformance');
/** Files at once. Most of their time is spent in waiting; the kit itself takes four. */
const LANES = 2;

/** @typedef {import('./counts.mjs').Result} Result */

/** The names in `.ci/conformance`, if the kit is present beside the repository. */
export function kitFiles() {
  if (!existsSync(KIT) || !existsSync(LIST)) return [];
  const names = readFileSync(LIST, 'utf8').split('\n');
  return names.map((line) => line.trim()).filter((name) => name !== '' && !name.startsWith('#'));
}

/**
 * Starts the whole system and runs files of the conformance kit against it. Without demo data: its music is still converted
 * while the system serves. A failed file runs again on a system of its own.
 *
 * @param {string[]} names @param {string} folder of the results
 * @returns {Promise<Result[]>}
 */
export async function runConformance(names, folder) {
  mkdirSync(folder, { recursive: true });
  const results = mkdtempSync(join(folder, 'kit-'));
  /** @type {Result[]} */
  const ended = [];
  const all = await timed('conformance', async () => {
    const counts = await withSystem({ results, env: process.env, options: ['--empty'] }, async (addresses) => {
      // A kit that cannot be written to works in a copy below TMPDIR, which another lane must not write anew.
      const free = Array.from({ length: LANES }, (_, lane) => join(results, `lane-${lane}`));
      for (const each of free) mkdirSync(each);
      const run = async (/** @type {string} */ name) => {
        const place = free.pop() ?? results;
        const again = () => runConformance([name], folder);
        const result = await timed(`conformance ${name}`, () => runFile(name, results, { ...addresses, TMPDIR: place }), again);
        free.push(place);
        return [result];
      };
      const [installing = '', ...others] = names; // the first run installs what the kit needs
      ended.push(...(await run(installing)));
      const parts = others.map((name) => ({ files: [name], heavy: false, run: () => run(name) }));
      await inLanes(parts, (each) => ended.push(...each), LANES);
      return none();
    });
    return counts ?? failure('conformance: the system did not start');
  });
  return [all, ...ended];
}

/** @param {string} name @param {string} results @param {NodeJS.ProcessEnv} addresses */
async function runFile(name, results, addresses) {
  const json = join(results, `${name}.json`);
  const args = [join(KIT, 'run'), '--only', name, '--json', json];
  const env = { ...process.env, ...addresses };
  const { code, output, cpuMs } = await measuredCommand('bash', args, { cwd: ROOT, env, limitMs: 8 * 60_000 });
  if (!existsSync(json)) console.log(output.trim());
  if (!existsSync(json)) return failure(`conformance ${name}: it wrote no counts`);
  /** @type {Record<string, { passed: number, failed: number, failures: { name: string, why: string }[] }>} */
  const topics = JSON.parse(readFileSync(json, 'utf8'));
  const total = none();
  for (const { passed, failed, failures } of Object.values(topics))
    add(total, { passed, failed, failures: failures.map((each) => `conformance ${name}: ${each.name}: ${each.why}`) });
  if (total.failed > 0) console.log(output.trim());
  return confirmed({ ...total, cpuMs }, `conformance ${name}`, code);
}
