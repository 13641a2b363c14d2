import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ErrorBody, media, previewJobs, UploadPreviewBody } from '@veza/contracts';
import { type RunningService } from '@veza/platform';
import { eventually } from '@veza/testing';
import { Upload } from 'tus-js-client';
import { PreviewHandler } from '../src/previews/preview.handler.js';
import { ResumableUploadsService } from '../src/resumable/resumable-uploads.service.js';
import { SweeperService } from '../src/sweeper.service.js';
import { type MediaUnderTest, resumeGrant, startMedia, user, wav } from './media-under-test.js';
import { FFMPEG_PATH } from './programs.js';
import { makeFile, makeSound } from './sounds.js';

/** Uploads that are heard while they run. */
let service: MediaUnderTest;
let worker: RunningService;
beforeAll(async () => {
  service = await startMedia();
  worker = await service.startWorker();
});
afterAll(() => service.stop());

const MIB = 1024 ** 2;
const ROOT = '/api/v1/uploads';
const TUS = { 'tus-resumable': '1.0.0' };
const call = (method: string, path: string, headers: object = {}, body?: Buffer<ArrayBuffer>, userId = 1) =>
  fetch(service.url + path, { method, body, headers: { ...TUS, ...resumeGrant({ userId }), ...headers } });
const local = (url: string) => service.url + new URL(url).pathname;
const code = async (response: Response) => ErrorBody.parse(await response.json()).code;

async function begin(length: number, userId = 1): Promise<string> {
  const metadata = `title ${btoa('Long')},artist ${btoa('Erik')},filename ${btoa('a.wav')}`;
  const headers = { 'upload-length': String(length), 'upload-metadata': metadata };
  return (await call('POST', ROOT, headers, undefined, userId)).headers.get('location') ?? '';
}
const send = (path: string, at: number, bytes: Buffer<ArrayBuffer>, userId = 1) =>
  call('PATCH', path, { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(at) }, bytes, userId);

/** The address of what has arrived, when there is something to hear. */
const heard = (path: string) =>
  eventually(
    'something to hear',
    async () => {
      const response = await call('GET', `${path}/preview`);
      return response.status === 200 && local(UploadPreviewBody.parse(await response.json()).hls_url);
    },
    { ms: 15_000, everyMs: 100 },
  );
const variantOf = async (master: string) => {
  const [variant = ''] = /^\d+\/index\.m3u8$/m.exec(await (await fetch(master)).text()) ?? [];
  return master.replace('master.m3u8', variant);
};
const namesIn = (playlist: string) => playlist.match(/^s\d+\.m4s$/gm) ?? [];
const textOf = async (url: string) => (await fetch(url)).text();
const bytesOf = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
const renditions = () => service.sql<{ id: string }>(`SELECT id FROM objects WHERE kind = 'rendition'`);

test('the author hears the first half of an upload, and the track has the same segments', async () => {
  const file = wav(30, 192_000); // 11.5 MB
  const half = Math.floor(file.length / 2);
  const options = { endpoint: service.url + ROOT, headers: resumeGrant(), chunkSize: MIB, retryDelays: null };
  let url: string | null = null;
  const metadata = { filename: 'long.wav', title: 'Long', artist: 'Erik' };
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(file, {
      ...options,
      metadata,
      onError: reject,
      onChunkComplete: (_size, stored) => {
        if (stored < half) return;
        url = upload.url;
        void upload.abort().then(resolve);
      },
    });
    upload.start();
  });
  const path = new URL(url ?? '').pathname;
  const other = await call('GET', `${path}/preview`, {}, undefined, 2);
  expect([other.status, await code(other)]).toEqual([404, 'NOT_FOUND']);
  expect((await fetch(`${service.url}${path}/preview`)).status).toBe(401);

  const playlist = await variantOf(await heard(path));
  const growing = await textOf(playlist);
  expect(growing).toContain('#EXT-X-PLAYLIST-TYPE:EVENT');
  const names = namesIn(growing);
  expect(names.length).toBeGreaterThanOrEqual(2); // in half of the sound
  const segments = await Promise.all(['init.mp4', ...names].map((name) => bytesOf(playlist.replace('index.m3u8', name))));
  await writeFile(join(service.folder, 'heard.mp4'), Buffer.concat(segments));
  const decoded = await promisify(execFile)(
    FFMPEG_PATH,
    [...'-nostdin -v error -xerror -i'.split(' '), join(service.folder, 'heard.mp4'), ...'-f s16le -ac 1 -ar 8000 -'.split(' ')],
    { encoding: 'buffer', maxBuffer: 1e7 },
  );
  expect(decoded.stdout.length / 16_000).toBeCloseTo(names.length * 6, 0);

  await new Promise<void>((resolve, reject) => {
    new Upload(file, { ...options, uploadUrl: url, onError: reject, onSuccess: () => resolve() }).start();
  });
  const ended = await textOf(playlist);
  expect(ended.endsWith('#EXT-X-ENDLIST\n')).toBe(true);
  expect(namesIn(ended).slice(0, names.length)).toEqual(names);
  const late = await call('GET', `${path}/preview`);
  expect([late.status, await code(late)]).toEqual([409, 'INVALID_STATE']);

  const [row] = await service.sql<{ id: number }>('SELECT track_id AS id FROM resumable_uploads WHERE id = $1', [
    path.split('/').at(-1),
  ]);
  const track = await eventually(
    'the track to be ready',
    async () => {
      const found = await service.call(media.tracks.get, user(1), { id: row?.id ?? 0 });
      return found.status === 'ready' && found;
    },
    { ms: 60_000, everyMs: 200 },
  );
  const { hlsUrl } = await service.call(media.tracks.stream, user(1), { id: track.id });
  const rate = /\/(\d+)\/index\.m3u8$/.exec(playlist)?.[1] ?? '';
  for (const [at, name] of ['init.mp4', ...names].entries())
    expect((await bytesOf(local(hlsUrl).replace('master.m3u8', `${rate}/${name}`))).equals(segments[at] ?? Buffer.alloc(0))).toBe(
      true,
    );

  await service.sql(`UPDATE resumable_uploads SET finished_at = now() - interval '61 min'`);
  await service.main.app.get(ResumableUploadsService).sweep();
  expect((await fetch(playlist)).status).toBe(404);
  await worker.app.get(SweeperService).sweep();
  // The worker has removed the file; this replica may still hold it open for the ranges of a player.
  const heading = playlist.replace('index.m3u8', 'init.mp4');
  await eventually('the removed file to be gone', async () => (await fetch(heading)).status === 404);
}, 120_000);

/** Each is more than the 4 MiB of a first round; the last bytes stay away. */
test.each([
  ['aiff', 30],
  ['flac', 60],
] as const)('what has arrived of a file of %s is heard', async (format, seconds) => {
  const file = Buffer.from(await readFile(await makeSound(service.folder, format, seconds)));
  const path = await begin(file.length);
  await send(path, 0, file.subarray(0, 4 * MIB + 65_536));
  const playlist = await variantOf(await heard(path));
  const [first = ''] = namesIn(await textOf(playlist));
  const heading = await bytesOf(playlist.replace('index.m3u8', 'init.mp4'));
  await writeFile(
    join(service.folder, 'heard.mp4'),
    Buffer.concat([heading, await bytesOf(playlist.replace('index.m3u8', first))]),
  );
  const { stderr } = await promisify(execFile)(FFMPEG_PATH, [
    ...'-nostdin -v error -xerror -i'.split(' '),
    join(service.folder, 'heard.mp4'),
    ...'-f null -'.split(' '),
  ]);
  expect(stderr).toBe('');
  expect((await call('DELETE', path)).status).toBe(204);
});

test('a player that reads on gets the next rounds, and the addresses end with the upload', async () => {
  const file = wav(30, 192_000);
  const path = await begin(file.length);
  await send(path, 0, file.subarray(0, 4 * MIB - 1));
  const early = await call('GET', `${path}/preview`);
  expect([early.status, await code(early)]).toEqual([409, 'NOT_READY']);
  await send(path, 4 * MIB - 1, file.subarray(4 * MIB - 1, 5 * MIB));
  const playlist = await variantOf(await heard(path));
  const first = await textOf(playlist);
  await send(path, 5 * MIB, file.subarray(5 * MIB, 10 * MIB + 1));
  const longer = await eventually(
    'the next round',
    async () => {
      const text = await textOf(playlist);
      return text.length > first.length && text;
    },
    { ms: 15_000, everyMs: 200 },
  );
  expect(longer.startsWith(first)).toBe(true);
  expect((await call('DELETE', path)).status).toBe(204);
  for (const name of ['index.m3u8', 'init.mp4', 's00000.m4s'])
    await eventually('the address to end', async () => (await fetch(playlist.replace('index.m3u8', name))).status === 404);
  expect(await service.sql('SELECT 1 FROM growing_segments')).toEqual([]);
});

test('a round whose upload is cancelled meanwhile leaves nothing', async () => {
  const before = await renditions();
  const file = wav(30, 192_000);
  const path = await begin(file.length);
  await send(path, 0, file.subarray(0, 6 * MIB));
  const uploadId = path.split('/').at(-1) ?? '';
  await call('GET', `${path}/preview`);
  await eventually('the round to begin', async () => (await readdir(join(service.folder, 'work'))).length > 0, { everyMs: 5 });
  const [row] = await service.sql<{ previewId: string }>(
    'SELECT preview_id AS "previewId" FROM resumable_uploads WHERE id = $1',
    [uploadId],
  );
  expect((await call('DELETE', path)).status).toBe(204);
  await eventually('the round to end', async () => (await readdir(join(service.folder, 'work'))).length === 0, { ms: 15_000 });
  const previewId = row?.previewId ?? '';
  const left = async () =>
    (await readdir(join(service.folder, 'objects'), { recursive: true })).filter((name) => name.includes(previewId));
  await eventually('no byte to be left', async () => (await left()).length === 0);
  expect(await renditions()).toEqual(before);
  // The round of a killed worker, which another one takes over.
  const attempt = { last: true, signal: new AbortController().signal, behindOthers: () => Promise.resolve() };
  await worker.app.get(PreviewHandler).run(previewJobs.preview.payload.parse({ uploadId, previewId }), attempt);
  expect(await left()).toEqual([]);
});

test('a kind whose index may be at its end is 415, and bytes that are no sound stay silent and are not tried again', async () => {
  const ogg = Buffer.from(await readFile(await makeFile(service.folder, 'a.ogg', '-map 0:a')));
  const path = await begin(12 * MIB);
  await send(path, 0, Buffer.concat([ogg, Buffer.alloc(5 * MIB - ogg.length)]));
  await eventually('the refusal', async () => (await call('GET', `${path}/preview`)).status === 415, {
    ms: 15_000,
    everyMs: 100,
  });
  await call('DELETE', path);

  const noise = Buffer.concat([wav(1).subarray(0, 12), Buffer.alloc(5 * MIB, randomUUID())]);
  const silent = await begin(12 * MIB);
  await send(silent, 0, noise);
  const previewed = async () =>
    (
      await service.sql<{ bytes: string }>('SELECT previewed AS bytes FROM resumable_uploads WHERE id = $1', [
        silent.split('/').at(-1),
      ])
    )[0]?.bytes;
  await eventually(
    'the round to end',
    async () => (await call('GET', `${silent}/preview`)).status === 409 && (await previewed()) !== '0',
    {
      ms: 15_000,
      everyMs: 100,
    },
  );
  expect(await previewed()).toBe(String(noise.length));
  expect(await code(await call('GET', `${silent}/preview`))).toBe('NOT_READY');
  await call('DELETE', silent);
});
