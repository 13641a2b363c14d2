import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { portIsFree } from '../../libs/servers/src/ports.js';
import { command } from '../../libs/servers/src/command.js';
import { ROOT } from '../stack/workspace/paths.mjs';
import { add, confirmed, failure, none } from './counts.mjs';
import { inLanes } from './lanes.mjs';

const KIT = join(ROOT, '../shared/conformance');
const LIST = join(ROOT, '.ci/conformance');
/** Files at once. Most of their time is spent in waiting; the kit itself takes four. */
const LANES = 2;

/**
 * Starts the whole system with its demo data and runs the files of the conformance kit listed in `.ci/conformance`, if the
 * kit is present beside the repository.
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
  const envFile = join(results, 'stack.env');
  rmSync(envFile, { force: true });
  const offset = await freeOffset();
  const stack = spawn(process.execPath, ['tools/stack/start.mjs', '--env-out', envFile, '--port-offset', offset], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise((resolve) => stack.once('exit', resolve));
  try {
    if (!(await isReady(stack, envFile))) return failure('the system did not start');
    const addresses = readVariables(envFile);
    // A kit that cannot be written to works in a copy below TMPDIR, which another lane must not write anew.
    const folders = Array.from({ length: LANES }, (_, lane) => join(results, `lane-${lane}`));
    for (const folder of folders) mkdirSync(folder);
    const run = (/** @type {string} */ name, lane = 0) => runFile(name, results, { ...addresses, TMPDIR: folders[lane] });
    const [installing = '', ...others] = files; // the first run installs what the kit needs
    const total = await run(installing);
    add(total, await inLanes(others, LANES, run));
    return total;
  } finally {
    stack.kill('SIGTERM');
    await Promise.race([ended, sleep(60_000).then(() => stack.kill('SIGKILL'))]);
  }
}

const PORTS = [8080, 3001, 9001, 8090, 9100, 9101, 9102, 9103, 9104, 9105];

/** The offset of the first free set of ports: 0, or a multiple of 1,000 if another system runs. */
async function freeOffset() {
  for (let offset = 0; offset < 40_000; offset += 1_000) {
    const free = await Promise.all(PORTS.map((port) => portIsFree(port + offset)));
    if (free.every(Boolean)) return String(offset);
  }
  return '0'; // the launcher reports the port in use
}

/** @param {import('node:child_process').ChildProcess} stack @param {string} envFile */
async function isReady(stack, envFile) {
  const until = Date.now() + 5 * 60_000;
  while (!existsSync(envFile)) {
    if (stack.exitCode !== null || Date.now() > until) return false;
    await sleep(200);
  }
  return true;
}

/** Parses the file of `--env-out`: one `export NAME='value'` per line. @param {string} file @returns {Record<string, string>} */
function readVariables(file) {
  const matches = readFileSync(file, 'utf8').matchAll(/^export (\w+)='(.*)'$/gm);
  return Object.fromEntries([...matches].map(([, name, value]) => [name, value]));
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
