import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** For everyone without the navigation, for everyone, or for people with a session (`src/routing/routes.ts`). */
export type Audience = 'open' | 'shared' | 'signedIn';

/** A page of the router, as the files of the features declare it. */
export interface PageRoute {
  /** Such as `/products/$productId`. */
  readonly path: string;
  readonly audience: Audience;
  /** Files of the page and of the pages around it, below `src`. */
  readonly pages: readonly string[];
  /** Names of the texts that come with it. */
  readonly texts: readonly string[];
}

interface Declared extends PageRoute {
  readonly name: string | undefined;
  readonly parent: string;
}

const AUDIENCES: Readonly<Record<string, Audience>> = { openRoute: 'open', sharedRoute: 'shared', signedInRoute: 'signedIn' };
const DECLARATION = /(?:const (\w+) = )?createRoute\(\{/g;
const PARENT = /getParentRoute: \(\) => (\w+),/;
const PATH = /\bpath: '([^']*)'/;
const PAGE = /import\('\.\/([\w.-]+)\.js'\)/;
const TEXTS = /featurePage\(\s*(\[[^\]]*\]|\w+),/;
const CONSTANT = /const (\w+) = (\[[^\]]*\]) as const;/g;

/** Reads the routes of all features. Throws for a declaration that it cannot read: its page would come in more waves. */
export function pageRoutes(src: string): readonly PageRoute[] {
  const files = readdirSync(join(src, 'features'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.feature.ts'))
    .sort()
    .flatMap((file) => routesOf(join(src, 'features', file), src));
}

function routesOf(file: string, src: string): PageRoute[] {
  const code = readFileSync(file, 'utf8');
  const constants = new Map([...code.matchAll(CONSTANT)].map(([, name = '', list = '']) => [name, list]));
  const textsOf = (list: string): string[] =>
    (list.startsWith('[') ? list : (constants.get(list) ?? '')).split(/[[\],\s]+/).flatMap((word) => {
      if (word === '') return [];
      return word.startsWith("'") ? [word.slice(1, -1)] : textsOf(constants.get(word.replace('...', '')) ?? '');
    });
  const declared: Declared[] = [];
  const places = [...code.matchAll(DECLARATION)];
  for (const [index, { 1: name, index: from }] of places.entries()) {
    const part = code.slice(from, places[index + 1]?.index);
    const [parent, path, page] = [PARENT, PATH, PAGE].map((place) => place.exec(part)?.[1]);
    if (parent === undefined || path === undefined || page === undefined) throw new Error(`${file}: unreadable route ${part}`);
    const around = declared.find(({ name }) => name === parent);
    const audience = AUDIENCES[parent] ?? around?.audience;
    if (audience === undefined) throw new Error(`${file}: ${path} has the unknown parent ${parent}`);
    declared.push({
      name,
      parent,
      path: `${around?.path ?? ''}${path}`.replace(/(.)\/$/, '$1'),
      audience,
      pages: [...(around?.pages ?? []), relative(src, join(dirname(file), page))],
      texts: textsOf(TEXTS.exec(part)?.[1] ?? '[]'),
    });
  }
  const isFrame = ({ name }: Declared) => name !== undefined && declared.some(({ parent }) => parent === name);
  return declared
    .filter((route) => !isFrame(route))
    .map(({ path, audience, pages, texts }) => ({ path, audience, pages, texts }));
}
