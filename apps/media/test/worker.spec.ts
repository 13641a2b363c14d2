import { mkdir, readdir, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { media, StoredObject } from '@veza/contracts';
import { Database } from '@veza/database';
import { loadConfig, type RunningService } from '@veza/platform';
import { eventually, testRedis } from '@veza/testing';
import { openRedis } from '@veza/transport';
import { MediaConfigSchema } from '../src/config.js';
import { requireNoEviction } from '../src/jobs/require-noeviction.js';
import { ObjectsService } from '../src/objects/objects.service.js';
import { SweeperService } from '../src/sweeper.service.js';
import { DiskStore } from '../src/store/disk-store.js';
import { RequirePrograms } from '../src/transcode/require-programs.js';
import { WorkFolders } from '../src/transcode/work-folders.js';
import { form, getGrant, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';

let service: MediaUnderTest;
let worker: RunningService;
beforeAll(async () => {
  service = await startMedia();
  worker = await service.startWorker();
});
afterAll(() => service.stop());

const artist = user(1);

async function upload(bytes = wav(0.3)): Promise<string> {
  const response = await fetch(`${service.url}/objects`, { method: 'POST', body: form(bytes), headers: putGrant() });
  return StoredObject.parse(await response.json()).objectId;
}

const statusOf = async (id: number) => (await service.call(media.tracks.get, artist, { id })).status;
const sweep = () => worker.app.get(SweeperService).sweep();
const there = async (objectId: string) =>
  (await fetch(`${service.url}/objects/${objectId}`, { method: 'HEAD', headers: getGrant(objectId) })).status === 200;

test('a track whose job was lost is queued again', async () => {
  const objectId = await upload();
  // The state after a crash between the commit and the queue.
  const [row] = await service.sql<{ id: number }>(
    `WITH claimed AS (UPDATE objects SET claimed_by = 'track' WHERE id = $1)
     INSERT INTO tracks (title, artist, is_public, uploader_id, source_id, filename, moved_at)
     VALUES ('a', 'b', true, 1, $1, 'a.wav', now() - interval '2 min') RETURNING id`,
    [objectId],
  );
  await sweep();
  await eventually('the track to be ready', async () => (await statusOf(row?.id ?? 0)) === 'ready', { ms: 15_000 });
});

test('an object unclaimed for a day is deleted, a claimed or younger one stays', async () => {
  const [claimed, young, old, givenUp] = [await upload(), await upload(), await upload(), await upload()];
  for (const objectId of [claimed, givenUp])
    await service.call(media.objects.claim, artist, { objectId, ownerRef: `product:${objectId}` });
  await service.sql(`UPDATE objects SET created_at = now() - interval '25 h' WHERE id = ANY($1)`, [[claimed, old]]);
  // The event of an owner that deleted the row of the object.
  await worker.app.get(ObjectsService).releaseInEvent(worker.app.get(Database), givenUp);
  await sweep();
  expect(await Promise.all([claimed, young, old, givenUp].map(there))).toEqual([true, true, false, false]);
  const left = await service.sql<{ id: string }>(`SELECT id FROM objects WHERE id = ANY($1)`, [[claimed, young, old, givenUp]]);
  expect(left.map(({ id }) => id).sort()).toEqual([claimed, young].sort());
});

test('a file that crashes every worker fails after a few starts', async () => {
  const objectId = await upload();
  const [row] = await service.sql<{ id: number }>(
    `INSERT INTO tracks (title, artist, is_public, uploader_id, source_id, filename, starts, moved_at)
     VALUES ('a', 'b', true, 1, $1, 'a.wav', 6, now() - interval '2 min') RETURNING id`,
    [objectId],
  );
  await sweep();
  await eventually('the track to have failed', async () => (await statusOf(row?.id ?? 0)) === 'failed');
  expect((await service.call(media.tracks.get, artist, { id: row?.id ?? 0 })).error).toBe('INTERNAL');
});

test('a stopping worker aborts its job, and another worker runs it', async () => {
  const { id } = await service.call(media.tracks.create, artist, { title: 'a', artist: 'b', objectId: await upload(wav(20)) });
  await eventually('the work to begin', async () => (await readdir(join(service.folder, 'work'))).length > 0);
  await worker.stop();
  expect(await readdir(join(service.folder, 'work'))).toEqual([]);
  worker = await service.startWorker();
  await eventually('the track to be ready', async () => (await statusOf(id)) === 'ready', { ms: 15_000 });
});

test('a track waits while the volume of the working folders is full, and becomes ready when there is room', async () => {
  const noSpace = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  // Full from the beginning; and filled by this work itself, whose end makes room again.
  const full = () => jest.spyOn(WorkFolders.prototype, 'freeBytes').mockResolvedValue(0);
  const filled = () => jest.spyOn(DiskStore.prototype, 'materialize').mockRejectedValue(noSpace);
  for (const begin of [full, filled]) {
    const spy = begin();
    const { id } = await service.call(media.tracks.create, artist, { title: 'a', artist: 'b', objectId: await upload() });
    const startsOf = async () =>
      (await service.sql<{ starts: number }>('SELECT starts FROM tracks WHERE id = $1', [id]))[0]?.starts;
    await eventually('the work to be put off', async () => spy.mock.calls.length > 0 && (await startsOf()) === 0);
    expect([await statusOf(id), await readdir(join(service.folder, 'work'))]).toEqual(['processing', []]);
    spy.mockRestore();
    await service.sql(`UPDATE tracks SET moved_at = now() - interval '2 min' WHERE id = $1`, [id]);
    const ready = async () => {
      await sweep(); // again, if the job that put it off has not ended yet
      return (await statusOf(id)) === 'ready';
    };
    await eventually('the track to be ready', ready, { ms: 15_000 });
  }
});

test('a worker does not start on a Redis that evicts jobs', async () => {
  const redis = await testRedis();
  const client = openRedis(redis.url, 'spec', { enableOfflineQueue: true });
  await requireNoEviction(client);
  await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
  await expect(requireNoEviction(client)).rejects.toThrow('REDIS_QUEUE_URL has maxmemory-policy allkeys-lru');
  client.disconnect();
  await redis.stop();
});

test('a worker does not start without ffmpeg', async () => {
  const config = loadConfig(MediaConfigSchema, service.env);
  await new RequirePrograms(config).onModuleInit();
  const without = new RequirePrograms({ ...config, FFMPEG_PATH: 'no-such-ffmpeg' });
  await expect(without.onModuleInit()).rejects.toThrow('no-such-ffmpeg is not there: install ffmpeg, or set FFMPEG_PATH to it');
});

test('the folder of a killed worker is removed, one in use stays', async () => {
  const [left, used] = ['left', 'used'].map((name) => join(service.folder, 'work', name));
  for (const folder of [left, used]) await mkdir(join(folder ?? '', 'out'), { recursive: true });
  const longAgo = new Date(Date.now() - 180_000);
  await utimes(left ?? '', longAgo, longAgo);
  await sweep();
  expect((await readdir(join(service.folder, 'work'))).filter((name) => name === 'left' || name === 'used')).toEqual(['used']);
  await rm(used ?? '', { recursive: true });
});
