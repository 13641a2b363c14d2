import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../../stack/workspace/paths.mjs';

/**
 * An import between two files of the repository. Type-only, dynamic and re-exporting ones count like any other.
 *
 * @typedef {{ from: string, to: string }} Import
 */

/**
 * All imports among the given files. Relative paths and names of workspace packages are resolved; others are dropped.
 *
 * @param {string[]} files paths from the root
 * @returns {Import[]}
 */
export function importsAmong(files) {
  const known = new Set(files);
  const packages = entryPoints(files);
  return files
    .filter((file) => /\.(tsx?|js|mjs)$/.test(file))
    .flatMap((from) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(join(ROOT, from), 'utf8'), true, true);
      return importedFiles.flatMap(({ fileName }) => {
        const to = fileName.startsWith('.') ? resolve(from, fileName, known) : packages.get(fileName);
        return to === undefined || to === from ? [] : [{ from, to }];
      });
    });
}

/** @param {string} from @param {string} specifier @param {Set<string>} known */
function resolve(from, specifier, known) {
  const path = normalize(join(dirname(from), specifier));
  return [path, ...['.ts', '.tsx', '.d.ts'].map((end) => path.replace(/\.js$/, end))].find((candidate) => known.has(candidate));
}

/** Package name → its entry file. @param {string[]} files */
function entryPoints(files) {
  /** @type {Map<string, string>} */
  const entries = new Map();
  for (const file of files.filter((path) => path.endsWith('/package.json'))) {
    const { name, exports } = JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
    const entry = exports?.['.']?.['@veza/source'] ?? exports?.['.']?.default;
    if (name && entry) entries.set(name, normalize(join(dirname(file), entry)));
  }
  return entries;
}
