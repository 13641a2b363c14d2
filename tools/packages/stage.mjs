import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../stack/workspace/paths.mjs';

/** The libraries that are packages of npm, by their folders. */
export const PACKAGES = /** @type {const} */ (['libs/contracts', 'libs/sdk']);

/** Fields of a manifest that are of use in this repository only. */
const OURS = new Set(['private', 'nx']);
/** The condition that leads to the sources, which are not in a package. */
const SOURCE = '@veza/source';

/**
 * Copies a built library as it is published: its manifest without what only this repository understands, its built files,
 * its licence and its README.
 *
 * @param {string} library one of PACKAGES @param {string} folder a new one
 */
export function stage(library, folder) {
  const from = join(ROOT, library);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(published(manifest), null, 2)}\n`);
  cpSync(join(from, 'dist'), join(folder, 'dist'), { recursive: true, filter: (path) => !/\.(map|tsbuildinfo)$/.test(path) });
  for (const name of ['README.md', 'LICENSE']) if (existsSync(join(from, name))) cpSync(join(from, name), join(folder, name));
}

/** @param {Record<string, any>} manifest */
export function published(manifest) {
  const kept = Object.fromEntries(Object.entries(manifest).filter(([field]) => !OURS.has(field)));
  const exports = Object.entries(kept.exports).map(([path, target]) => [path, withoutSource(target)]);
  return { ...kept, exports: Object.fromEntries(exports) };
}

/** @param {string | Record<string, string>} target */
const withoutSource = (target) =>
  typeof target === 'string' ? target : Object.fromEntries(Object.entries(target).filter(([condition]) => condition !== SOURCE));
