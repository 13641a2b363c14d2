import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../../libs/servers/src/command.js';

/** The shell adds up the processor time of its children (POSIX `times`), which Node does not tell. */
const SCRIPT = 'times=$1; shift; "$@"; code=$?; times > "$times"; exit "$code"';

/**
 * Runs a command without showing its output.
 *
 * @param {string} file @param {string[]} args @param {{ cwd?: string, env?: NodeJS.ProcessEnv, limitMs: number }} options
 * @returns {Promise<{ code: number, output: string, cpuMs: number | undefined }>} cpuMs: of the command and of its children;
 *   undefined if it was cut off
 */
export async function measuredCommand(file, args, options) {
  const folder = mkdtempSync(join(tmpdir(), 'veza-times-'));
  const times = join(folder, 'times');
  try {
    const ended = await command('sh', ['-c', SCRIPT, 'sh', times, file, ...args], { ...options, quiet: true });
    return { ...ended, cpuMs: childrenMs(times) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The second line is of the children: `0m1.230s 0m0.450s`. @param {string} file */
function childrenMs(file) {
  try {
    const [, children = ''] = readFileSync(file, 'utf8').split('\n');
    const times = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
    return times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1_000, 0);
  } catch {
    return undefined;
  }
}
