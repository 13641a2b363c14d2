import { command } from '../command.js';

/**
 * Runs a program to its end, without output to the terminal and with a time limit.
 *
 * @param {string} file @param {string[]} args @param {{ cwd?: string, env?: Record<string, string> }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>} `output` is stdout and stderr as one text
 */
export async function run(file, args, { cwd = '/', env } = {}) {
  const { code, output } = await command(file, args, { cwd, env: { ...process.env, ...env }, quiet: true, limitMs: 600_000 });
  return { ok: code === 0, output };
}

/** The first line that contains the cause of a failure, for an error sentence. @param {string} output */
export function reason(output) {
  const lines = output.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => /^(E:|npm error|Error)/.test(line)) ??
    lines.findLast((line) => line !== '') ??
    'no reason given'
  ).replace(/\.$/, '');
}
