import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../stack/workspace/paths.mjs';

/**
 * The packages of others in package-lock.json, by their names.
 *
 * @returns {{ name: string, license?: string, dev?: boolean, hasInstallScript?: boolean }[]}
 */
export function lockedPackages() {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .map(([path, facts]) => ({ ...facts, name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length) }));
}
