import { addArrow, cyclesOf } from './cycles.mjs';
import { folderCycles, layerProblems, separationProblems } from './folders.mjs';
import { KNOWN_ARROWS, LAYERS, SEPARATE } from './structure-rules.mjs';

/**
 * Imports have one direction: between files, between folders, in the layers of an app, and from tools and apps to libraries.
 *
 * @param {import('./imports.mjs').Import[]} imports
 */
export function structureProblems(imports) {
  return [
    ...fileCycles(imports),
    ...libraryProblems(imports),
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
