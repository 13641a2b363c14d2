import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS, media, StoredObject } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { form, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';

let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia();
  await service.startWorker();
});
afterAll(() => service.stop());

const [artist, listener, admin] = [user(1), user(2), user(9, 'admin')];
const { tracks, trackLinks } = media;

async function readyTrack(): Promise<number> {
  const body = form(wav(0.3), { field: 'audio' });
  const response = await fetch(`${service.url}/objects`, { method: 'POST', body, headers: putGrant({ kind: 'track' }) });
  const { objectId } = StoredObject.parse(await response.json());
  const facts = { title: 'Draft', artist: 'Ravi', isPublic: false, objectId };
  const { id } = await service.call(tracks.create, artist, facts);
  const status = async () => (await service.call(tracks.get, artist, { id })).status;
  await eventually('the track', async () => (await status()) === 'ready', { ms: 60_000 });
  return id;
}
const make = async (id: number) => (await service.call(trackLinks.create, artist, { id })).code;
const open = (code: string, caller = ANONYMOUS) => service.call(trackLinks.open, caller, { code });
const statusOf = async (url: string) => (await fetch(service.url + new URL(url).pathname)).status;

test('a stranger hears a private track by its link, which another one replaces, and knows it by nothing else', async () => {
  const id = await readyTrack();
  await expect(service.call(trackLinks.create, admin, { id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(service.call(trackLinks.create, listener, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const first = await make(id);
  const { track, stream } = await open(first);
  expect(track).toMatchObject({ id, title: 'Draft', isPublic: false });
  expect(await Promise.all([stream.url, track.waveformUrl ?? ''].map(statusOf))).toEqual([200, 200]);
  await expect(service.call(tracks.get, ANONYMOUS, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(service.call(tracks.stream, listener, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const next = await make(id);
  await eventually('the addresses of the first to end', async () => (await statusOf(stream.url)) === 403, { ms: 10_000 });
  await expect(open(first)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const again = await open(next, listener);
  expect(again.track.id).toBe(id);
  expect(await statusOf(again.stream.url)).toBe(200);
  const [row] = await service.sql<{ text: string }>('SELECT l::text AS text FROM track_links l WHERE track_id = $1', [id]);
  expect(row?.text).not.toContain(next);
});

test('the end of a link ends its addresses, and not those of the uploader; a deletion ends both', async () => {
  const id = await readyTrack();
  const code = await make(id);
  const { track, stream } = await open(code);
  const own = await service.call(tracks.stream, artist, { id });
  expect(await statusOf(stream.url)).toBe(200);
  await expect(service.call(trackLinks.remove, admin, { id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  for (let time = 0; time < 2; time += 1) await service.call(trackLinks.remove, artist, { id });
  await expect(open(code)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const url of [stream.url, track.waveformUrl ?? ''])
    await eventually('the address to end', async () => (await statusOf(url)) === 403, { ms: 10_000 });
  expect(await statusOf(own.url)).toBe(200);
  const again = await make(id);
  await service.call(tracks.delete, artist, { id });
  await expect(open(again)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a public track has no link, and one that became public is opened as everybody opens it', async () => {
  const id = await readyTrack();
  const code = await make(id);
  await service.call(tracks.update, artist, { id, isPublic: true });
  await expect(service.call(trackLinks.create, artist, { id })).rejects.toMatchObject({ code: 'INVALID_STATE' });
  const { track, stream } = await open(code);
  expect(track.isPublic).toBe(true);
  expect(stream.url).toContain('/track/');
});

test('an address is heard at once that is younger than the last look at its track', async () => {
  const id = await readyTrack();
  const own = await service.call(tracks.stream, artist, { id });
  expect(await statusOf(own.url)).toBe(200); // the service has looked: it is private
  const [first, second] = [await open(await make(id)), await open(await make(id))];
  expect(await statusOf(second.stream.url)).toBe(200);
  expect(await statusOf(first.stream.url)).toBe(403);
  await service.call(tracks.update, artist, { id, isPublic: true });
  const { url } = await service.call(tracks.stream, listener, { id });
  expect(url).toContain('/track/');
  expect(await statusOf(url)).toBe(200);
});
