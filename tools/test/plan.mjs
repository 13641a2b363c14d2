import { randomInt } from 'node:crypto';
import { checkParts } from './checks.mjs';
import { allDrills } from './drills.mjs';
import { isUnit } from './groups.mjs';
import { landingDrills, otherParts } from './landing.mjs';
import { allSpecs, filePart, specParts } from './test-files.mjs';
import { SetupError } from '../../libs/servers/src/setup-error.js';

/**
 * `unit` are the specs beside their code, which need no server. Options go to jest.
 *
 * @typedef {{ kind: 'spec' | 'unit' | 'drill', landing: boolean, patterns: string[], options: string[] }} Arguments
 * @typedef {import('./lanes.mjs').Part} Part
 */

/** Of a landing: what failed once fails again. */
const FIXED_SEED = 20_261_201;
const GROUPS = 'groups/';

/** @param {string[]} words @returns {Arguments} */
export function readArguments(words) {
  const kind = words[0] === 'unit' || words[0] === 'drill' ? words[0] : 'spec';
  const rest = kind === 'spec' ? words : words.slice(1);
  const landing = rest.includes('--landing');
  const first = rest.findIndex((word) => word.startsWith('-') && word !== '--landing');
  const patterns = (first < 0 ? rest : rest.slice(0, first)).filter((word) => word !== '--landing');
  return { kind, landing, patterns, options: first < 0 ? [] : rest.slice(first) };
}

/** Whether the run judges a whole tree, and not files that somebody works on. @param {Arguments} run */
export const isWhole = ({ kind, patterns }) => kind !== 'unit' && patterns.every((pattern) => pattern === 'all');

/** @param {Arguments} run */
export const asksForDrills = ({ kind, landing }) => landing || kind === 'drill';

/** @param {Arguments} run */
export const seedOf = ({ landing }) => process.env.TEST_SEED ?? String(landing ? FIXED_SEED : randomInt(2 ** 31));

/**
 * @param {Arguments} run @param {{ plan: import('./test-files.mjs').Plan, folder: string, say: (text: string) => void }} options
 * @returns {Part[]}
 */
export function partsOf({ kind, landing, patterns }, { plan, folder, say }) {
  if (kind === 'drill') return drillParts(patterns, plan);
  const specs = allSpecs();
  if (kind === 'unit') return specParts(matching(specs.filter(isUnit), patterns), plan);
  const grouped = patterns.every((pattern) => pattern.startsWith(GROUPS));
  if (grouped && patterns.length > 0)
    return specParts(
      matching(
        specs,
        patterns.map((pattern) => pattern.slice(GROUPS.length)),
      ),
      plan,
    );
  if (patterns.length > 0) return matching(specs, patterns).map((file) => filePart(file, false, plan));
  const tests = [...checkParts(), ...specParts(specs, plan)];
  return landing ? [...landingDrills(plan, say), ...otherParts(folder), ...tests] : tests;
}

/** @param {string[]} patterns @param {import('./test-files.mjs').Plan} plan @returns {Part[]} */
function drillParts(patterns, plan) {
  const drills = allDrills();
  const chosen = patterns.includes('all') ? drills : drills.filter(({ file }) => matching([file], patterns).length > 0);
  if (chosen.length > 0 && patterns.length > 0)
    return chosen.map(({ file, words }) => filePart(file, words.includes('heavy'), plan));
  const list = drills.map(({ file, words }) => `  ${[file, ...words].join(' · ')}`).join('\n');
  throw new SetupError(`Usage: npm run drill -- all, or parts of paths of\n${list}`);
}

/** The files whose path contains one of the patterns, which are regular expressions. @param {string[]} files @param {string[]} patterns */
const matching = (files, patterns) =>
  patterns.length === 0 ? files : files.filter((file) => patterns.some((pattern) => new RegExp(pattern, 'i').test(file)));
