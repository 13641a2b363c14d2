import { join } from 'node:path';
import type { Plugin, Rollup } from 'vite';
import { brotliOf, type Chunk, ChunkGraph, gzipOf, kib } from './chunk-graph.js';
import { type FirstView, firstViews, frameOf, LANGUAGES } from './first-views.js';

/** Script before the page of a signed-in person, with the texts of one language, in KiB of gzip. */
const FRAME = 163;
/** What a page loads on top of it, or a chunk that is loaded later. */
const ROUTE = 80;
/** Chunks that no page waits for: the player of playlists is loaded with the first sound. */
const LATER: Readonly<Record<string, number>> = { 'hls.light': 125 };
/** The player in pages of other sites, which load it for every reader. */
const EMBED = 8;
/** The texts of one language that every page needs. */
export const AT_START = /\/i18n\/(en|fr)\.ts$/;

/** Files and KiB as they are sent (scripts and styles, brotli) of the first view of a page, by viewer. */
const PAGES: Readonly<Record<string, { files: number; size: number }>> = {
  '/sign-in visitor': { files: 10, size: 129 },
  '/sign-up visitor': { files: 10, size: 129 },
  '/products visitor': { files: 10, size: 131 },
  '/products/$productId visitor': { files: 10, size: 131 },
  '/book visitor': { files: 12, size: 130 },
  '/book/$cabinet visitor': { files: 12, size: 130 },
  '/rooms/$roomId person': { files: 18, size: 186 },
};
const OTHERS = { visitor: { files: 17, size: 162 }, person: { files: 20, size: 186 } };

/** Fails a build whose pages load more than their limits, and prints what they load. */
export function sizeLimits(): Plugin {
  let src = '';
  return {
    name: 'veza:size-limits',
    apply: 'build',
    configResolved({ root }) {
      src = join(root, 'src');
    },
    generateBundle(_options, bundle) {
      const views = firstViews(bundle, src);
      const graph = new ChunkGraph(bundle);
      const limit = (what: string, size: number, most: number) => {
        if (size > most) this.error(`${what} has ${kib(size)} of script; ${most} KiB are allowed.`);
      };
      limit('The embedded player', gzipOf(codeOf(graph.withImports([graph.entry('embed')]))), EMBED);
      const frames = LANGUAGES.map((language) => frameOf(graph, src, language));
      const frameSize = Math.max(...frames.map((frame) => gzipOf(codeOf(frame))));
      limit('The frame of a signed-in person', frameSize, FRAME);
      const frame = new Set(frames.flatMap((chunks) => [...chunks]));
      const waited = new Set(views.flatMap(({ scripts }) => [...scripts]));
      for (const { route, scripts } of views)
        limit(`The page ${route.path}`, gzipOf(codeOf([...scripts].filter((chunk) => !frame.has(chunk)))), ROUTE);
      for (const chunk of graph.chunks.filter((each) => each.isDynamicEntry && !waited.has(each)))
        limit(`The chunk "${chunk.name}"`, gzipOf([chunk.code]), LATER[chunk.name] ?? ROUTE);
      const table = views.map((view) => ({ ...view, ...costsOf(view, bundle) }));
      for (const { route, viewer, files, size } of table) {
        const most = PAGES[`${route.path} ${viewer}`] ?? OTHERS[viewer];
        if (files > most.files || size > most.size)
          this.error(
            `${route.path} loads ${files} files, ${kib(size)} (${viewer}); ${most.files}, ${most.size} KiB are allowed.`,
          );
      }
      for (const name of Object.keys(PAGES))
        if (!table.some(({ route, viewer }) => `${route.path} ${viewer}` === name)) this.error(`There is no page ${name}.`);
      this.info(`frame of a signed-in person (gzip): ${kib(frameSize)}\n${linesOf(table).join('\n')}`);
    },
  };
}

const codeOf = (chunks: Iterable<Chunk>) => [...chunks].map(({ code }) => code);

const sizes = new Map<string, number>();

function costsOf({ scripts, styles }: FirstView, bundle: Rollup.OutputBundle): { files: number; size: number } {
  const names = [...[...scripts].map(({ fileName }) => fileName), ...styles];
  const sizeOf = (name: string): number => {
    const file = bundle[name];
    const bytes = file?.type === 'chunk' ? file.code : (file?.source ?? '');
    const size = sizes.get(name) ?? brotliOf([bytes]);
    sizes.set(name, size);
    return size;
  };
  return { files: names.length, size: names.reduce((sum, name) => sum + sizeOf(name), 0) };
}

/** One line for pages with the same files, in the language with the longer texts. */
function linesOf(table: readonly (FirstView & { files: number; size: number })[]): string[] {
  const lines = new Map<string, string>();
  for (const { route, viewer, language, files, size, scripts } of table) {
    const key = [viewer, language, ...[...scripts].map(({ fileName }) => fileName)].join();
    if (language === 'fr' && !lines.has(key))
      lines.set(
        key,
        `  ${route.path.padEnd(36)} ${viewer.padEnd(8)} ${String(files).padStart(3)} files ${kib(size).padStart(10)}`,
      );
  }
  return [...lines.values()];
}
