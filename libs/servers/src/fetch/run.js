import { spawn } from 'node:child_process';

/**
 * Runs a program to its end, without output to the terminal and with a time limit.
 *
 * @param {string} file @param {string[]} args @param {{ cwd?: string, env?: Record<string, string>, limitMs?: number }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>} `output` is stdout and stderr as one text
 */
export function run(file, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: options.cwd ?? '/',
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.limitMs ?? 600_000,
      killSignal: 'SIGKILL',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });
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
