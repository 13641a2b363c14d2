import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from '../../stack/workspace/paths.mjs';
import { report } from './report.mjs';
import { sourceFiles } from './source-files.mjs';

/** Every production dependency of a package.json is imported by a source file beside it. */
const SOURCE = /\.(tsx?|js|mjs)$/;
const QUOTED = /['`]@?[a-z][^'`\s$]*/g;
const NAME = /^(@[^/]+\/)?[^/]+/;

const files = sourceFiles();
const imported = files.filter((path) => SOURCE.test(path)).map((path) => ({ path, names: importedBy(path) }));

report(
  files
    .filter((path) => basename(path) === 'package.json')
    .flatMap((manifest) => {
      const folder = manifest.slice(0, -'package.json'.length);
      const names = new Set(imported.filter(({ path }) => path.startsWith(folder)).flatMap((file) => file.names));
      const { dependencies = {} } = JSON.parse(readFileSync(join(ROOT, manifest), 'utf8'));
      return Object.keys(dependencies)
        .filter((name) => !names.has(name))
        .map((name) => `${manifest}: no source file imports ${name}.`);
    }),
);

/** Names of the packages that a file imports, or resolves by their name. @param {string} path */
function importedBy(path) {
  const specifiers = readFileSync(join(ROOT, path), 'utf8').match(QUOTED) ?? [];
  return specifiers.map((quoted) => NAME.exec(quoted.slice(1))?.[0] ?? '');
}
