import { readFileSync } from 'node:fs';
import { SetupError } from '../../libs/servers/src/setup-error.js';
import { importsAmong } from './checks/imports.mjs';
import { sourceFiles } from './checks/source-files.mjs';
import { allDrills, isCovered } from './drills.mjs';

/**
 * The drills of a landing: the core, what the change touches, and one share of eight. All of them together take longer than the
 * landing of a change may take, so each runs at least once in eight landings (`tools/test/drills.mjs`).
 *
 * @typedef {import('./drills.mjs').Drill & { modules: string[] }} Drill modules: the files of tests that it imports
 * @typedef {Record<string, { cpu: number, wall: number }>} Costs seconds at the speed of one machine, by file
 * @typedef {{ core: Drill[], affected: Drill[], share: Drill[], left: Drill[] }} Selection left: affected, but beyond the limit
 */
export const SHARES = 8;
const AFFECTED_SECONDS = 300;
/** Of a drill that was never measured. */
const UNKNOWN = { cpu: 60, wall: 60 };
/** What every drill is made of. */
const EVERYTHING = ['tools/test/*.mjs', 'jest.config.mjs', 'package-lock.json', '.swcrc', 'libs/testing/src', 'libs/servers/src'];

const TESTS = /^(?:apps|libs|tools)\/[^/]+\/test\/|^apps\/e2e\/src\//;

/** @returns {Drill[]} */
export function drillsWithModules() {
  const imports = importsAmong(
    ['apps', 'libs', 'tools'].flatMap((folder) => sourceFiles(folder)).filter((file) => TESTS.test(file)),
  );
  return allDrills().map((drill) => ({ ...drill, modules: reachedFrom(drill.file, imports) }));
}

/** @param {string} file @param {import('./checks/imports.mjs').Import[]} imports */
function reachedFrom(file, imports) {
  const reached = new Set([file]);
  for (const each of reached) for (const { from, to } of imports) if (from === each) reached.add(to);
  return [...reached];
}

/** @returns {Costs} */
export const recordedCosts = () => JSON.parse(readFileSync(new URL('costs.json', import.meta.url), 'utf8'));

/** The share of this hour, or the one that VEZA_SHARE names: 1 to 8. */
export function shareOfNow() {
  const { VEZA_SHARE: share } = process.env;
  if (share && !/^[1-8]$/.test(share)) throw new SetupError(`VEZA_SHARE is a number from 1 to ${SHARES}, not ${share}.`);
  return share ? Number(share) : (Math.floor(Date.now() / 3_600_000) % SHARES) + 1;
}

/**
 * @param {Drill[]} drills @param {{ changed: string[] | undefined, share: number, costs: Costs }} options changed: paths from the
 *   root; undefined if they are not known, which makes every drill affected
 * @returns {Selection}
 */
export function select(drills, { changed, share, costs }) {
  const regular = drills.filter(({ words }) => !words.includes('measure'));
  const core = regular.filter(({ words }) => words.includes('core'));
  const others = regular.filter(({ words }) => !words.includes('core'));
  const ofNow = shares(others, costs)[share - 1] ?? [];
  const wall = (/** @type {Drill} */ { file }) => (costs[file] ?? UNKNOWN).wall;
  const everything = changed === undefined || changed.some((path) => EVERYTHING.some((pattern) => isCovered(pattern, path)));
  const waiting = others
    .filter((drill) => !ofNow.includes(drill))
    .map((drill) => ({ drill, weight: everything ? 1 : touched(drill, changed) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || wall(a.drill) - wall(b.drill));
  /** @type {Drill[]} */
  const affected = [];
  /** @type {Drill[]} */
  const left = [];
  let seconds = 0;
  for (const { drill } of waiting) {
    const fits = seconds + wall(drill) <= AFFECTED_SECONDS;
    (fits ? affected : left).push(drill);
    if (fits) seconds += wall(drill);
  }
  return { core, affected, share: ofNow, left };
}

/** How much of a drill a change touches. Its own files count more than the code that it covers. @param {Drill} drill @param {string[]} changed */
function touched({ covers, modules }, changed) {
  const own = changed.filter((path) => modules.includes(path)).length;
  return own * 1_000 + changed.filter((path) => covers.some((pattern) => isCovered(pattern, path))).length;
}

/** Shares of about equal processor time: each drill, the dearest first, joins the smallest. @param {Drill[]} drills @param {Costs} costs */
export function shares(drills, costs) {
  const cpu = (/** @type {Drill} */ { file }) => (costs[file] ?? UNKNOWN).cpu;
  const parts = Array.from({ length: SHARES }, () => ({ cpu: 0, drills: /** @type {Drill[]} */ ([]) }));
  for (const drill of [...drills].sort((a, b) => cpu(b) - cpu(a) || (a.file < b.file ? -1 : 1))) {
    const [smallest] = [...parts].sort((a, b) => a.cpu - b.cpu);
    if (!smallest) continue;
    smallest.drills.push(drill);
    smallest.cpu += cpu(drill);
  }
  return parts.map((part) => part.drills);
}
