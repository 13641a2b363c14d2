import { gzipSync } from 'node:zlib';
import type { Plugin, Rollup } from 'vite';

/** Limits of script in KiB, compressed by gzip. */
const FIRST_VIEW = 162;
const ROUTE = 80;
/** Chunks that no page waits for: the player of playlists is loaded with the first sound. */
const LATER: Readonly<Record<string, number>> = { 'hls.light': 125 };
/** Chunks that `main.tsx` loads at start, though it imports them dynamically: the texts of one language. */
export const AT_START = /\/i18n\/(en|fr)\.ts$/;

/** The player in pages of other sites, which load it for every reader. */
const EMBED = 8;

/** Around the pages of signed-in people: a part of their first view. */
const FRAME = /\/app\/surroundings\.tsx$/;

/** Fails a build whose first view, or what one route loads on top of it, is larger than its limit. */
export function sizeLimits(): Plugin {
  return {
    name: 'veza:size-limits',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const entry = chunks.find((chunk) => chunk.isEntry && chunk.name === 'index');
      if (!entry) return this.error('There is no entry chunk.');
      const first = withImports(entry, chunks);
      const texts = chunks.filter(({ facadeModuleId }) => AT_START.test(facadeModuleId ?? ''));
      const frame = chunks.find(({ facadeModuleId }) => FRAME.test(facadeModuleId ?? ''));
      if (!frame) return this.error('There is no frame of signed-in people.');
      const firstView =
        sizeOf([...withImports(frame, chunks, new Set(first))]) + Math.max(0, ...texts.map((chunk) => sizeOf([chunk])));
      const routes = chunks.filter((chunk) => chunk.isDynamicEntry && !texts.includes(chunk));
      const sizes = routes.map((chunk) => ({
        name: chunk.name,
        size: sizeOf([...withImports(chunk, chunks)].filter((part) => !first.has(part))),
      }));
      const embed = chunks.find((chunk) => chunk.isEntry && chunk.name === 'embed');
      const embedSize = embed ? sizeOf([...withImports(embed, chunks)]) : Infinity;
      if (embedSize > EMBED) this.error(`The embedded player has ${kib(embedSize)} of script; ${EMBED} KiB are allowed.`);
      const limitOf = (name: string) => LATER[name] ?? ROUTE;
      const tooLarge = sizes.filter(({ name, size }) => size > limitOf(name));
      if (firstView > FIRST_VIEW) this.error(`The first view has ${kib(firstView)} of script; ${FIRST_VIEW} KiB are allowed.`);
      for (const { name, size } of tooLarge)
        this.error(`The route chunk "${name}" has ${kib(size)} of script; ${limitOf(name)} KiB are allowed.`);
      const largest = sizes.sort((a, b) => b.size - a.size)[0];
      this.info(
        `script (gzip): first view ${kib(firstView)}, largest route ${largest ? `${largest.name} ${kib(largest.size)}` : '-'}`,
      );
    },
  };
}

/** A chunk with every chunk that it imports statically. */
function withImports(
  chunk: Rollup.OutputChunk,
  chunks: readonly Rollup.OutputChunk[],
  found = new Set<Rollup.OutputChunk>(),
): Set<Rollup.OutputChunk> {
  if (found.has(chunk)) return found;
  found.add(chunk);
  for (const name of chunk.imports) {
    const imported = chunks.find(({ fileName }) => fileName === name);
    if (imported) withImports(imported, chunks, found);
  }
  return found;
}

const sizeOf = (chunks: readonly Rollup.OutputChunk[]) =>
  chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0) / 1_024;
const kib = (size: number) => `${size.toFixed(1)} KiB`;
