import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Fields of /proc/PID/stat after the process name, beginning with the state (man 5 proc). */
const THREADS = 17;
const STARTED = 19;

/**
 * What Linux tells of a process: its name, and the fields of /proc/PID/stat after it. Throws when the process has ended.
 *
 * @param {number | string} pid
 */
export function statOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const end = stat.lastIndexOf(')');
  return { name: stat.slice(stat.indexOf('(') + 1, end), fields: stat.slice(end + 2).split(' ') };
}

/**
 * The start time of a process as an opaque text. With the process id it identifies a process uniquely, although ids are reused
 * after a crash or a reboot.
 *
 * @type {typeof import('./index.d.ts').startTime}
 */
export function startTime(pid) {
  if (process.platform === 'linux') {
    try {
      const { fields } = statOf(pid);
      // A zombie. Its main thread can be one while another thread still ends; until then the process keeps its files and
      // ports, for milliseconds or as long as a disk write takes.
      if (fields[0] === 'Z' && fields[THREADS] === '1') return undefined;
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)}-${fields[STARTED]}`;
    } catch {
      return undefined;
    }
  }
  const answer = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return answer.stdout?.trim() || undefined;
}

/** @type {typeof import('./index.d.ts').identify} */
export function identify(pid) {
  return { pid, started: startTime(pid) ?? '' };
}

/** @type {typeof import('./index.d.ts').isAlive} */
export function isAlive({ pid, started }) {
  return started !== '' && startTime(pid) === started;
}

/** The working folder of a process; undefined if it is gone or not readable. @param {number} pid */
export function workingFolder(pid) {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`);
    } catch {
      return undefined;
    }
  }
  const answer = spawnSync('lsof', ['-a', '-p', String(pid), '-d', 'cwd', '-Fn'], { encoding: 'utf8' });
  return /^n(.+)$/m.exec(answer.stdout ?? '')?.[1];
}

/** @type {typeof import('./index.d.ts').endProcess} */
export async function endProcess(identity, steps) {
  for (const { signal, waitMs } of steps) {
    if (!isAlive(identity)) return true;
    try {
      process.kill(identity.pid, signal);
    } catch {
      return !isAlive(identity);
    }
    const until = performance.now() + waitMs;
    while (isAlive(identity) && performance.now() < until) await sleep(15);
  }
  return !isAlive(identity);
}
