import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from './setup-error.js';

/** Running process groups, each with the end of its command. @type {Map<number, Promise<unknown>>} */
const groups = new Map();
let interrupted = false;

/**
 * Runs a command in its own process group. Returns its exit code and, with `quiet`, its output, which `onOutput` gets in
 * pieces while it runs. Ctrl-C in the terminal does not reach it: the caller ends it (`endCommands`).
 *
 * @param {string} file @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, onOutput?: (piece: string) => void, dropStdout?: boolean, limitMs?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>} code 124 when the limit passed, 127 when it could not be started;
 *   rejected with Interrupted after `endCommands`
 */
export async function command(file, args, options = {}) {
  if (interrupted) throw new Interrupted();
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: true,
    stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', options.dropStdout ? 'ignore' : 'inherit', 'inherit'],
  });
  const { pid } = child;
  let output = '';
  let late = false;
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (piece) => {
      output += piece;
      options.onOutput?.(piece);
    });
  const limit = options.limitMs ? setTimeout(() => ((late = true), signalGroup(pid, 'SIGKILL')), options.limitMs) : undefined;
  const ended = new Promise((/** @type {(code: number) => void} */ resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve(127);
    });
    child.once('close', (code) => resolve(late ? 124 : (code ?? 1)));
  });
  if (pid) groups.set(pid, ended);
  const code = await ended;
  clearTimeout(limit);
  signalGroup(pid, 'SIGKILL'); // processes left in its group
  if (pid) groups.delete(pid);
  if (interrupted) throw new Interrupted();
  return { code, output };
}

/** The reason of commands that `endCommands` ended or did not start. */
export class Interrupted extends SetupError {
  constructor() {
    super('Interrupted.');
  }
}

/**
 * Ends everything that `command` runs, and starts no further command. Resolves when all of them have ended: SIGTERM, and SIGKILL
 * after the given time.
 *
 * @param {number} [killAfterMs]
 */
export async function endCommands(killAfterMs = 5_000) {
  interrupted = true;
  for (const pid of groups.keys()) signalGroup(pid, 'SIGTERM');
  const limit = new AbortController();
  const late = sleep(killAfterMs, undefined, { signal: limit.signal }).then(
    () => groups.forEach((_, pid) => signalGroup(pid, 'SIGKILL')),
    () => undefined,
  );
  const ended = Promise.all(groups.values());
  await Promise.race([ended, late]);
  limit.abort();
  await ended;
}

/** @param {number | undefined} pid @param {NodeJS.Signals} signal */
function signalGroup(pid, signal) {
  if (!pid) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // already ended
  }
}
