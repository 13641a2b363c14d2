import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { portIsFree } from '../../libs/servers/src/ports.js';
import { ROOT } from '../stack/workspace/paths.mjs';

const READY_MS = 8 * 60_000;
const STOP_MS = 60_000;
/** Offsets of the systems that this process has started: two that start at once would find the same ports free. */
const taken = new Set();
const PORTS = [8080, 3001, 9001, 8090, 9100, 9101, 9102, 9103, 9104, 9105, 9106];

/**
 * A start of the whole system as a command, and the folder for its file of addresses. `program` gets the options of the
 * launcher after its own arguments; without one it is the launcher of this checkout.
 *
 * @typedef {{ results: string, env: NodeJS.ProcessEnv, program?: string[], cwd?: string, options?: string[] }} Start
 */

/**
 * Starts the whole system on free ports, does the work with its addresses, and stops it.
 *
 * @template Result
 * @param {Start} start @param {(addresses: Record<string, string>) => Promise<Result>} work
 * @returns {Promise<Result | undefined>} undefined if the system did not start
 */
export async function withSystem({ results, env, program, cwd = ROOT, options = [] }, work) {
  const envFile = join(results, 'stack.env');
  rmSync(envFile, { force: true });
  const [file = '', ...args] = program ?? [process.execPath, 'tools/stack/start.mjs'];
  const offset = await takeOffset();
  const system = spawn(file, [...args, ...options, '--env-out', envFile, '--port-offset', String(offset)], {
    cwd,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise((resolve) => system.once('exit', resolve));
  try {
    return (await isReady(system, envFile)) ? await work(readVariables(envFile)) : undefined;
  } finally {
    system.kill('SIGTERM');
    await Promise.race([ended, sleep(STOP_MS, undefined, { ref: false }).then(() => system.kill('SIGKILL'))]);
    taken.delete(offset);
  }
}

/** The offset of the first free set of ports: 0, or a multiple of 1,000 if another system runs. */
async function takeOffset() {
  for (let offset = 0; offset < 20_000; offset += 1_000) {
    const free = await Promise.all(PORTS.map((port) => portIsFree(port + offset)));
    if (taken.has(offset) || !free.every(Boolean)) continue;
    taken.add(offset);
    return offset;
  }
  return 0; // the launcher reports the port in use
}

/** @param {import('node:child_process').ChildProcess} system @param {string} envFile */
async function isReady(system, envFile) {
  const until = Date.now() + READY_MS;
  while (!existsSync(envFile)) {
    if (system.exitCode !== null || Date.now() > until) return false;
    await sleep(200);
  }
  return true;
}

/** Parses the file of `--env-out`: one `export NAME='value'` per line. @param {string} file @returns {Record<string, string>} */
function readVariables(file) {
  const matches = readFileSync(file, 'utf8').matchAll(/^export (\w+)='(.*)'$/gm);
  return Object.fromEntries([...matches].map(([, name, value]) => [name, value]));
}
