import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { ROOT } from '../stack/workspace/paths.mjs';

/** Names the commit from which a change that is pushed to the main branch itself has begun (CONTRIBUTING.md). */
const BEGUN = join(ROOT, '.ci/base');

/**
 * The files that differ from the base: the commit that VEZA_BASE names, where a branch has left the main branch, or the commit
 * in `.ci/base`.
 *
 * @returns {{ base: string, files: string[] } | undefined} undefined if the base is not known, as in a shallow clone
 */
export function changesSinceBase() {
  const head = git('rev-parse', 'HEAD');
  const fork = git('merge-base', 'HEAD', 'origin/main');
  const written = existsSync(BEGUN) ? readFileSync(BEGUN, 'utf8').trim() : undefined;
  const candidates = process.env.VEZA_BASE ? [process.env.VEZA_BASE] : [fork === head ? undefined : fork, written];
  const base = candidates.map((name) => name && git('merge-base', name, 'HEAD')).find((commit) => commit && commit !== head);
  const files = base && git('diff', '--name-only', base);
  return base && files !== undefined ? { base, files: files.split('\n').filter(Boolean) } : undefined;
}

/** @param {string[]} args */
function git(...args) {
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8', timeout: 30_000, maxBuffer: 2 ** 26 });
  return status === 0 ? stdout.trim() : undefined;
}
