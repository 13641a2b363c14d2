import { dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { type PageRoute, pageRoutes } from './page-routes.js';

const PREFIX = '\0veza-pages:';
const IMPORT = /import\('(\.[^']+)\.js'\)/g;

/** The navigation of a person with what it loads by itself, below `src`. */
const SHELL = ['app/shell', 'features/rooms/unread-badge', 'features/practice/for-staff'];
export const SHELL_MODULE = `${PREFIX}shell`;

/** Pages behind a sign-in, or those of strangers. */
export type PageSet = 'open' | 'own';
export const pageSet = (feature: string | undefined, set: PageSet): string => `${PREFIX}${feature}/${set}`;
/** The module that has a page of a route, with the others of its feature. */
export const pagesModule = (page: string, { audience }: PageRoute): string =>
  pageSet(page.split('/')[1], audience === 'signedIn' ? 'own' : 'open');

/**
 * Loads the pages of a feature together: those for strangers, and those of signed-in people. An own chunk for each page would
 * be some hundred bytes that lead to the same files. Modules that are loaded together must not export the same name.
 */
export function featurePages(): Plugin {
  let src = '';
  /** By the file, without its ending: the module in whose place it is loaded. */
  const sets = new Map<string, string>();
  return {
    name: 'veza:feature-pages',
    apply: 'build',
    enforce: 'pre',
    configResolved({ root }) {
      src = `${root}/src`;
    },
    buildStart() {
      sets.clear();
      for (const module of SHELL) sets.set(`${src}/${module}`, SHELL_MODULE);
      for (const route of pageRoutes(src)) for (const page of route.pages) sets.set(`${src}/${page}`, pagesModule(page, route));
    },
    resolveId: (id) => (id.startsWith(PREFIX) ? id : undefined),
    load(id) {
      if (!id.startsWith(PREFIX)) return undefined;
      const files = [...sets].filter(([, set]) => set === id).map(([file]) => file);
      return files.map((file) => `export * from ${JSON.stringify(file)};`).join('\n');
    },
    transform(code, id) {
      if (!id.startsWith(src)) return undefined;
      const text = code.replace(IMPORT, (whole, file: string) => {
        const set = sets.get(resolve(dirname(id), file));
        return set === undefined ? whole : `import(${JSON.stringify(set)})`;
      });
      return text === code ? undefined : { code: text, map: null };
    },
  };
}
