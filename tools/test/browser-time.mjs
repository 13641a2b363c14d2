import { readdirSync } from 'node:fs';
import { statOf } from '../../libs/servers/src/processes.js';

/**
 * The processor time of the processes of browsers. A browser does not wait for its own processes at its end, so the time of its
 * pages is in no account of its parent (`measure.mjs`). They are looked at twice a second instead.
 */
const EVERY_MS = 500;
const BROWSER = /^(chrom|headless|firefox)/;

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
        .flatMap(seenOf),
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

/** @param {string} pid @returns {[number, Seen][]} */
function seenOf(pid) {
  try {
    const { name, fields } = statOf(pid);
    const ms = (Number(fields[11]) + Number(fields[12])) * 10;
    return [[Number(pid), { parent: Number(fields[1]), isBrowser: BROWSER.test(name), ms }]];
  } catch {
    return []; // it has ended
  }
}
