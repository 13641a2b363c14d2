import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { media, StoredObject, SYSTEM, TrackProgressBody, type TrackView } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { WebSocket } from 'ws';
import { TracksRepository } from '../src/tracks/tracks.repository.js';
import { FFMPEG_PATH } from './programs.js';
import { makeFile, makeSilence } from './sounds.js';
import { form, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';

/** A track from the upload to its streams: job, worker, ffmpeg and signed addresses. */
let service: MediaUnderTest;
let ready: TrackView;
beforeAll(async () => {
  service = await startMedia();
  await service.startWorker();
  ready = await untilDone((await create(wav(3))).id);
});
afterAll(() => service.stop());

const [artist, listener] = [user(1), user(2)];

async function create(bytes: Buffer<ArrayBuffer>, uploader = 1) {
  const headers = putGrant({ userId: uploader });
  const response = await fetch(`${service.url}/objects`, { method: 'POST', body: form(bytes), headers });
  const { objectId } = StoredObject.parse(await response.json());
  return service.call(media.tracks.create, user(uploader), { title: 'Raga', artist: 'Ravi', objectId });
}

const untilDone = (id: number) =>
  eventually(
    `track ${id} to be done`,
    async () => {
      const track = await service.call(media.tracks.get, artist, { id });
      return track.status !== 'processing' && track;
    },
    { ms: 15_000, everyMs: 100 },
  );

/** The address on the byte port, without a gateway. */
const local = (url: string) =>
  service.url.replace(/^http/, new URL(url).protocol === 'ws:' ? 'ws' : 'http') + new URL(url).pathname;
const stream = () => service.call(media.tracks.stream, listener, { id: ready.id });

function tampered(url: string): string {
  const signature = /[\w-]{43}/.exec(url)?.[0] ?? '';
  return url.replace(signature, (signature[0] === 'a' ? 'b' : 'a') + signature.slice(1));
}

test('a track is announced when everybody can play it, and when it becomes private', async () => {
  const { id } = ready;
  const announced = () =>
    service.sql<{ name: string }>(
      `SELECT name FROM events WHERE payload->'things' @> jsonb_build_array(jsonb_build_object('id', $1::integer)) OR payload->'ids' @> to_jsonb($1::integer) ORDER BY id`,
      [id],
    );
  expect((await announced()).map(({ name }) => name)).toEqual(['media.tracks.published']);
  for (const isPublic of [false, true]) await service.call(media.tracks.update, artist, { id, isPublic });
  await service.call(media.tracks.update, artist, { id, title: 'Raga' });
  expect((await announced()).slice(1).map(({ name }) => name)).toEqual(['media.tracks.withdrawn', 'media.tracks.published']);
});

test('a track becomes ready with length, loudness and pictures', async () => {
  expect(ready).toMatchObject({ status: 'ready', progress: 100, error: null });
  expect(ready.durationSeconds).toBeCloseTo(3, 1);
  expect(ready.loudnessLufs).toBeGreaterThan(-30);
  const waveform = await fetch(local(ready.waveformUrl ?? ''));
  expect(await waveform.json()).toMatchObject({ version: 2, bits: 8, channels: 1 });
  const { path: detail } = await service.call(media.tracks.waveform, listener, {
    id: ready.id,
    format: 'json',
    resolution: 'detail',
  });
  expect(detail).toMatch(/waveform-detail\.json$/);
  expect(await (await fetch(service.url + detail)).json()).toMatchObject({ samples_per_pixel: 384, length: 375 });
  for (const format of ['svg', 'png'] as const) {
    const { path } = await service.call(media.tracks.waveform, listener, { id: ready.id, format });
    expect((await fetch(service.url + path)).headers.get('content-type')).toMatch(/^image\/(svg\+xml|png)$/);
  }
  expect(await readdir(join(service.folder, 'work'))).toEqual([]);
});

test('the tags of a file fill the fields that its uploader has not set', async () => {
  const tags = '-metadata title=Ogive -metadata artist=Satie -metadata album=Ogives -metadata track=1/4 -metadata date=1889';
  const path = await makeFile(service.folder, 'tagged.mp3', `-map 0 ${tags}`);
  const response = await fetch(`${service.url}/objects`, {
    method: 'POST',
    body: form(Buffer.from(await readFile(path)), { name: 'Ogive 1.mp3' }),
    headers: putGrant(),
  });
  const { objectId } = StoredObject.parse(await response.json());
  const created = await service.call(media.tracks.create, artist, { objectId, album: 'Mine' });
  expect(created).toMatchObject({ title: 'Ogive 1', artist: 'Unknown artist', album: 'Mine', trackNumber: null });
  await service.call(media.tracks.update, artist, { id: created.id, year: 1900 });
  expect(await untilDone(created.id)).toMatchObject({
    title: 'Ogive',
    artist: 'Satie',
    album: 'Mine',
    trackNumber: 1,
    year: 1900,
    status: 'ready',
  });
});

test('signed addresses are valid for the length of the track and 6 h, serve ranges, and reject any change', async () => {
  const { url, hlsUrl, expiresAt } = await stream();
  const life = Date.parse(expiresAt) - Date.now();
  expect(life).toBeGreaterThan(6 * 3_600_000);
  expect(life).toBeLessThan(7 * 3_600_000 + 3_000);
  expect((await stream()).url).toBe(url); // a cache keeps what is behind it
  const whole = await fetch(local(url));
  expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'audio/mp4']);
  expect(whole.headers.get('cache-control')).toMatch(/^public, max-age=\d{5}, s-maxage=60, immutable$/);
  const size = (await whole.arrayBuffer()).byteLength;
  const part = await fetch(local(url), { headers: { range: 'bytes=0-7' } });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 0-7/${size}`]);
  const master = await (await fetch(local(hlsUrl))).text();
  expect(master.match(/^\d+\/index\.m3u8$/gm)).toEqual(['64/index.m3u8', '128/index.m3u8']);
  const segment = local(hlsUrl).replace('master.m3u8', '64/s00000.m4s');
  expect((await fetch(segment)).status).toBe(200);
  for (const address of [local(url), local(hlsUrl), segment]) {
    const refusal = await fetch(tampered(address));
    expect([refusal.status, await refusal.json()]).toEqual([403, expect.objectContaining({ code: 'URL_INVALID' })]);
  }
  expect((await fetch(local(hlsUrl).replace('master.m3u8', 'source'))).status).toBe(404);
});

test('the size of a public sound is that of the file which its address serves', async () => {
  const file = await (await fetch(local((await stream()).url))).arrayBuffer();
  const sizes = () => service.call(media.soundSizes.among, SYSTEM, { ids: [ready.id, 2_000_000_000] });
  expect(await sizes()).toEqual({ sizes: [{ id: ready.id, bytes: file.byteLength }] });
  await service.sql('UPDATE tracks SET is_public = false WHERE id = $1', [ready.id]);
  expect(await sizes()).toEqual({ sizes: [] });
  await service.sql('UPDATE tracks SET is_public = true WHERE id = $1', [ready.id]);
});

test('requests on one connection that arrive together are answered in their order, and a repeated one is the same', async () => {
  const { url } = await stream();
  const file = Buffer.from(await (await fetch(local(url))).arrayBuffer());
  const ask = (from: number, to: number) =>
    `GET ${new URL(url).pathname} HTTP/1.1\r\nhost: media\r\nrange: bytes=${from}-${to}\r\n\r\n`;
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  let received = Buffer.alloc(0);
  socket.on('data', (chunk) => (received = Buffer.concat([received, chunk])));
  socket.write([ask(0, 9), ask(100, 1_099), ask(100, 1_099), ask(5, 5)].join(''));
  const bodies = [file.subarray(0, 10), file.subarray(100, 1_100), file.subarray(100, 1_100), file.subarray(5, 6)];
  await eventually('four responses', () => received.toString('latin1').split('HTTP/1.1 206').length === 5);
  await eventually('the last byte', () => received.at(-1) === file[5]);
  let at = 0;
  for (const body of bodies) {
    at = received.indexOf('\r\n\r\n', at) + 4;
    expect(received.subarray(at, at + body.length).equals(body)).toBe(true);
    at += body.length;
  }
  expect(at).toBe(received.length);
  socket.destroy();
});

test('pages of any origin read signed addresses, and only reading is allowed', async () => {
  const { url } = await stream();
  const headers = { origin: 'https://player.example', range: 'bytes=0-7' };
  const part = await fetch(local(url), { headers });
  expect([part.status, part.headers.get('access-control-allow-origin')]).toEqual([206, '*']);
  expect(part.headers.get('access-control-expose-headers')).toContain('Content-Range');
  const preflight = await fetch(local(url), {
    method: 'OPTIONS',
    headers: { ...headers, 'access-control-request-method': 'GET' },
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
    204,
    expect.stringContaining('Range'),
  ]);
  const written = await fetch(local(url), { method: 'POST' });
  expect([written.status, written.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('the socket sends requested chunks, seeks, and rejects a changed address', async () => {
  const { url, websocketUrl } = await stream();
  const file = Buffer.from(await (await fetch(local(url))).arrayBuffer());
  const socket = new WebSocket(local(websocketUrl));
  const frames: { type: string; data: Record<string, unknown> }[] = [];
  let received = Buffer.alloc(0);
  socket.on('message', (data, binary) => {
    if (binary && Buffer.isBuffer(data)) received = Buffer.concat([received, data]);
    else frames.push(JSON.parse(String(data)));
  });
  const framesArrive = (type: string, times = 1) =>
    eventually(`${times} ${type}`, () => frames.filter((frame) => frame.type === type).length >= times);
  const send = (type: string, data: object) => socket.send(JSON.stringify({ type, data }));
  await framesArrive('stream_info');
  expect(frames[0]?.data).toMatchObject({
    track_id: ready.id,
    mime_type: 'audio/mp4',
    size: file.length,
    duration_seconds: ready.durationSeconds,
  });
  send('pull', { chunks: 1_000 });
  await framesArrive('stream_end');
  expect(received.equals(file)).toBe(true);
  received = Buffer.alloc(0);
  send('seek', { seconds: 1.5 });
  send('pull', { chunks: 1_000 });
  await framesArrive('stream_end', 2);
  expect(received.length / file.length).toBeCloseTo(0.5, 1);
  send('pull', { chunks: -1 });
  await framesArrive('error');
  socket.terminate();
  const refused = new WebSocket(tampered(local(websocketUrl)));
  await expect(new Promise((_resolve, reject) => refused.on('error', reject))).rejects.toThrow('403');
});

test('after a seek the socket sends what any decoder plays, from that second on', async () => {
  const { id } = await untilDone((await create(wav(14))).id);
  const { websocketUrl } = await service.call(media.tracks.stream, listener, { id });
  const socket = new WebSocket(local(websocketUrl));
  let received: Buffer[] = [];
  const frames: { type: string; data: { seconds?: number } }[] = [];
  socket.on('message', (data, binary) => {
    if (binary && Buffer.isBuffer(data)) received.push(data);
    else frames.push(JSON.parse(String(data)));
  });
  const send = (type: string, data: object) => socket.send(JSON.stringify({ type, data }));
  const count = (type: string) => frames.filter((frame) => frame.type === type).length;
  await eventually('stream_info', () => count('stream_info') === 1);
  send('pull', { chunks: 1 }); // its rest is never sent
  for (const [at, seconds] of [0, 5.9, 7.3, 13.6, 50].entries()) {
    send('seek', { seconds: 3 }); // of two seeks at once the last one counts
    send('seek', { seconds });
    await eventually(`the seek to ${seconds} s`, () => {
      const last = frames.filter(({ type }) => type === 'seeked').at(-1)?.data.seconds ?? -1;
      return Math.abs(last - Math.min(seconds, 13.98)) < 0.08;
    });
    received = [];
    send('pull', { chunks: 1_000 });
    await eventually('the end', () => count('stream_end') === at + 1);
    for (const chunk of received.slice(0, -1)) expect(chunk.length).toBe(64 * 1024);
    const path = join(service.folder, 'seeked.mp4');
    await writeFile(path, Buffer.concat(received));
    const { stdout } = await promisify(execFile)(
      FFMPEG_PATH,
      [...'-v error -xerror -i'.split(' '), path, ...'-f s16le -ac 1 -ar 8000 pipe:1'.split(' ')],
      { encoding: 'buffer', maxBuffer: 1e7 },
    );
    expect(Math.abs(stdout.length / 16_000 - Math.max(0.02, 14 - seconds))).toBeLessThan(0.15);
  }
  socket.terminate();
});

test('the addresses of a public track end when it becomes private, and those of its owner do not', async () => {
  const { url, hlsUrl, websocketUrl } = await stream();
  const { waveformUrl } = ready;
  const status = async (address: string | null) => (await fetch(local(address ?? ''))).status;
  expect(await status(url)).toBe(200);
  await service.call(media.tracks.update, artist, { id: ready.id, isPublic: false });
  await eventually('the address to end', async () => (await status(url)) === 403);
  for (const address of [hlsUrl, waveformUrl]) expect(await status(address)).toBe(403);
  const socket = new WebSocket(local(websocketUrl));
  await expect(new Promise((_resolve, reject) => socket.on('error', reject))).rejects.toThrow('403');
  const own = await service.call(media.tracks.stream, artist, { id: ready.id });
  expect(await status(own.url)).toBe(200);
  await service.call(media.tracks.update, artist, { id: ready.id, isPublic: true });
  for (const address of [url, own.url]) await eventually('the address to open', async () => (await status(address)) === 200);
});

test('progress is streamed on its signed address, and an EventSource does not reconnect after the end', async () => {
  const { id, eventsUrl } = await create(wav(2));
  const events: TrackProgressBody[] = [];
  const response = await fetch(local(eventsUrl), { signal: AbortSignal.timeout(15_000) });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  for (const line of (await response.text()).split('\n'))
    if (line.startsWith('data: ')) events.push(TrackProgressBody.parse(JSON.parse(line.slice(6))));
  expect(events[0]?.track_id).toBe(id);
  expect(events.at(-1)).toMatchObject({ type: 'ready', progress: 100 });
  expect(events.map(({ progress }) => progress)).toEqual([...events.map(({ progress }) => progress)].sort((a, b) => a - b));
  expect((await fetch(local(eventsUrl), { headers: { 'last-event-id': 'end' } })).status).toBe(204);
  const head = await fetch(local(eventsUrl), {
    method: 'HEAD',
    headers: { connection: 'close' },
    signal: AbortSignal.timeout(5_000),
  });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect((await fetch(tampered(local(eventsUrl)))).status).toBe(403);
});

test('a file without audio fails without retries, states the reason, and can be retried by its owner', async () => {
  const broken = Buffer.from('RIFF\x24\0\0\0WAVEnothing of the kind follows', 'latin1');
  const failed = await untilDone((await create(broken)).id);
  expect(failed).toMatchObject({ status: 'failed', error: 'UNREADABLE' });
  await expect(service.call(media.tracks.stream, artist, { id: failed.id })).rejects.toMatchObject({ code: 'INVALID_STATE' });
  await expect(service.call(media.tracks.retry, listener, { id: failed.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const again = await service.call(media.tracks.retry, artist, { id: failed.id });
  expect(again).toMatchObject({ status: 'processing', error: null });
  expect((await untilDone(failed.id)).status).toBe('failed');
});

test('its uploader finds in a notice how a transcoding ended, once per track, and not that of a deleted track', async () => {
  const notices = (unread = false) => service.call(media.trackNotices.list, artist, { unread, limit: 100 });
  const broken = Buffer.from('RIFF\x24\0\0\0WAVEnothing of the kind follows', 'latin1');
  const [failed, ready, deleted] = [await create(broken), await create(wav(0.3)), await create(broken)];
  for (const { id } of [failed, ready, deleted]) await untilDone(id);
  await service.call(media.tracks.retry, artist, { id: failed.id });
  await untilDone(failed.id);
  await service.call(media.tracks.delete, artist, { id: deleted.id });
  const { items } = await notices();
  const about = (id: number) => items.filter(({ trackId }) => trackId === id);
  expect(about(failed.id)).toMatchObject([{ error: 'UNREADABLE', title: failed.title, read: false }]);
  expect(about(ready.id)).toMatchObject([{ error: null, title: ready.title, read: false }]);
  expect(about(deleted.id)).toEqual([]);
  const { id } = about(ready.id)[0] ?? { id: 0 };
  await expect(service.call(media.trackNotices.read, listener, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await service.call(media.trackNotices.list, listener, {})).items.map((each) => each.id)).not.toContain(id);
  await service.call(media.trackNotices.readAll, listener, {});
  await service.call(media.trackNotices.read, artist, { id });
  expect((await notices()).items.find((each) => each.id === id)?.read).toBe(true);
  expect((await notices(true)).items.map((each) => each.id)).not.toContain(id);
  await service.call(media.trackNotices.readAll, artist, {});
  expect((await notices(true)).items).toEqual([]);
});

test('deleting a track during transcoding stops the work and leaves nothing', async () => {
  const { id } = await create(wav(300));
  await eventually('the work to begin', async () => (await readdir(join(service.folder, 'work'))).length > 0);
  await service.call(media.tracks.delete, artist, { id });
  await eventually('the work to stop', async () => (await readdir(join(service.folder, 'work'))).length === 0, { ms: 10_000 });
  expect(await service.sql(`SELECT id FROM objects WHERE claimed_by IS NULL OR claimed_by = $1`, [`track:${id}`])).toEqual([]);
});

test('deleting a track deletes its upload and renditions', async () => {
  const { id } = await untilDone((await create(wav(0.5))).id);
  const { url } = await service.call(media.tracks.stream, artist, { id });
  await service.call(media.tracks.delete, artist, { id });
  expect((await fetch(local(url))).status).toBe(404);
});

/** The tracks of a user in the order of their ids: how often a worker has begun each. */
async function startsOf(uploader: number): Promise<number[]> {
  const rows = await service.sql<{ starts: number }>('SELECT starts FROM tracks WHERE uploader_id = $1 ORDER BY id', [uploader]);
  return rows.map(({ starts }) => starts);
}

test("three long silent tracks of one user take the idle slots, and give one back for another user's short track", async () => {
  const postponed = jest.spyOn(TracksRepository.prototype, 'postpone');
  const silence = await makeSilence(service.folder, 1_800, 2_000_000);
  const long = [await create(silence, 5), await create(silence, 5), await create(silence, 5)];
  const slots = async () => (await startsOf(5)).join();
  await eventually('both slots to be used', async () => (await slots()) === '1,1,0');
  const short = await untilDone((await create(wav(0.5), 6)).id);
  expect(short.status).toBe('ready');
  const [first, second] = long.map(({ id }) => id);
  expect(postponed.mock.calls).toEqual([[second, 1]]);
  postponed.mockRestore();
  await eventually('both slots to be used again', async () => (await startsOf(5)).filter((starts) => starts > 0).length === 2);
  await service.call(media.tracks.delete, user(5), { id: first ?? 0 });
  await eventually('the right to the next slot', async () => (await slots()) === '1,1');
  for (const { id } of long.slice(1).reverse()) await service.call(media.tracks.delete, user(5), { id });
});

test('tracks that one user uploads together all become ready', async () => {
  const created = await Promise.all([create(wav(0.3), 7), create(wav(0.3), 7)]);
  for (const { id } of created) expect((await untilDone(id)).status).toBe('ready');
});

test('a track above the quota of its user fails as too long, and a further one is not created', async () => {
  const leave = (seconds: number) =>
    service.sql(
      `UPDATE tracks SET duration_seconds = $1 - (SELECT sum(duration_seconds) FROM tracks WHERE uploader_id = 1 AND id <> $2)
       WHERE id = $2`,
      [500 * 3_600 - seconds, ready.id],
    );
  await leave(1);
  expect(await untilDone((await create(wav(2))).id)).toMatchObject({ status: 'failed', error: 'TOO_LONG' });
  await leave(0);
  await expect(create(wav(0.3))).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
  await service.sql('UPDATE tracks SET duration_seconds = $1 WHERE id = $2', [ready.durationSeconds, ready.id]);
});

test('the addresses of the tracks of an erased account end with it, before their bytes are deleted', async () => {
  const leaving = user(401);
  const status = async (address: string) => (await fetch(local(address))).status;
  const { id } = await untilDone((await create(wav(0.5), 401)).id);
  const asPublic = await service.call(media.tracks.stream, leaving, { id });
  await service.call(media.tracks.update, leaving, { id, isPublic: false });
  const asPrivate = await service.call(media.tracks.stream, leaving, { id });
  expect(await status(asPrivate.url)).toBe(200);
  await service.erase(401);
  for (const { url } of [asPublic, asPrivate]) await eventually('the address to end', async () => (await status(url)) === 404);
  expect(await service.sql('SELECT 1 FROM objects WHERE released_at IS NOT NULL AND kind = $1', ['rendition'])).toHaveLength(1);
});
