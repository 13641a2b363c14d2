import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StartFailure } from '@veza/platform';
import { type ObjectStore, parseKey } from './object-store.js';

/** Of a backup, beside the folder `objects`: one line for each object, as `sha256sum --check` reads them. */
const LIST = 'objects.sha256';
const LINE = /^([0-9a-f]{64}) {2}objects\/[0-9a-f]{2}\/(\S+)$/;
const AT_ONCE = 4;

interface StoredFile {
  key: string;
  hash: string;
}

/** What was copied. */
export interface Copied {
  objects: number;
  bytes: number;
}

const pathOf = (key: string) => join('objects', key.slice(0, 2), key);

/**
 * Copies all objects into the folder, each with its SHA-256. The service may run: an object that it removes meanwhile is
 * left out. The caller copies the database first, so that each of its rows has bytes.
 */
export async function saveObjects(store: ObjectStore, folder: string): Promise<Copied> {
  const lines: string[] = [];
  let bytes = 0;
  await inParallel(store.list(), async ({ key }) => {
    const object = await store.open(key);
    if (!object) return;
    const path = join(folder, pathOf(key));
    const hash = createHash('sha256');
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await pipeline(hashed(object.chunks(0, object.size - 1), hash), createWriteStream(path, { mode: 0o600, flush: true }));
    } finally {
      await object.close();
    }
    bytes += object.size;
    lines.push(`${hash.digest('hex')}  ${pathOf(key)}\n`);
  });
  await writeFile(join(folder, LIST), lines.sort().join(''), { mode: 0o600 });
  return { objects: lines.length, bytes };
}

/** Rejects unless each file of the backup has its hash and the store has no object. */
export async function checkFiles(store: ObjectStore, folder: string): Promise<Copied> {
  for await (const { key } of store.list())
    throw new StartFailure(`The object store is not empty, it has ${key}: restore into an empty one`);
  return eachFile(folder, async ({ key, hash }) => {
    const found = createHash('sha256');
    let size = 0;
    for await (const chunk of hashed(createReadStream(join(folder, pathOf(key))), found)) size += chunk.length;
    if (found.digest('hex') !== hash) throw new StartFailure(`The object ${key} of the backup differs from its hash`);
    return size;
  });
}

/** Stores all files of the backup, and reads each back. */
export async function loadObjects(store: ObjectStore, folder: string): Promise<Copied> {
  return eachFile(folder, async ({ key, hash }) => {
    const size = await store.write(key, createReadStream(join(folder, pathOf(key))));
    const object = await store.open(key);
    const found = createHash('sha256');
    for await (const chunk of object?.chunks(0, object.size - 1) ?? []) found.update(chunk);
    await object?.close();
    if (found.digest('hex') !== hash) throw new StartFailure(`The stored object ${key} differs from that of the backup`);
    return size;
  });
}

async function eachFile(folder: string, work: (file: StoredFile) => Promise<number>): Promise<Copied> {
  const files = (await readFile(join(folder, LIST), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map(fileOf);
  let bytes = 0;
  await inParallel(files, async (file) => {
    const size = await work(file); // first: another lane adds meanwhile
    bytes += size;
  });
  return { objects: files.length, bytes };
}

function fileOf(line: string): StoredFile {
  const [, hash, key] = LINE.exec(line) ?? [];
  if (hash === undefined || key === undefined || !parseKey(key))
    throw new StartFailure(`${LIST} has a line that is none of a backup`);
  return { key, hash };
}

async function inParallel<Item>(items: AsyncIterable<Item> | Iterable<Item>, work: (item: Item) => Promise<void>): Promise<void> {
  const all = each(items);
  const lane = async () => {
    for (let next = await all.next(); !next.done; next = await all.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

async function* each<Item>(items: AsyncIterable<Item> | Iterable<Item>): AsyncGenerator<Item, undefined> {
  yield* items;
}

async function* hashed(chunks: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
