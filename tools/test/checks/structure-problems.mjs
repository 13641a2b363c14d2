import { addArrow, cyclesOf } from './cycles.mjs';
import { folderCycles, layerProblems, separationProblems } from './folders.mjs';
import { KNOWN_ARROWS, LAYERS, PROJECTS, SEPARATE, TEST_PROJECTS } from './structure-rules.mjs';

/**
 * Imports have one direction: between files, between folders, in the layers of an app, and from tools and apps to libraries.
 *
 * @param {import('./imports.mjs').Import[]} imports
 */
export function structureProblems(imports) {
  return [
    ...fileCycles(imports),
    ...libraryProblems(imports),
    ...projectProblems(imports),
    ...folderCycles(imports, KNOWN_ARROWS),
    ...layerProblems(imports, LAYERS),
    ...separationProblems(imports, SEPARATE),
  ];
}

/** @param {import('./imports.mjs').Import[]} among */
function fileCycles(among) {
  /** @type {import('./cycles.mjs').Graph} */
  const graph = new Map();
  for (const { from, to } of among) addArrow(graph, from, to, '');
  return cyclesOf(graph).map((ring) => `Files import each other: ${[...ring, ring[0]].join(' → ')}`);
}

/** @param {import('./imports.mjs').Import[]} among */
function libraryProblems(among) {
  return among
    .filter(({ from, to }) => from.startsWith('libs/') && !to.startsWith('libs/'))
    .map(({ from, to }) => `A library imports libraries only: ${from} → ${to}`);
}

const TEST = /\.(spec|drill)\.ts$|^(?:apps|libs)\/[^/]+\/test\//;

/**
 * A project imports only those that its list names; its tests, also their own project by its name and what is for tests.
 *
 * @param {import('./imports.mjs').Import[]} among
 */
function projectProblems(among) {
  return among.flatMap(({ from, to }) => {
    const [source, target] = [projectOf(from), projectOf(to)];
    if (source === undefined || target === undefined || source === target) return [];
    const allowed = PROJECTS[source] ?? PROJECTS.apps ?? [];
    const isAllowed = allowed.includes(target) || (TEST.test(from) && TEST_PROJECTS.includes(target));
    return isAllowed ? [] : [`${source} does not import ${target}: ${from} → ${to}`];
  });
}

/** @param {string} path */
const projectOf = (path) => /^(?:apps\/[^/]+|libs\/[^/]+|tools\/bench)(?=\/)/.exec(path)?.[0];
