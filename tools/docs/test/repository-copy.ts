import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Installed, built or private to a checkout. */
const LEFT_OUT = new Set(['node_modules', 'dist', 'dist.unfinished', '.veza', '.nx', '.git']);

/** A copy of the sources with the installed packages of the original. Packages of the repository itself are those of the copy. */
export function copyRepository(root: string): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'veza-copy-'));
  // With the times of the original: a lock file that is newer than node_modules would be installed again.
  const options = { recursive: true, preserveTimestamps: true, filter: isSource };
  for (const name of readdirSync(root)) if (isSource(name)) cpSync(join(root, name), join(folder, name), options);
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(root, 'node_modules'))) {
    const original = join(root, 'node_modules', name);
    if (name === '@veza') cpSync(original, join(modules, name), { recursive: true, verbatimSymlinks: true });
    else symlinkSync(original, join(modules, name));
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const isSource = (path: string): boolean => !LEFT_OUT.has(path.split('/').at(-1) ?? '');
