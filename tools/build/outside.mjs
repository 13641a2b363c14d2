import { cpSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * `node outside.mjs <dist of a service> <folder>`, in the root of the built repository: copies the packages that stay outside
 * of its bundle, and what they need, to `node_modules` in the folder. Types, maps and pages stay behind; licences do not.
 */
const [, , dist = '', target = ''] = process.argv;
const LEFT_OUT = /\.(map|[mc]?ts|md)$/;
const LICENCE = /licen[cs]e|notice/i;

/**
 * The folder of a package as code in the other folder finds it; undefined if it is not for this platform.
 *
 * @param {string} name @param {string} from @returns {string | undefined}
 */
function find(name, from) {
  const found = join(from, 'node_modules', name);
  if (existsSync(found)) return found;
  return from === '.' ? undefined : find(name, dirname(from));
}

/** @param {string} name @param {string} from @param {Set<string>} folders */
function collect(name, from, folders) {
  const folder = find(name, from);
  if (folder === undefined || folders.has(folder)) return;
  folders.add(folder);
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) collect(needed, folder, folders);
}

const folders = new Set();
for (const name of JSON.parse(readFileSync(join(dist, 'packages.json'), 'utf8')).outside) collect(name, '.', folders);
for (const folder of folders)
  cpSync(folder, join(target, folder), { recursive: true, filter: (file) => !LEFT_OUT.test(file) || LICENCE.test(file) });
