import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Memory of each process including its children, in bytes. On Linux as PSS, in which shared pages count once in total;
 * elsewhere the resident size, which counts them in every process.
 *
 * @param {number[]} roots @returns {Map<number, number>}
 */
export function memoryOf(roots) {
  return process.platform === 'linux' ? fromProc(roots) : fromPs(roots);
}

/** @param {number[]} roots */
function fromProc(roots) {
  /** @type {[number, number][]} */
  const pairs = readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? [[Number(entry), parentOf(Number(entry))]] : []));
  return sumTrees(roots, childrenOf(pairs), proportionalSize);
}

/** @param {number[]} roots */
function fromPs(roots) {
  const lines = spawnSync('ps', ['-axo', 'pid=,ppid=,rss='], { encoding: 'utf8' }).stdout.trim().split('\n');
  const rows = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const sizes = new Map(rows.map(([pid = 0, , kilobytes = 0]) => [pid, kilobytes * 1024]));
  return sumTrees(roots, childrenOf(rows.map(([pid = 0, parent = 0]) => [pid, parent])), (pid) => sizes.get(pid) ?? 0);
}

/** @param {[number, number][]} pairs process and parent @returns {Map<number, number[]>} */
function childrenOf(pairs) {
  const children = new Map();
  for (const [pid, parent] of pairs) children.set(parent, [...(children.get(parent) ?? []), pid]);
  return children;
}

/** @param {number[]} roots @param {Map<number, number[]>} children @param {(pid: number) => number} sizeOf */
function sumTrees(roots, children, sizeOf) {
  const others = new Set(roots);
  const sum = (/** @type {number} */ pid) => {
    let bytes = sizeOf(pid);
    for (const child of children.get(pid) ?? []) if (!others.has(child)) bytes += sum(child);
    return bytes;
  };
  return new Map(roots.map((pid) => [pid, sum(pid)]));
}

/** @param {number} pid */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

/** @param {number} pid */
function proportionalSize(pid) {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0; // exited meanwhile, or owned by another user
  }
}
