import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from '../../stack/workspace/paths.mjs';
import { report } from './report.mjs';
import { sourceFiles } from './source-files.mjs';

/** Every dependency of every package.json is one exact version, and the same version everywhere. */
/** With `npm:<name>@`, under another name: two versions of one package. */
const EXACT = /^(npm:[\w./@-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;
const FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/** @type {Map<string, { version: string, file: string }>} */
const first = new Map();
/** @type {string[]} */
const problems = [];
for (const file of sourceFiles().filter((path) => basename(path) === 'package.json')) {
  const manifest = JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
  for (const field of FIELDS)
    for (const [name, version] of Object.entries(manifest[field] ?? {})) check(file, name, String(version));
}
report(problems);

/** @param {string} file @param {string} name @param {string} version */
function check(file, name, version) {
  if (!EXACT.test(version)) problems.push(`${file}: ${name} is "${version}"; name one exact version.`);
  const earlier = first.get(name) ?? { version, file };
  first.set(name, earlier);
  if (earlier.version !== version) problems.push(`${file}: ${name} is ${version}, but ${earlier.version} in ${earlier.file}.`);
}
