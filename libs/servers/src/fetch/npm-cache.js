import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Variables for calls of npm: a cache in the state folder when that of the user is not writable, as with a read-only HOME.
 *
 * @type {typeof import('../index.d.ts').npmEnvironment}
 */
export function npmEnvironment(state) {
  return isWritable(process.env.npm_config_cache) ? {} : { npm_config_cache: join(state, 'npm-cache') };
}

/** @param {string | undefined} named */
function isWritable(named) {
  try {
    const cache = named ?? join(process.env.HOME ?? homedir(), '.npm'); // homedir throws for a user without an entry in /etc/passwd
    for (const folder of [cache, join(cache, '_cacache')]) {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
    }
    return true;
  } catch {
    return false;
  }
}
