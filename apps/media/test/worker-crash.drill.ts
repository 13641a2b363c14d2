import { existsSync } from 'node:fs';
import { chmod, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media, StoredObject } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { form, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';
import { childrenOf, startEntry } from './processes.js';

let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia();
});
afterAll(() => service.stop());

const artist = user(1);

async function create(seconds: number): Promise<number> {
  const response = await fetch(`${service.url}/objects`, { method: 'POST', body: form(wav(seconds)), headers: putGrant() });
  const { objectId } = StoredObject.parse(await response.json());
  return (await service.call(media.tracks.create, artist, { title: 'a', artist: 'b', objectId })).id;
}

const until = (id: number, status: 'ready' | 'failed', ms: number) =>
  eventually(
    `track ${id} to be ${status}`,
    async () => {
      const track = await service.call(media.tracks.get, artist, { id });
      return track.status === status && track;
    },
    { ms, everyMs: 200 },
  );

const renditions = () => service.sql(`SELECT id FROM objects WHERE kind = 'rendition'`);

test('after a worker is killed, another one finishes its job once', async () => {
  const id = await create(240);
  const killed = await startEntry('worker', service.env);
  await eventually('the work to begin', async () => (await readdir(join(service.folder, 'work'))).length > 0, { ms: 15_000 });
  const children = await eventually('ffmpeg to run', async () => {
    const list = await childrenOf(killed);
    return list.length > 0 && list;
  });
  await killed.kill();
  await eventually('ffmpeg to end as well', () => !children.some((pid) => existsSync(`/proc/${pid}/exe`)));
  expect((await service.call(media.tracks.get, artist, { id })).status).toBe('processing');
  const worker = await startEntry('worker', service.env);
  await until(id, 'ready', 110_000);
  expect(await renditions()).toHaveLength(1);
  await worker.stop();
}, 180_000);

test('an internal fault is retried three times and then fails as such', async () => {
  const broken = join(service.folder, 'ffmpeg');
  await writeFile(broken, '#!/bin/sh\n[ "$1" = -version ] && exit 0\necho x >> "$0.runs"\nexit 1\n');
  await chmod(broken, 0o755);
  const before = await renditions();
  const worker = await startEntry('worker', { ...service.env, FFMPEG_PATH: broken, TRANSCODE_PROCESSES: '1' });
  const { error } = await until(await create(1), 'failed', 60_000);
  expect(error).toBe('INTERNAL');
  expect((await readFile(`${broken}.runs`, 'utf8')).trim().split('\n')).toHaveLength(3);
  expect(await renditions()).toEqual(before);
  await worker.stop();
}, 120_000);
