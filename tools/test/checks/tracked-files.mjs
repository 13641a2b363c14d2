import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../stack/workspace/paths.mjs';

/**
 * Files of the working tree whose path matches, as paths from the root: tracked ones and new ones, without ignored ones.
 *
 * @param {RegExp} pattern
 */
export function trackedFiles(pattern) {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const output = execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return output.split('\0').filter((path) => pattern.test(path) && existsSync(join(ROOT, path)));
}
