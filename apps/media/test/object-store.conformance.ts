import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ObjectStore } from '../src/store/object-store.js';

async function* chunks(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
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
    });
  });
}
