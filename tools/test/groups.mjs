import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT } from '../stack/workspace/paths.mjs';

/**
 * Jest loads every module anew for each file of tests, which was half of the work of a run. A group is a file that imports
 * several specs of one folder, and so loads their modules once. `spec-transform.mjs` puts each spec of a group into a
 * `describe` of its own, so that its hooks stay its own. A run of all specs has groups. `npm test -- groups/apps/chat` runs
 * those of one folder; other patterns choose specs, each of which runs alone.
 */
const MOST_SPECS = 32;

/** Journeys await at their top level, and the tools' own specs change `process.env`. */
const ALONE = /^(apps\/e2e|tools\/stack)\//;

/** @param {string} spec a path from the root */
export const isGrouped = (spec) => !ALONE.test(spec);

/** Whether a spec needs no server: it stands beside its code. @param {string} spec a path from the root */
export const isUnit = (spec) => spec.split('/')[2] === 'src';

/**
 * Names of the groups, with their specs. The specs of a folder are dealt out in turn, since neighbours are of one kind.
 *
 * @param {string[]} specs paths from the root @param {number} most specs of a group
 * @param {(spec: string) => string} folderOf
 * @returns {Map<string, string[]>}
 */
export function groups(specs, most = MOST_SPECS, folderOf = projectFolder) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const folder of new Set(specs.filter(isGrouped).map(folderOf))) {
    const members = specs.filter((spec) => isGrouped(spec) && folderOf(spec) === folder);
    const count = Math.ceil(members.length / most);
    for (const [index, spec] of members.entries()) {
      const name = `${folder}/${(index % count) + 1}.mjs`;
      found.set(name, [...(found.get(name) ?? []), spec]);
    }
  }
  return found;
}

/**
 * Writes the file of a group.
 *
 * @param {string} folder an absolute path @param {string} name of the group @param {string[]} specs paths from the root
 * @returns {string} its path
 */
export function writeGroup(folder, name, specs) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true, mode: 0o711 });
  writeFileSync(file, specs.map((spec) => `import ${JSON.stringify(relative(dirname(file), join(ROOT, spec)))};\n`).join(''));
  return file;
}

/**
 * `apps/chat/src` of a file anywhere below it, and `apps/chat/test/simulation`, in which time is not real: no running service
 * stands that. The libraries are small, and share groups.
 *
 * @param {string} spec
 */
const projectFolder = (spec) =>
  spec.startsWith('libs/') ? 'libs' : isUnit(spec) ? spec.split('/').slice(0, 3).join('/') : dirname(spec);
