import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ROOT } from '../../stack/workspace/paths.mjs';
import { report } from './report.mjs';
import { sourceFiles } from './source-files.mjs';

/** Every production dependency of a package.json is imported by a source file beside it. */
const SOURCE = /\.(tsx?|js|mjs)$/;
const QUOTED = /['`]@?[a-z][^'`\s$]*/g;
const NAME = /^(@[^/]+\/)?[^/]+/;
const manifests = sourceFiles().filter((path) => basename(path) === 'package.json');

report(
  manifests.flatMap((file) => {
    const folder = dirname(file);
    const imported = importedBy(sourceFiles(folder).filter((path) => SOURCE.test(path)));
    const { dependencies = {} } = JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
    return Object.keys(dependencies)
      .filter((name) => !imported.has(name))
      .map((name) => `${file}: no source file imports ${name}.`);
  }),
);

/** Names of the packages that the files import, or resolve by their name. @param {string[]} files */
function importedBy(files) {
  const specifiers = files.flatMap((file) => readFileSync(join(ROOT, file), 'utf8').match(QUOTED) ?? []);
  return new Set(specifiers.map((quoted) => NAME.exec(quoted.slice(1))?.[0] ?? ''));
}
