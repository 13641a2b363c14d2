// covers: apps/media/src/transcode, apps/media/src/transcodings
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media, StoredObject } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { form, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';
import { startEntry } from './processes.js';
import { FFMPEG_PATH } from './programs.js';

/** The bar: a sound of ten minutes can be heard this long after its last byte. */
const SOON_MS = 5_000;
/** On a busy machine, as many runs of a bare ffmpeg that encodes the first segment alone. */
const SOON_RUNS = 8;
const SECONDS = 600;

let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia();
});
afterAll(() => service.stop());

const [artist, listener] = [user(1), user(2)];
const statusOf = async (id: number) => (await service.call(media.tracks.get, artist, { id })).status;
const local = (url: string) => service.url + new URL(url).pathname;
const segmentsOf = (playlist: string) => playlist.match(/^s\d+\.m4s$/gm) ?? [];

/** With the priority of a transcoding. */
async function bareMs(path: string): Promise<number> {
  const begin = performance.now();
  await promisify(execFile)('nice', [
    '-n',
    '5',
    FFMPEG_PATH,
    ...`-v error -t 7 -i ${path} -c:a aac -b:a 128k -f null -`.split(' '),
  ]);
  return performance.now() - begin;
}

async function readText(url: string): Promise<string> {
  const response = await fetch(url);
  return response.ok ? response.text() : '';
}

test('ten minutes of WAV are heard within 5 s, to their end, although the worker is killed', async () => {
  const file = wav(SECONDS, 44_100);
  const path = join(service.folder, 'sound.wav');
  await writeFile(path, file);
  const killed = await startEntry('worker', service.env);
  const upload = await fetch(`${service.url}/objects`, {
    method: 'POST',
    body: form(file),
    headers: putGrant({ maxBytes: 1e9 }),
  });
  const lastByte = performance.now();
  const { objectId } = StoredObject.parse(await upload.json());
  const { id } = await service.call(media.tracks.create, artist, { title: 'a', artist: 'b', objectId, isPublic: true });

  const hlsUrl = await eventually(
    'an address',
    () =>
      service.call(media.tracks.stream, listener, { id }).then(
        (given) => local(given.hlsUrl),
        () => false as const,
      ),
    { ms: 30_000, everyMs: 50 },
  );
  const [variant = ''] = (await readText(hlsUrl)).match(/^\d+\/index\.m3u8$/m) ?? [];
  const playlist = hlsUrl.replace('master.m3u8', variant);
  const first = segmentsOf(await readText(playlist));
  expect(first.length).toBeGreaterThan(0);
  const segment = await fetch(playlist.replace('index.m3u8', first[0] ?? ''));
  const heardMs = performance.now() - lastByte;
  expect([segment.status, await statusOf(id)]).toEqual([200, 'processing']);
  const bare = await bareMs(path);
  console.log(`first segment ${Math.round(heardMs)} ms after the last byte; bare ffmpeg ${Math.round(bare)} ms`);
  expect(heardMs).toBeLessThan(Math.max(SOON_MS, SOON_RUNS * bare));

  // A player that begins now, at the first segment, and reads on while the list grows.
  const playing = promisify(execFile)(FFMPEG_PATH, [
    ...'-nostdin -v error -live_start_index 0 -i'.split(' '),
    playlist,
    ...'-f null -progress pipe:1 -'.split(' '),
  ]);
  await killed.kill();
  const before = segmentsOf(await readText(playlist));
  expect(before.length).toBeGreaterThanOrEqual(first.length);
  const worker = await startEntry('worker', service.env);
  await eventually('the track to be ready', async () => (await statusOf(id)) === 'ready', { ms: 240_000, everyMs: 200 });
  const whole = await readText(playlist);
  expect(whole).toContain('#EXT-X-ENDLIST');
  expect(segmentsOf(whole).slice(0, before.length)).toEqual(before);
  const heard = (await playing).stdout.match(/out_time_us=\d+/g)?.at(-1) ?? '';
  expect(Number(heard.split('=')[1]) / 1e6).toBeCloseTo(SECONDS, 0);
  await worker.stop();
}, 330_000);
