import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

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
    // homedir throws for a user without an entry in /etc/passwd
    const cache = named ?? join(process.env.HOME ?? homedir(), '.npm');
    return [cache, join(cache, '_cacache')].every(canCreate);
  } catch {
    return false;
  }
}

/** Whether the folder is writable, or the nearest existing one above it. @param {string} folder @returns {boolean} */
function canCreate(folder) {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return dirname(folder) !== folder && canCreate(dirname(folder));
  accessSync(folder, constants.W_OK | constants.X_OK);
  return stat.isDirectory();
}
