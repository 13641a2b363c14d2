import { close, fstat, open, read } from 'node:fs';
import { promisify } from 'node:util';
import { BoundedCache } from '@veza/platform';
import { BufferPool, type Loan, MOST_LOAN_BYTES } from './buffer-pool.js';
import { BLOCK_BYTES, HotBlocks } from './hot-blocks.js';
import type { OpenObject } from './object-store.js';

const MAX_OPEN = 512;
/** A file that another replica removes is still readable here for this long. */
const KEPT_OPEN_MS = 2_000;

const openFile = promisify(open);
const closeFile = promisify(close);
const factsOf = promisify(fstat);

interface OpenFile {
  path: string;
  fd: number;
  size: number;
  readers: number;
  /** No longer in the map: closed with its last reader. */
  dropped: boolean;
}

/**
 * Files that stay open for two seconds, because a player requests one file in many small ranges: a range then costs one
 * read instead of open, stat, read and close. The callback API, because the promises of node:fs cost more than the reads.
 */
export class OpenFiles {
  private readonly buffers = new BufferPool();
  private readonly blocks = new HotBlocks();
  private readonly files = new BoundedCache<string, Promise<OpenFile | undefined>>(MAX_OPEN, closeWhenUnread);

  /** Undefined for a folder; rejects as `open` does. */
  async open(path: string): Promise<OpenObject | undefined> {
    const opening = this.files.get(path) ?? this.add(path);
    const file = await opening; // readers of a pending open are counted before its removal closes the file
    if (!file) return undefined;
    file.readers += 1;
    return new Reader(file, this.buffers, this.blocks);
  }

  /** Drops a file, and all files below it when it is a folder. */
  drop(path: string): void {
    this.blocks.drop(path);
    for (const known of [...this.files.keys()]) if (known === path || known.startsWith(`${path}/`)) this.files.delete(known);
  }

  private add(path: string): Promise<OpenFile | undefined> {
    const opening = opened(path);
    this.files.set(path, opening);
    opening.catch(() => this.remove(path, opening));
    setTimeout(() => this.remove(path, opening), KEPT_OPEN_MS).unref();
    return opening;
  }

  private remove(path: string, opening: Promise<OpenFile | undefined>): void {
    if (this.files.peek(path) === opening) this.files.delete(path);
  }
}

/** A file that could not be opened needs no closing. */
function closeWhenUnread(opening: Promise<OpenFile | undefined>): void {
  opening.then(
    (file) => file && release(file, { dropped: true }),
    () => undefined,
  );
}

async function opened(path: string): Promise<OpenFile | undefined> {
  const fd = await openFile(path, 'r');
  const facts = await factsOf(fd);
  if (facts.isFile()) return { path, fd, size: facts.size, readers: 0, dropped: false };
  await closeFile(fd);
  return undefined;
}

async function release(file: OpenFile, { dropped }: { dropped: boolean }): Promise<void> {
  if (dropped) file.dropped = true;
  else file.readers -= 1;
  if (file.dropped && file.readers === 0) await closeFile(file.fd);
}

class Reader implements OpenObject {
  constructor(
    private readonly file: OpenFile,
    private readonly buffers: BufferPool,
    private readonly blocks: HotBlocks,
  ) {}

  get size(): number {
    return this.file.size;
  }

  async *chunks(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at <= end;) {
      const wanted = Math.min(MOST_LOAN_BYTES, end + 1 - at);
      const chunk = await this.read(Buffer.allocUnsafeSlow(wanted), wanted, at);
      at += chunk.length;
      yield chunk;
    }
  }

  async *loans(start: number, end: number): AsyncGenerator<Loan> {
    for (let at = start; at <= end;) {
      const loan = (await this.fromBlock(at, end)) ?? (await this.lend(at, end));
      at += loan.bytes.length;
      yield loan;
    }
  }

  /** From a block in memory, which a second request puts there. */
  private async fromBlock(at: number, end: number): Promise<Loan | undefined> {
    const { path, size } = this.file;
    const block = Math.floor(at / BLOCK_BYTES);
    const first = block * BLOCK_BYTES;
    let bytes = this.blocks.get(path, block);
    if (!bytes) {
      if (!this.blocks.isWanted(path, block)) return undefined;
      const length = Math.min(BLOCK_BYTES, size - first);
      bytes = await this.read(Buffer.allocUnsafeSlow(length), length, first);
      if (bytes.length < length) return undefined;
      this.blocks.set(path, block, bytes);
    }
    return { bytes: bytes.subarray(at - first, Math.min(bytes.length, end + 1 - first)), release: () => undefined };
  }

  private async lend(at: number, end: number): Promise<Loan> {
    const wanted = Math.min(MOST_LOAN_BYTES, end + 1 - at);
    const buffer = this.buffers.take(wanted);
    return { bytes: await this.read(buffer, wanted, at), release: () => this.buffers.give(buffer) };
  }

  close(): Promise<void> {
    return release(this.file, { dropped: false });
  }

  private read(buffer: Buffer, wanted: number, at: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      read(this.file.fd, buffer, 0, wanted, at, (error, got) => {
        if (error) reject(error);
        else if (got === 0) reject(new Error('the file is shorter than it was'));
        else resolve(got === buffer.length ? buffer : buffer.subarray(0, got));
      });
    });
  }
}
