import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Rollup } from 'vite';

export type Chunk = Rollup.OutputChunk;

/** The chunks of a build, by what they import and which modules they hold. */
export class ChunkGraph {
  readonly chunks: readonly Chunk[];
  private readonly byFile: ReadonlyMap<string, Chunk>;
  private readonly byModule: ReadonlyMap<string, Chunk>;

  constructor(bundle: Rollup.OutputBundle) {
    this.chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    this.byFile = new Map(this.chunks.map((chunk) => [chunk.fileName, chunk]));
    this.byModule = new Map(this.chunks.flatMap((chunk) => chunk.moduleIds.map((id) => [id, chunk] as const)));
  }

  entry(name: string): Chunk {
    const chunk = this.chunks.find((each) => each.isEntry && each.name === name);
    if (!chunk) throw new Error(`There is no entry chunk "${name}".`);
    return chunk;
  }

  /** The chunk that an import of a module loads; the module is given without its ending. */
  of(module: string): Chunk {
    const names = ['', '.ts', '.tsx'].map((ending) => module + ending);
    const facade = this.chunks.find(({ facadeModuleId }) => facadeModuleId !== null && names.includes(facadeModuleId));
    const chunk = facade ?? names.map((name) => this.byModule.get(name)).find((found) => found !== undefined);
    if (!chunk) throw new Error(`No chunk has ${module}.`);
    return chunk;
  }

  /** Chunks with every chunk that they import statically. */
  withImports(chunks: Iterable<Chunk>, found = new Set<Chunk>()): Set<Chunk> {
    for (const chunk of chunks) {
      if (found.has(chunk)) continue;
      found.add(chunk);
      this.withImports(
        chunk.imports.flatMap((file) => this.byFile.get(file) ?? []),
        found,
      );
    }
    return found;
  }
}

export const stylesOf = (chunks: Iterable<Chunk>): Set<string> =>
  new Set([...chunks].flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]));

const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0) / 1_024;
export const gzipOf = (texts: readonly (string | Uint8Array)[]) => sum(texts.map((text) => gzipSync(text, { level: 9 }).length));
export const brotliOf = (texts: readonly (string | Uint8Array)[]) => sum(texts.map((text) => brotliCompressSync(text).length));
export const kib = (size: number) => `${size.toFixed(1)} KiB`;
