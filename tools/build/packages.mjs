import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of npm in a bundle. @typedef {{ name: string, version: string, license: string, texts: string[] }} Bundled */

/**
 * Packages to which the modules belong, by name, with their licences: an image has neither their folders nor their files.
 *
 * @param {string[]} modules absolute paths @returns {Bundled[]}
 */
export function bundledPackages(modules) {
  const folders = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []));
  return [...folders].map(read).sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
}

/** @param {string} folder @returns {Bundled} */
function read(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (file) => file.isFile() && /^(licen[cs]e|notice)/i.test(file.name),
  );
  const texts = files.map((file) => readFileSync(join(folder, file.name), 'utf8')).sort();
  return { name, version, license, texts };
}
