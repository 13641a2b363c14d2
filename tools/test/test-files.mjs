import { join } from 'node:path';
import { ROOT } from '../stack/workspace/paths.mjs';
import { sourceFiles } from './checks/source-files.mjs';
import { groups, isGrouped, isUnit, writeGroup } from './groups.mjs';
import { runJest } from './jest.mjs';

/**
 * The parts of a run that are files of tests.
 *
 * @typedef {import('./lanes.mjs').Part} Part
 * @typedef {import('./jest.mjs').Run} Run
 * @typedef {(run: Run) => Promise<Result[]>} Work
 * @typedef {{ run: () => Promise<Run>, again?: (work: Work) => Promise<Result[]> }} Plan run: with the servers of all files, which
 *   it starts first; again: calls the work with new servers; without it, a failed file does not run again
 * @typedef {import('./counts.mjs').Result} Result
 */
const LIMIT_MS = 25 * 60_000;
/** Longer than all others, so a lane that starts them last waits for them. */
const LONG_SPECS = /^apps\/e2e\/test\/(journeys|permissions)\.spec/;
const UNIT_GROUPS = 2;

/** Specs of the whole system. @param {string} file */
const isHeavySpec = (file) => file.startsWith('apps/e2e/test/');

/** @returns {string[]} paths from the root */
export const allSpecs = () =>
  ['libs', 'apps', 'tools'].flatMap((root) => sourceFiles(root)).filter((file) => file.endsWith('.spec.ts'));

/**
 * All given specs, in groups where they may share a process. The longest come first.
 *
 * @param {string[]} specs @param {Plan} plan
 * @returns {Part[]}
 */
export function specParts(specs, plan) {
  const units = specs.filter((spec) => isUnit(spec) && isGrouped(spec));
  const services = specs.filter((spec) => !isUnit(spec) && isGrouped(spec));
  const alone = specs.filter((spec) => !isGrouped(spec));
  const found = [...groups(services), ...groups(units, Math.ceil(units.length / UNIT_GROUPS), () => 'unit')];
  return [
    ...alone
      .sort((a, b) => Number(LONG_SPECS.test(b)) - Number(LONG_SPECS.test(a)))
      .map((file) => filePart(file, isHeavySpec(file), plan)),
    ...found.map(([name, members]) => groupPart(name, members, plan)),
  ];
}

/** A file of tests in a process of its own. @param {string} file from the root @param {boolean} heavy @param {Plan} plan @returns {Part} */
export function filePart(file, heavy, { run, again }) {
  const work = runOf(file);
  return {
    files: [file],
    heavy,
    run: async () => (await work(await run())).map((result) => (again ? { ...result, again: () => again(work) } : result)),
  };
}

/** @param {import('./drills.mjs').Drill} drill @param {Plan} plan */
export const drillPart = ({ file, words }, plan) => filePart(file, words.includes('heavy'), plan);

/** A member that fails runs again alone, and what is wrong with the group itself, as a whole. @param {string} name @param {string[]} specs @param {Plan} plan @returns {Part} */
function groupPart(name, specs, { run, again }) {
  const work = (/** @type {Run} */ each) =>
    runJest({ path: writeGroup(join(each.folder, 'groups'), name, specs), specs, limitMs: LIMIT_MS }, each);
  const results = async () => {
    const ended = await work(await run());
    if (!again) return ended;
    return ended.map((result) => ({ ...result, again: () => again(specs.includes(result.file) ? runOf(result.file) : work) }));
  };
  return { files: specs, heavy: false, run: results };
}

/** @param {string} file */
const runOf = (file) => (/** @type {Run} */ run) => runJest({ path: join(ROOT, file), specs: [], limitMs: LIMIT_MS }, run);
