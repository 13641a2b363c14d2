import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media, StoredObject } from '@veza/contracts';
import { Database } from '@veza/database';
import { eventually } from '@veza/testing';
import { WebSocket } from 'ws';
import { ObjectsRepository } from '../src/objects/objects.repository.js';
import { DiskStore } from '../src/store/disk-store.js';
import { GrowingRenditionsRepository } from '../src/tracks/growing-renditions.repository.js';
import { form, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';

/** Tracks that are played while they are transcoded, in the state in which a killed worker leaves them. */
let service: MediaUnderTest;
let store: DiskStore;
beforeAll(async () => {
  service = await startMedia();
  store = new DiskStore(service.folder);
});
afterAll(() => service.stop());

const [artist, listener] = [user(1), user(2)];
const local = (url: string) => service.url.replace(/^http/, new URL(url).protocol.slice(0, -1)) + new URL(url).pathname;
const read = (url: string, headers = {}) => fetch(local(url), { headers });
const stream = (id: number, caller = listener) => service.call(media.tracks.stream, caller, { id });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: { code?: string }) => error.code,
  );

/** The bytes of a removed rendition end first, and its rows a transaction later. */
const rowsEnd = (renditionId: string) =>
  eventually('the rows of the segments to end', async () => {
    const rows = await service.sql('SELECT 1 FROM growing_segments WHERE rendition_id = $1', [renditionId]);
    return rows.length === 0;
  });

async function create(bytes = wav(0.3), isPublic = true): Promise<number> {
  const response = await fetch(`${service.url}/objects`, { method: 'POST', body: form(bytes), headers: putGrant() });
  const { objectId } = StoredObject.parse(await response.json());
  return (await service.call(media.tracks.create, artist, { title: 'a', artist: 'b', objectId, isPublic })).id;
}

/** What a worker has done that was killed after some segments of a rate. */
async function growTo(id: number, seconds: number[], kbits = 128): Promise<string> {
  const database = service.main.app.get(Database);
  const growing = new GrowingRenditionsRepository(database, new ObjectsRepository(database));
  const renditionId = (await growing.begin({ id, attempt: 1 })) ?? '';
  const path = join(service.folder, 'bytes');
  await writeFile(path, 'bytes of a segment');
  for (const name of ['init.mp4', ...seconds.map((_, at) => `s0000${at}.m4s`)])
    await store.adopt(`${renditionId}/${kbits}/${name}`, path);
  await growing.append(renditionId, kbits, 0, seconds);
  return renditionId;
}

test('a track is playable from its first segment on, by playlists that grow', async () => {
  const id = await create();
  expect(await codeOf(stream(id))).toBe('NOT_READY');
  const renditionId = await growTo(id, [5.98]);
  const { url, hlsUrl, websocketUrl } = await stream(id);
  const master = await read(hlsUrl);
  expect([master.status, master.headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
  expect((await master.text()).match(/^\d+\/index\.m3u8$/gm)).toEqual(['128/index.m3u8']);
  const playlist = hlsUrl.replace('master.m3u8', '128/index.m3u8');
  const first = await read(playlist);
  expect([first.headers.get('content-type'), first.headers.get('access-control-allow-origin')]).toEqual([
    'application/vnd.apple.mpegurl',
    '*',
  ]);
  const text = await first.text();
  expect(text).toContain('#EXT-X-PLAYLIST-TYPE:EVENT');
  expect(text).toMatch(/#EXTINF:5\.980000,\ns00000\.m4s\n$/);
  const etag = first.headers.get('etag') ?? '';
  expect((await read(playlist, { 'if-none-match': etag })).status).toBe(304);
  const segment = await read(hlsUrl.replace('master.m3u8', '128/s00000.m4s'));
  expect([segment.status, segment.headers.get('cache-control')]).toEqual([200, expect.stringContaining('immutable')]);
  // The file for players without HLS is written at the end.
  const file = await read(url);
  expect([file.status, await file.json()]).toEqual([409, expect.objectContaining({ code: 'NOT_READY' })]);
  const socket = new WebSocket(local(websocketUrl));
  await expect(new Promise((_resolve, reject) => socket.on('error', reject))).rejects.toThrow('409');
  expect((await read(hlsUrl.replace('master.m3u8', '128/s00001.m4s'))).status).toBe(404);

  await growTo(id, [5.98, 6.01]);
  const longer = await eventually('the second segment', async () => {
    const now = await (await read(playlist, { 'if-none-match': etag })).text();
    return now.includes('s00001.m4s') && now;
  });
  expect(longer.startsWith(text)).toBe(true);

  await service.call(media.tracks.update, artist, { id, isPublic: false });
  await eventually('the address to end', async () => (await read(hlsUrl)).status === 403);
  expect(await codeOf(stream(id))).toBe('NOT_FOUND');
  const own = await stream(id, artist);
  expect((await read(own.hlsUrl)).status).toBe(200);

  await service.call(media.tracks.delete, artist, { id });
  await eventually('the playlist to end', async () => (await read(own.hlsUrl)).status === 404);
  expect(await store.open(`${renditionId}/128/init.mp4`)).toBeUndefined();
  await rowsEnd(renditionId);
});

test('the worker that takes over completes the rendition, and one that fails removes it', async () => {
  const [good, bad] = [await create(wav(14)), await create()];
  const begun = await growTo(good, [5.97]);
  const heard = await growTo(bad, [5.97]);
  const { hlsUrl } = await stream(good);
  const failing = await stream(bad);
  const playlist = hlsUrl.replace('master.m3u8', '128/index.m3u8');
  expect((await read(playlist)).status).toBe(200);
  await service.sql('UPDATE tracks SET starts = 6 WHERE id = $1', [bad]);
  await service.startWorker();
  const done = await eventually(
    'both tracks to end',
    async () => {
      const tracks = await Promise.all([good, bad].map((id) => service.call(media.tracks.get, artist, { id })));
      return tracks.every(({ status }) => status !== 'processing') && tracks.map(({ status }) => status);
    },
    { ms: 30_000 },
  );
  expect(done).toEqual(['ready', 'failed']);

  const ended = await read(playlist);
  expect(ended.headers.get('cache-control')).toContain('immutable');
  const text = await ended.text();
  expect(text).toContain('#EXT-X-PLAYLIST-TYPE:EVENT');
  expect(text.endsWith('#EXT-X-ENDLIST\n')).toBe(true);
  expect((await stream(good)).hlsUrl).toContain(begun);
  for (const [name] of text.matchAll(/^s\d+\.m4s$/gm))
    expect((await read(hlsUrl.replace('master.m3u8', `128/${name}`))).status).toBe(200);

  expect(await codeOf(stream(bad))).toBe('INVALID_STATE');
  await eventually('the playlist to end', async () => (await read(failing.hlsUrl)).status === 404);
  expect(await store.open(`${heard}/128/init.mp4`)).toBeUndefined();
  await rowsEnd(begun);
  await rowsEnd(heard);
  expect(await service.sql(`SELECT id FROM objects WHERE kind = 'rendition'`)).toEqual([{ id: begun }]);
});
