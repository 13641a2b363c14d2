import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { collectGarbage } from '@veza/testing';
import type { ObjectStore } from '../src/store/object-store.js';

async function* chunks(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

const MIB = 1024 ** 2;

/** Bytes of buffers that something still holds: without the collection, buffers that were let go of count as well. */
function heldBytes(): number {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}
/** Files of an id, which a bucket lists and deletes in several calls. */
const MANY = 65;
export const KEYS_A_CALL = 20;

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

/** The promises of the interface, as tests for each implementation. */
export function objectStoreConformance(
  name: string,
  make: () => Promise<{ store: ObjectStore; leftovers: () => Promise<number> }>,
): void {
  describe(`${name} is an object store`, () => {
    let store: ObjectStore;
    let leftovers: () => Promise<number>;
    let folder: string;
    beforeAll(async () => {
      ({ store, leftovers } = await make());
      folder = await mkdtemp(join(tmpdir(), 'veza-store-'));
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    async function read(key: string, start = 0, end?: number): Promise<string | undefined> {
      const object = await store.open(key);
      if (!object) return undefined;
      try {
        const parts: Buffer[] = [];
        for await (const chunk of object.chunks(start, end ?? object.size - 1)) parts.push(chunk);
        return Buffer.concat(parts).toString();
      } finally {
        await object.close();
      }
    }

    test('a written object is readable as a whole and in parts', async () => {
      const key = randomUUID();
      expect(await store.write(key, chunks('Gymno', 'pédie'))).toBe(11);
      expect(await read(key)).toBe('Gymnopédie');
      expect(await read(key, 0, 0)).toBe('G');
      expect(await read(key, 2, 4)).toBe('mno');
    });

    test('a large object is read in order, in chunks whose buffers are not reused', async () => {
      const key = randomUUID();
      const block = Buffer.alloc(1 << 20, 'abcdefghijklmnopqrstuvwxyz');
      await store.write(key, chunks(block.toString(), block.toString(), 'end'));
      const object = await store.open(key);
      const kept: Buffer[] = [];
      for await (const chunk of object?.chunks(0, 2 * block.length + 2) ?? []) {
        expect(chunk.length).toBeLessThanOrEqual(256 * 1024);
        kept.push(chunk);
      }
      await object?.close();
      expect(Buffer.concat(kept).equals(Buffer.concat([block, block, Buffer.from('end')]))).toBe(true);
    });

    test('a large object is read from the middle of one part into the next, and a reader may leave early', async () => {
      const key = randomUUID();
      const bytes = Buffer.alloc(11 * MIB + 7);
      for (let at = 0; at + 4 <= bytes.length; at += 4) bytes.writeUInt32LE(at, at);
      expect(await store.write(key, inChunks(bytes, 300_000))).toBe(bytes.length);
      const object = await store.open(key);
      if (!object) throw new Error('not stored');
      expect(object.size).toBe(bytes.length);
      for (const [start, end] of [
        [5 * MIB - 3, 5 * MIB + 3],
        [0, bytes.length - 1],
        [bytes.length - 1, bytes.length - 1],
      ] as const) {
        const kept: Buffer[] = [];
        for await (const { bytes: loan, release } of object.loans(start, end)) {
          kept.push(Buffer.from(loan));
          release();
        }
        expect(Buffer.concat(kept).equals(bytes.subarray(start, end + 1))).toBe(true);
      }
      for await (const chunk of object.chunks(0, bytes.length - 1)) {
        expect(chunk.equals(bytes.subarray(0, chunk.length))).toBe(true);
        break;
      }
      await object.close();
    });

    test('a source is read no faster than its bytes are stored', async () => {
      let [given, taken] = [0, 0];
      async function* source(): AsyncGenerator<Buffer> {
        for (; given < 40; given++) {
          taken = Math.max(taken, heldBytes());
          yield await Promise.resolve(Buffer.alloc(MIB, given));
        }
      }
      const before = heldBytes();
      expect(await store.write(randomUUID(), source())).toBe(40 * MIB);
      expect(taken - before).toBeLessThan(35 * MIB); // a store that reads ahead would hold all 40
    });

    test('an empty object exists', async () => {
      const key = randomUUID();
      expect(await store.write(key, chunks())).toBe(0);
      const object = await store.open(key);
      expect(object?.size).toBe(0);
      await object?.close();
    });

    test('a source that throws leaves nothing', async () => {
      const key = randomUUID();
      async function* breaking(): AsyncGenerator<Buffer> {
        yield* chunks('half');
        throw new Error('the client disconnected');
      }
      await expect(store.write(key, breaking())).rejects.toThrow('the client disconnected');
      expect(await store.open(key)).toBeUndefined();
      expect(await leftovers()).toBe(0);
    });

    test('a source that throws after several parts leaves nothing, and nothing is visible before its end', async () => {
      const key = randomUUID();
      async function* breaking(): AsyncGenerator<Buffer> {
        for (let at = 0; at < 12; at++) yield Buffer.alloc(MIB, at);
        expect(await store.has(key)).toBe(false);
        expect(await leftovers()).toBe(1);
        throw new Error('the client disconnected');
      }
      await expect(store.write(key, breaking())).rejects.toThrow('the client disconnected');
      expect(await store.has(key)).toBe(false);
      expect(await leftovers()).toBe(0);
    });

    test('two writers of one key leave the whole bytes of one of them', async () => {
      const key = randomUUID();
      const [a, b] = [Buffer.alloc(6 * MIB, 'a'), Buffer.alloc(6 * MIB, 'b')];
      await Promise.all([store.write(key, inChunks(a, 65_536)), store.write(key, inChunks(b, 65_536))]);
      const text = await read(key);
      expect([a.toString(), b.toString()]).toContain(text);
    });

    test('an unknown key cannot be opened, and can be removed', async () => {
      expect(await store.open(randomUUID())).toBeUndefined();
      expect(await store.open(`${randomUUID()}/master.m3u8`)).toBeUndefined();
      await store.remove(randomUUID());
      expect(await store.materialize(randomUUID(), join(folder, 'nothing'))).toBe(false);
    });

    test('removing an id removes all files below it', async () => {
      const id = randomUUID();
      const path = join(folder, 'segment');
      await writeFile(path, 'segment');
      await store.adopt(`${id}/128/s00000.m4s`, path);
      await store.write(`${id}/master.m3u8`, chunks('#EXTM3U'));
      expect(await read(`${id}/128/s00000.m4s`)).toBe('segment');
      expect(await store.open(id)).toBeUndefined(); // a folder is no object
      await store.remove(id);
      expect(await store.open(`${id}/128/s00000.m4s`)).toBeUndefined();
      expect(await store.open(`${id}/master.m3u8`)).toBeUndefined();
    });

    test('all objects are listed with their sizes', async () => {
      const id = randomUUID();
      await store.write(id, chunks('12345'));
      const other = randomUUID();
      await store.write(`${other}/128/s00000.m4s`, chunks('1'));
      const listed = new Map<string, number>();
      for await (const { key, size } of store.list()) listed.set(key, size);
      expect(listed.get(id)).toBe(5);
      expect(listed.get(`${other}/128/s00000.m4s`)).toBe(1);
      expect(await store.has(`${other}/128/s00000.m4s`)).toBe(true);
      await store.remove(`${other}/128/s00000.m4s`);
      expect(await store.has(`${other}/128/s00000.m4s`)).toBe(false);
      await store.remove(id);
      expect(await store.has(id)).toBe(false);
    });

    test('an id with many files is removed as a whole', async () => {
      const id = randomUUID();
      const names = Array.from({ length: MANY }, (_, at) => `${id}/64/s${String(at).padStart(5, '0')}.m4s`);
      for (let at = 0; at < names.length; at += 10)
        await Promise.all(names.slice(at, at + 10).map((key) => store.write(key, chunks('x'))));
      await store.remove(id);
      for await (const { key } of store.list()) expect(key.startsWith(id)).toBe(false);
    });

    test('an object is materialized as a local file, and survives the removal of that file', async () => {
      const key = randomUUID();
      await store.write(key, chunks('sound'));
      const path = join(folder, 'local');
      expect(await store.materialize(key, path)).toBe(true);
      expect(await readFile(path, 'utf8')).toBe('sound');
      await rm(path);
      expect(await read(key)).toBe('sound');
    });

    test.each([
      '../etc/passwd',
      '/etc/passwd',
      'x',
      '',
      `${randomUUID()}/../x`,
      `${randomUUID()}/.hidden`,
      `${randomUUID()}//x`,
      `${randomUUID()}/a/b/c/d`,
      `${randomUUID()}/a\0`,
    ])('%j is no key', async (key) => {
      await expect(store.open(key)).rejects.toThrow('not a key');
      await expect(store.write(key, chunks('x'))).rejects.toThrow('not a key');
      await expect(store.remove(key)).rejects.toThrow('not a key');
      await expect(store.has(key)).rejects.toThrow('not a key');
    });
  });
}
