// covers: apps/media/src/transcodings, apps/media/src/transcode, apps/media/src/jobs
// drill: core
import { existsSync } from 'node:fs';
import { chmod, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media, StoredObject } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { form, type MediaUnderTest, putGrant, resumeGrant, startMedia, user, wav } from './media-under-test.js';
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

/** Runs of the broken ffmpeg that have begun since the last look. Each of them ends when it is counted. */
async function countRuns(): Promise<number> {
  let runs = 0;
  const work = join(service.folder, 'work');
  for (const name of await readdir(work)) {
    const out = join(work, name, 'out');
    if (!existsSync(join(out, 'begun')) || existsSync(join(out, 'counted'))) continue;
    await writeFile(join(out, 'counted'), '');
    runs += 1;
  }
  return runs;
}

test('an internal fault is retried three times and then fails as such', async () => {
  const broken = join(service.folder, 'ffmpeg');
  // It can write to its working folder only, which ends with each try: it waits until its run is counted.
  const script = '[ "$1" = -version ] && exit 0\n: > begun\nuntil [ -e counted ]; do sleep 0.1; done\nexit 1\n';
  await writeFile(broken, `#!/bin/sh\n${script}`);
  await chmod(broken, 0o755);
  const before = await renditions();
  const worker = await startEntry('worker', { ...service.env, FFMPEG_PATH: broken, TRANSCODE_PROCESSES: '1' });
  const id = await create(1);
  let runs = 0;
  const failed = await eventually(
    'the track to be failed',
    async () => {
      runs += await countRuns();
      const track = await service.call(media.tracks.get, artist, { id });
      return track.status === 'failed' && track;
    },
    { ms: 60_000, everyMs: 100 },
  );
  expect(failed.error).toBe('INTERNAL');
  expect(runs).toBe(3);
  expect(await renditions()).toEqual(before);
  await worker.stop();
}, 120_000);

test('an upload is heard although the worker was killed in the first round', async () => {
  const sound = wav(30, 192_000);
  const headers = { ...resumeGrant({}, 600_000), 'tus-resumable': '1.0.0' };
  const facts = { 'upload-length': String(sound.length), 'upload-metadata': `title ${btoa('a')},artist ${btoa('b')}` };
  const created = await fetch(`${service.url}/api/v1/uploads`, { method: 'POST', headers: { ...headers, ...facts } });
  const url = service.url + (created.headers.get('location') ?? '');
  const piece = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
  await fetch(url, { method: 'PATCH', headers: { ...headers, ...piece }, body: sound.subarray(0, 6_000_000) });
  const endless = join(service.folder, 'ffprobe');
  await writeFile(endless, '#!/bin/sh\n[ "$1" = -version ] && exit 0\nexec sleep 600\n');
  await chmod(endless, 0o755);
  const killed = await startEntry('worker', { ...service.env, FFPROBE_PATH: endless });
  const ask = async () => (await fetch(`${url}/preview`, { headers })).status;
  expect(await ask()).toBe(409);
  await eventually('the round to run', async () => (await childrenOf(killed)).length > 0, { ms: 15_000 });
  await killed.kill();
  const worker = await startEntry('worker', service.env);
  await eventually('something to hear', async () => (await ask()) === 200, { ms: 110_000, everyMs: 500 });
  await worker.stop();
}, 180_000);
