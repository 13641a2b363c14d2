import { spawn } from 'node:child_process';
import { mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What is done when this process ends in any way: signals to the processes that it has started, and then the removal of their
 * folders. One shell does all of it. It waits for the end of a pipe that only this process holds, and then runs a file of
 * commands, which each change writes anew.
 */

/** @type {Set<string>} */
const signals = new Set();
/** @type {Set<string>} */
const removals = new Set();
/** @type {string | undefined} */
let commands;

/** @type {typeof import('./index.d.ts').signalOnExit} */
export const signalOnExit = (pid, signal) => register(signals, `kill -${signal} ${pid} 2>/dev/null`);

/** Removes a folder when this process and the processes that use it have ended. @param {string} folder */
export const removeOnExit = (folder) => register(removals, `rm -rf ${quoted(folder)}`);

/** @param {Set<string>} kind @param {string} line @returns {() => void} cancels it */
function register(kind, line) {
  commands ??= startShell();
  kind.add(line);
  write(commands);
  return () => {
    if (kind.delete(line) && commands) write(commands);
  };
}

/** In one step: the shell may read the file at any moment. @param {string} file */
function write(file) {
  const lines = [...signals, ...(removals.size > 0 ? ['sleep 2'] : []), ...removals, `rm -rf ${quoted(join(file, '..'))}`];
  writeFileSync(`${file}.new`, `${lines.join('\n')}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** @returns {string} its file of commands */
function startShell() {
  const file = join(mkdtempSync(join(tmpdir(), 'veza-exit-')), 'commands');
  const shell = spawn('sh', ['-c', 'read _; . "$1"', 'on-exit', file], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  shell.unref();
  const pipe = shell.stdin;
  if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
  return file;
}

/** @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
