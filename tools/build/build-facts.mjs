import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** The commit of the checkout; a build of an image has no repository, and gets it as a build argument. */
function commit() {
  const given = process.env.COMMIT;
  if (given) return given;
  const { status, stdout } = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : 'unknown';
}

/**
 * Version and commit of a bundle, for `veza_build_info`. A bundle that Nx takes from its cache has the commit at which the
 * same sources were built.
 */
export const buildFacts = () => ({
  version: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version,
  commit: commit(),
});
