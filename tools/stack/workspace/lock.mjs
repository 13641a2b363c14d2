import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive } from '../../../libs/servers/src/processes.js';
import { SetupError } from '../../../libs/servers/src/setup-error.js';
import { CHECKOUT, STATE } from './paths.mjs';

/**
 * Runs the work exclusively among the processes of this checkout, for instance builds of `npm start` and `npm test`. A lock
 * whose holder has exited is free.
 *
 * @param {string} name @param {() => Promise<void>} work
 */
export async function withLock(name, work) {
  const file = join(CHECKOUT, `${name}.lock`);
  makeState();
  while (!take(file)) await sleep(200);
  try {
    await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function take(file) {
  const holder = readHolder(file);
  if (holder && isAlive(holder)) return false;
  if (holder) rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/** @param {string} file @returns {import('@veza/servers').ProcessIdentity | undefined} */
function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

export function makeState() {
  for (const folder of new Set([CHECKOUT, STATE])) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o711 }); // other users may enter their own sub-folders, but not list this one
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SetupError(`The folder ${folder} cannot be created (${reason}): give this user write access.`);
    }
  }
}
