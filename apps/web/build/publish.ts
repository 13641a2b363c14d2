import { renameSync, rmSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Where a build is written, and where it stands once it is complete. */
export const UNFINISHED = 'dist.unfinished';
export const PUBLISHED = 'dist';

/** Replaces the former build by the complete new one: a gateway that starts meanwhile reads no half of it. */
export function publish(): Plugin {
  let folders: { from: string; to: string } | undefined;
  return {
    name: 'veza:publish',
    apply: 'build',
    configResolved({ root }) {
      folders = { from: `${root}/${UNFINISHED}`, to: `${root}/${PUBLISHED}` };
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler(error) {
        if (error || !folders) return;
        rmSync(folders.to, { recursive: true, force: true });
        renameSync(folders.from, folders.to);
      },
    },
  };
}
