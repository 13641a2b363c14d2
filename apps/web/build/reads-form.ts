import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const NAME = 'virtual:reads-form';
/** What reads the API, and in which form its results are kept. */
const READS = /\bqueryKey\b/;

/** A digest of the client of the API and of the files that read it: texts, styles and elements do not change it. */
export function formOf(files: readonly { readonly path: string; readonly text: string }[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of files)
    if (!path.includes('.spec.') && (path.startsWith('libs/') || READS.test(text))) hash.update(`${path}\0${text}\0`);
  return hash.digest('base64url').slice(0, 12);
}

const FOLDERS = ['libs/sdk/src', 'apps/web/src'];

function scriptsBelow(root: string, folder: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  return names
    .filter((name) => /\.tsx?$/.test(name))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** Names the form of kept results, so that those of another build are shown only where both have the same. */
export function readsForm(): Plugin {
  let root = '';
  return {
    name: 'veza:reads-form',
    configResolved(config) {
      root = join(config.root, '../..');
    },
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load(id) {
      if (id !== `\0${NAME}`) return undefined;
      const paths = FOLDERS.flatMap((folder) => scriptsBelow(root, folder));
      return `export const FORM = ${JSON.stringify(formOf(paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))))};`;
    },
  };
}
