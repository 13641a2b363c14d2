import { SetupError } from '../../libs/servers/src/setup-error.js';
import { checkParts } from './checks.mjs';
import { allDrills } from './drills.mjs';
import { isUnit } from './groups.mjs';
import { allSpecs, drillPart, filePart, specParts } from './test-files.mjs';

/** @typedef {import('./lanes.mjs').Part} Part */

const GROUPS = 'groups/';

/**
 * `npm test` has the specs of the apps and libraries, and one journey on the whole system. A landing also has the other
 * journeys and the specs of the tools: they take half of the time, and fail for few changes.
 *
 * @param {string} spec
 */
const isForContributors = (spec) => spec === 'apps/e2e/test/smoke.spec.ts' || !/^(?:tools|apps\/e2e\/test)\//.test(spec);

/**
 * The parts of a run. What reads the sources is imported late: a run begins before the packages are installed.
 *
 * @param {import('./arguments.mjs').Arguments} run
 * @param {{ plan: import('./test-files.mjs').Plan, folder: string, say: (text: string) => void }} options
 * @returns {Promise<Part[]>}
 */
export async function partsOf({ kind, landing, patterns }, { plan, folder, say }) {
  if (kind === 'drill') return drillParts(patterns, plan);
  const specs = allSpecs();
  if (kind === 'unit') return specParts(matching(specs.filter(isUnit), patterns), plan);
  if (patterns.length > 0) {
    if (!patterns.every((pattern) => pattern.startsWith(GROUPS)))
      return matching(specs, patterns).map((file) => filePart(file, false, plan));
    const folders = patterns.map((pattern) => `^${pattern.slice(GROUPS.length)}`);
    return specParts(matching(specs, folders), plan);
  }
  if (!landing) return [...checkParts({ all: false }), ...specParts(specs.filter(isForContributors), plan)];
  const { landingDrills, otherParts } = await import('./landing.mjs');
  return [...checkParts({ all: true }), ...landingDrills(plan, say), ...otherParts(folder), ...specParts(specs, plan)];
}

/** @param {string[]} patterns @param {import('./test-files.mjs').Plan} plan @returns {Part[]} */
function drillParts(patterns, plan) {
  const drills = allDrills();
  const chosen = patterns.includes('all') ? drills : drills.filter(({ file }) => matching([file], patterns).length > 0);
  if (chosen.length > 0 && patterns.length > 0) return chosen.map((drill) => drillPart(drill, plan));
  const list = drills.map(({ file, words }) => `  ${[file, ...words].join(' · ')}`).join('\n');
  throw new SetupError(`Usage: npm run drill -- all, or parts of the paths of\n${list}`);
}

/** The files whose path contains one of the patterns, which are regular expressions. @param {string[]} files @param {string[]} patterns */
const matching = (files, patterns) =>
  patterns.length === 0 ? files : files.filter((file) => patterns.some((pattern) => new RegExp(pattern, 'i').test(file)));
