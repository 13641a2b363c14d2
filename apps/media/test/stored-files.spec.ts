import { randomBytes, randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DiskStore } from '../src/store/disk-store.js';
import { checkFiles, loadObjects, saveObjects } from '../src/store/stored-files.js';

let folder: string;
let origin: DiskStore;
let target: DiskStore;
const backup = () => join(folder, 'backup');

async function* chunks(...all: Buffer[]) {
  yield* all;
}

async function bytesOf(store: DiskStore, key: string): Promise<Buffer> {
  const object = await store.open(key);
  if (!object) throw new Error(`${key} is absent`);
  const all: Buffer[] = [];
  for await (const chunk of object.chunks(0, object.size - 1)) all.push(chunk);
  await object.close();
  return Buffer.concat(all);
}

const contents = new Map<string, Buffer>();
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veza-objects-'));
  [origin, target] = [new DiskStore(join(folder, 'origin')), new DiskStore(join(folder, 'target'))];
  await Promise.all([origin.prepare(), target.prepare()]);
  contents.clear();
  const set = randomUUID();
  for (const key of [randomUUID(), randomUUID(), `${set}/audio.m4a`, `${set}/hls/a1.m4s`])
    contents.set(key, randomBytes(300_000));
  contents.set(randomUUID(), Buffer.alloc(0));
  for (const [key, bytes] of contents) await origin.write(key, chunks(bytes));
});
afterEach(() => rm(folder, { recursive: true }));

test('all objects are saved with their hashes, and loaded with equal bytes', async () => {
  const copied = { objects: 5, bytes: 1_200_000 };
  expect(await saveObjects(origin, backup())).toEqual(copied);
  expect(await checkFiles(target, backup())).toEqual(copied);
  expect(await loadObjects(target, backup())).toEqual(copied);
  for (const [key, bytes] of contents) expect([key, (await bytesOf(target, key)).equals(bytes)]).toEqual([key, true]);
});

test('a file that has changed, and a store that has an object, are refused before anything is written', async () => {
  await saveObjects(origin, backup());
  await expect(checkFiles(origin, backup())).rejects.toThrow('The object store is not empty');
  const [key = ''] = contents.keys();
  await appendFile(join(backup(), 'objects', key.slice(0, 2), key), 'x');
  await expect(checkFiles(target, backup())).rejects.toThrow(`The object ${key} of the backup differs from its hash`);
  expect(await readdir(join(folder, 'target/objects'))).toEqual([]);
});

test('a list that leads out of the folder is refused', async () => {
  await saveObjects(origin, backup());
  const list = join(backup(), 'objects.sha256');
  await writeFile(list, `${(await readFile(list, 'utf8')).slice(0, 64)}  objects/aa/../../../secret\n`);
  await expect(loadObjects(target, backup())).rejects.toThrow('objects.sha256 has a line that is none of a backup');
});
