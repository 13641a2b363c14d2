import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rollup } from 'vite';
import { textFile } from '../src/i18n/text-sets.js';
import { ChunkGraph, type Chunk, stylesOf } from './chunk-graph.js';
import { pagesModule, SHELL_MODULE } from './feature-pages.js';
import { formOf } from './first-forms.js';
import { type PageRoute, pageRoutes } from './page-routes.js';

/** What stands around the pages of a viewer. */
const AROUND = { visitor: [], person: [SHELL_MODULE] } as const satisfies Readonly<Record<string, readonly string[]>>;
/** Texts of the navigation of a person (`app/lazy-shell.ts`). */
const TEXTS_AROUND = ['rooms'] as const;
export const LANGUAGES = ['en', 'fr'] as const;

export type Viewer = keyof typeof AROUND;
export type Language = (typeof LANGUAGES)[number];

/** The files of the first view of a page, by viewer and language; those that the page of every address has come first. */
export interface FirstView {
  readonly route: PageRoute;
  readonly viewer: Viewer;
  readonly language: Language;
  readonly scripts: ReadonlySet<Chunk>;
  readonly styles: ReadonlySet<string>;
}

const textsOf = (graph: ChunkGraph, src: string, language: Language, names: readonly string[]) =>
  [`./${language}`, ...names.map((name) => textFile(language, name))].map((file) => graph.of(join(src, 'i18n', file)));

/** What every page of a signed-in person has: the first script, the navigation, their texts. */
export const frameOf = (graph: ChunkGraph, src: string, language: Language): Set<Chunk> =>
  graph.withImports([
    graph.of(join(src, 'main')),
    ...AROUND.person.map((module) => graph.of(module)),
    ...textsOf(graph, src, language, TEXTS_AROUND),
  ]);

/** Every first view of a build. A visitor of a page that needs a session sees the sign-in: no view of the page itself. */
export function firstViews(bundle: Rollup.OutputBundle, src: string): readonly FirstView[] {
  const graph = new ChunkGraph(bundle);
  const entry = graph.of(`${src}/main`);
  const view = (route: PageRoute, viewer: Viewer, language: Language): FirstView => {
    const { audience, pages, texts } = route;
    const around = audience === 'open' ? [] : AROUND[viewer];
    const textsAround = audience === 'open' || viewer === 'visitor' ? [] : TEXTS_AROUND;
    const modules = [...around.map((module) => graph.of(module)), ...pages.map((page) => graph.of(pagesModule(page, route)))];
    const scripts = graph.withImports([entry, ...modules, ...textsOf(graph, src, language, [...textsAround, ...texts])]);
    return { route, viewer, language, scripts, styles: stylesOf(scripts) };
  };
  return pageRoutes(src).flatMap((route) => {
    const viewers = { open: ['visitor'], shared: ['visitor', 'person'], signedIn: ['person'] } as const;
    return viewers[route.audience].flatMap((viewer) => LANGUAGES.map((language) => view(route, viewer, language)));
  });
}

/** Written beside the page, for the gateway: it adds the files of the route to the page. */
export const FIRST_VIEWS = 'first-views.json';

/** Writes which files the first view of each page needs. Paths are named once, and meant by their number. */
export function firstViewList(): Plugin {
  let src = '';
  return {
    name: 'veza:first-views',
    apply: 'build',
    configResolved({ root }) {
      src = `${root}/src`;
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = new Map<string, number>();
        const numberOf = (file: string) => files.get(file) ?? (files.set(file, files.size), files.size - 1);
        const views = firstViews(bundle, src).map(({ route, viewer, language, scripts, styles }) => ({
          path: route.path,
          audience: route.audience,
          viewer,
          language,
          form: formOf(route.path, (name) => JSON.parse(readFileSync(join(src, 'i18n', language, `${name}.json`), 'utf8'))),
          files: [...styles, ...[...scripts].map(({ fileName }) => fileName)].map(numberOf),
        }));
        const source = JSON.stringify({ files: [...files.keys()], views });
        this.emitFile({ type: 'asset', fileName: FIRST_VIEWS, source });
      },
    },
  };
}
