import { spawn } from 'node:child_process';

/** Running process groups, so that an interrupt ends all of them. @type {Set<number>} */
const groups = new Set();

/**
 * Runs a command in its own process group. Returns its exit code and, with `quiet`, its output. Ctrl-C in the terminal does
 * not reach it: the caller ends it (`endCommands`).
 *
 * @param {string} file @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, dropStdout?: boolean, limitMs?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>} code 124 when the limit passed, 127 when it could not be started
 */
export function command(file, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      detached: true,
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', options.dropStdout ? 'ignore' : 'inherit', 'inherit'],
    });
    let output = '';
    let late = false;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    const pid = child.pid;
    if (pid) groups.add(pid);
    const limit = options.limitMs ? setTimeout(() => ((late = true), signalGroup(pid, 'SIGKILL')), options.limitMs) : undefined;
    const finish = (/** @type {number} */ code) => {
      clearTimeout(limit);
      if (pid) groups.delete(pid);
      signalGroup(pid, 'SIGKILL'); // processes left in its group
      resolve({ code, output });
    };
    child.once('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.once('close', (code) => finish(late ? 124 : (code ?? 1)));
  });
}

/** Ends everything that `command` runs now. @param {NodeJS.Signals} signal */
export function endCommands(signal) {
  for (const pid of groups) signalGroup(pid, signal);
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
