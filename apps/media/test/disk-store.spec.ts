import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { DiskStore } from '../src/store/disk-store.js';
import { objectStoreConformance } from './object-store.conformance.js';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function make() {
  const folder = await mkdtemp(join(tmpdir(), 'veza-disk-'));
  folders.push(folder);
  const store = new DiskStore(folder);
  await store.prepare();
  return { folder, store, leftovers: async () => (await readdir(join(folder, 'incoming'))).length };
}

objectStoreConformance('the disk', make);

test('old leftovers are removed, a running write continues', async () => {
  const { folder, store, leftovers } = await make();
  for (const name of ['old', 'young']) await writeFile(join(folder, 'incoming', name), 'x');
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await utimes(join(folder, 'incoming', 'old'), anHourAgo, anHourAgo);
  expect(await store.removeLeftovers(1_800_000)).toBe(1);
  expect(await leftovers()).toBe(1);
});

test('a folder that is not writable is a StartFailure', async () => {
  const { folder } = await make();
  await writeFile(join(folder, 'file'), '');
  await expect(new DiskStore(join(folder, 'file')).prepare()).rejects.toThrow(
    /^The folder of MEDIA_DATA_DIR cannot be written \(E\w+\): /,
  );
});
