import { BoundedCache } from '@veza/platform';

/** Files are remembered in blocks of this size: at most 64 MiB. */
export const BLOCK_BYTES = 256 * 1024;
const MOST_BLOCKS = 256;
/** Blocks that were read once; a file that is read through once displaces nothing. */
const MOST_SEEN = 4_096;

/** Blocks of files that were requested again: a track that many clients play costs no reads. Files never change. */
export class HotBlocks {
  private readonly blocks = new BoundedCache<string, Buffer>(MOST_BLOCKS);
  private readonly seen = new BoundedCache<string, true>(MOST_SEEN);

  get(path: string, block: number): Buffer | undefined {
    return this.blocks.get(`${path}:${block}`);
  }

  /** Whether the block was requested before; notes this request. */
  isWanted(path: string, block: number): boolean {
    const key = `${path}:${block}`;
    const wanted = this.seen.has(key);
    if (!wanted) this.seen.set(key, true);
    return wanted;
  }

  set(path: string, block: number, bytes: Buffer): void {
    this.blocks.set(`${path}:${block}`, bytes);
  }

  /** Of a file, or of all files in a folder. */
  drop(path: string): void {
    for (const key of [...this.blocks.keys()])
      if (key.startsWith(path) && (key[path.length] === ':' || key[path.length] === '/')) this.blocks.delete(key);
  }
}
