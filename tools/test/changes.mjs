import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

/** Names the commit from which a change that is pushed to the main branch itself has begun (CONTRIBUTING.md). */
const BEGUN = '.ci/base';

/**
 * The files that differ from the base: the commit that VEZA_BASE names, where a branch has left the main branch, or the commit
 * in `.ci/base`.
 *
 * @param {{ root: string, given: string | undefined }} options given: VEZA_BASE
 * @returns {{ base: string, files: string[] } | undefined} undefined if the base is not known, as in a shallow clone
 */
export function changesSinceBase({ root, given }) {
  const git = (/** @type {string[]} */ ...args) => {
    const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8', timeout: 30_000, maxBuffer: 2 ** 26 });
    return status === 0 ? stdout.trim() : undefined;
  };
  const head = git('rev-parse', 'HEAD');
  const file = join(root, BEGUN);
  const names = given ? [given] : ['origin/main', ...(existsSync(file) ? [readFileSync(file, 'utf8').trim()] : [])];
  const base = names.map((name) => git('merge-base', name, 'HEAD')).find((commit) => commit && commit !== head);
  const files = base && git('diff', '--name-only', base);
  return base && files !== undefined ? { base, files: files.split('\n').filter(Boolean) } : undefined;
}
