import { watch } from 'node:fs';

/** Editors write several files, or one in several steps. */
const SETTLED_MS = 200;

/**
 * Calls `update` after files below the folders have changed: once for changes at short intervals, and never twice at a time.
 *
 * @param {string[]} folders @param {() => Promise<void>} update
 * @returns {() => void} ends it
 */
export function watchSources(folders, update) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let last = Promise.resolve();
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (last = last.then(update)), SETTLED_MS);
  };
  const watchers = folders.map((folder) => watch(folder, { recursive: true }, changed));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
