import { readdirSync, readFileSync } from 'node:fs';

/**
 * The processor time of the processes of browsers. A browser does not wait for its own processes at its end, so the time of its
 * pages is in no account of its parent (`measure.mjs`). They are looked at twice a second instead.
 */
const EVERY_MS = 500;
const BROWSER = /^\d+ \((chrom|headless|firefox)/;

/** @typedef {{ parent: number, isBrowser: boolean, ms: number }} Seen */

/** Begins to look. Linux only. @returns {() => number} the milliseconds so far */
export function watchBrowsers() {
  /** Below the first process of a browser, by process id. @type {Map<number, number>} */
  const below = new Map();
  let ended = 0;
  const look = () => {
    const seen = new Map(
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap(statOf),
    );
    for (const [pid, ms] of below) {
      const now = seen.get(pid)?.ms ?? -1;
      if (now >= ms) continue;
      below.delete(pid); // it has ended, and perhaps another process has its id
      ended += ms;
    }
    for (const [pid, { ms }] of seen) if (isBelowBrowser(pid, seen)) below.set(pid, ms);
  };
  setInterval(look, EVERY_MS).unref();
  return () => [...below.values()].reduce((sum, ms) => sum + ms, ended);
}

/** Whether this process has started a browser that has started the other process. @param {number} pid @param {Map<number, Seen>} seen */
function isBelowBrowser(pid, seen) {
  let isBelow = false;
  for (let at = seen.get(pid)?.parent; at !== undefined && at > 1; at = seen.get(at)?.parent) {
    if (at === process.pid) return isBelow;
    isBelow ||= seen.get(at)?.isBrowser === true;
  }
  return false;
}

/** @param {string} name @returns {[number, Seen][]} */
function statOf(name) {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    const [, parent, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ms = (Number(fields[9]) + Number(fields[10])) * 10;
    return [[Number(name), { parent: Number(parent), isBrowser: BROWSER.test(stat), ms }]];
  } catch {
    return []; // it has ended
  }
}
