import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../stack/workspace/paths.mjs';

const IGNORED = new Set(['node_modules', 'dist', 'coverage', '.git', '.nx', '.veza']);

/**
 * Paths from the root of every file below a folder, without what is installed, built or cached.
 *
 * @param {string} [folder]
 * @returns {string[]}
 */
export function sourceFiles(folder = '.') {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return IGNORED.has(entry.name) ? [] : sourceFiles(path);
    return entry.isFile() ? [path] : [];
  });
}
