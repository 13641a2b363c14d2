import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess, identify, isAlive } from '../../../libs/servers/src/processes.js';
import { SetupError } from '../../../libs/servers/src/setup-error.js';
import { STATE } from '../workspace/paths.mjs';

const FOLDER = join(STATE, 'run');
const LAUNCHER = join(FOLDER, 'launcher.json');
const PROCESSES = join(FOLDER, 'processes.json');
const STACK = join(FOLDER, 'stack.json');

/** @typedef {import('@veza/servers').ProcessIdentity & { name: string }} Recorded */

/** One launcher per state folder: a second one exits with the process id of the first. */
export function claimLauncher() {
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
  const other = read(LAUNCHER);
  if (other && isAlive(other)) {
    throw new SetupError(
      `Veza already runs from this folder (process ${other.pid}): stop it with Ctrl-C in its terminal or "kill ${other.pid}".`,
    );
  }
  write(LAUNCHER, identify(process.pid));
}

export function releaseLauncher() {
  if (read(LAUNCHER)?.pid !== process.pid) return; // the record belongs to another launcher
  rmSync(LAUNCHER, { force: true });
  for (const file of [PROCESSES, STACK]) rmSync(file, { force: true });
}

/** For the tools beside us: where everything is, while it runs. @param {Record<string, string>} variables */
export function recordStack(variables) {
  write(STACK, variables);
}

/** Ends the processes of a killed launcher. Other processes that reuse their ids are not touched. */
export async function endLeftovers() {
  /** @type {Recorded[]} */
  const recorded = read(PROCESSES) ?? [];
  const left = recorded.filter(isAlive);
  await Promise.all(left.map((each) => endProcess(each, [{ signal: 'SIGTERM', waitMs: 6_000 }])));
  await Promise.all(
    left.map(async (each) => {
      endGroup(each.pid); // its child processes, such as ffmpeg; the group may outlive its leader
      await endProcess(each, [{ signal: 'SIGKILL', waitMs: 3_000 }]);
    }),
  );
  rmSync(PROCESSES, { force: true });
  return left.map((each) => each.name);
}

/** @param {number} leader */
export function endGroup(leader) {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // the group is empty
  }
}

/** The running processes, for the clean-up after a killed launcher. */
export class Records {
  /** @type {Map<string, Recorded>} */
  #running = new Map();

  /** @param {string} name @param {import('@veza/servers').ProcessIdentity} identity */
  note(name, identity) {
    this.#running.set(name, { name, ...identity });
    write(PROCESSES, [...this.#running.values()]);
  }

  get all() {
    return [...this.#running.values()];
  }

  /** @param {string} name */
  forget(name) {
    this.#running.delete(name);
    if (existsSync(FOLDER)) write(PROCESSES, [...this.#running.values()]);
  }
}

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whole or not at all. @param {string} file @param {unknown} value */
function write(file, value) {
  writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
