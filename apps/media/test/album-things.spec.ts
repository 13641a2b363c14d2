import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media, type NewAlbum, StoredObject, type UploadKind } from '@veza/contracts';
import { eventually } from '@veza/testing';
import sharp from 'sharp';
import { form, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';

/** Albums as things: order, cover, visibility, version. */
let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia();
});
afterAll(() => service?.stop());

const { albums } = media;
const [artist, listener, admin, anonymous] = [user(1), user(2), user(9, 'admin'), { kind: 'anonymous' }] as const;

async function upload(kind: Extract<UploadKind, 'track' | 'picture'>, userId = 1): Promise<string> {
  const dot = { create: { width: 80, height: 80, channels: 3, background: 'red' } } as const;
  const bytes = kind === 'track' ? wav(0.2) : Buffer.from(await sharp(dot).png().toBuffer());
  const body = form(bytes, { field: kind === 'track' ? 'audio' : 'picture' });
  const response = await fetch(`${service.url}/objects`, { method: 'POST', body, headers: putGrant({ kind, userId }) });
  return StoredObject.parse(await response.json()).objectId;
}

async function track(title: string, { isPublic = true, userId = 1 } = {}): Promise<number> {
  const facts = { title, artist: 'Ada', isPublic, objectId: await upload('track', userId) };
  return (await service.call(media.tracks.create, user(userId), facts)).id;
}

const create = async (facts: Partial<NewAlbum> = {}) =>
  (await service.call(albums.create, artist, { title: 'Engines', isPublic: true, ...facts })).id;
const put = (id: number, trackIds: number[], caller = artist, ifVersion?: string) =>
  service.call(albums.putTracks, caller, { id, trackIds, ...(ifVersion !== undefined && { ifVersion }) });
const get = (id: number, caller: Parameters<MediaUnderTest['call']>[1] = anonymous) => service.call(albums.get, caller, { id });
const titles = ({ tracks }: { tracks: { title: string }[] }) => tracks.map(({ title }) => title);

test('an album has own tracks in their order; others see the public ones, and the counts agree', async () => {
  const [one, two, hidden, foreign] = [
    await track('One'),
    await track('Two'),
    await track('Hidden', { isPublic: false }),
    await track('Foreign', { userId: 2 }),
  ];
  const id = await create({ kind: 'ep', releaseDate: '2026-03-20' });
  expect(titles(await put(id, [two, hidden, one]))).toEqual(['Two', 'Hidden', 'One']);
  await expect(put(id, [one, foreign])).rejects.toMatchObject({ code: 'VALIDATION_FAILED', details: [{ field: 'track_ids' }] });
  await expect(put(id, [one, one])).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });

  const shown = await get(id);
  expect(titles(shown)).toEqual(['Two', 'One']); // a refused order changes nothing
  expect(shown.album).toMatchObject({ trackCount: 2, kind: 'ep', releaseDate: '2026-03-20' });
  expect((await get(id, artist)).album.trackCount).toBe(3);
  expect((await get(id, admin)).album.trackCount).toBe(3);

  const of = async (query: object, caller: Parameters<MediaUnderTest['call']>[1] = anonymous) =>
    (await service.call(albums.list, caller, query)).albums.map((album) => [album.id, album.trackCount]);
  expect(await of({ trackId: one })).toEqual([[id, 2]]);
  expect(await of({ trackId: hidden })).toEqual([]);
  expect(await of({ trackId: hidden }, artist)).toEqual([[id, 3]]);
  await service.call(media.tracks.delete, artist, { id: two });
  expect(titles(await get(id))).toEqual(['One']);
});

test('a private album exists for its owner and administrators only, and leaves lists; delete keeps its tracks', async () => {
  const one = await track('Kept');
  const id = await create({ isPublic: false });
  await put(id, [one]);
  for (const caller of [anonymous, listener]) await expect(get(id, caller)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const page = (caller: typeof artist) => service.call(albums.list, caller, { ownerId: 1, limit: 1 });
  expect((await page(artist)).albums[0]?.id).toBe(id);
  expect((await page(listener)).albums[0]?.id).not.toBe(id);
  await expect(put(id, [], admin)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await service.call(albums.update, admin, { id, isPublic: true });
  await expect(service.call(albums.delete, listener, { id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await service.call(albums.delete, artist, { id });
  await expect(get(id, artist)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await service.call(media.tracks.get, artist, { id: one })).title).toBe('Kept');
});

test('a change names the version that it read: facts, order and cover are one', async () => {
  const id = await create();
  const { version } = (await get(id, artist)).album;
  const other = await service.call(albums.update, artist, {
    id,
    title: 'Machines',
    releaseDate: '2030-01-01',
    ifVersion: version,
  });
  expect(other).toMatchObject({ title: 'Machines', releaseDate: '2030-01-01', description: '' });
  const stale = { code: 'PRECONDITION_FAILED' };
  await expect(put(id, [], artist, version)).rejects.toMatchObject(stale);
  await expect(service.call(albums.update, artist, { id, title: 'x', ifVersion: version })).rejects.toMatchObject(stale);
  await expect(service.call(albums.delete, artist, { id, ifVersion: version })).rejects.toMatchObject(stale);
  await put(id, [], artist, other.version);
  expect(await service.call(albums.update, artist, { id, releaseDate: null })).toMatchObject({ releaseDate: null });
});

test('an own cover takes the place of that of the first track; its address ends with the visibility, the album and the account', async () => {
  const one = await track('One');
  await service.call(media.tracks.setCover, artist, { id: one, objectId: await upload('picture') });
  const id = await create();
  const first = (await put(id, [one])).album;
  expect([first.hasOwnCover, first.cover]).toEqual([false, (await service.call(media.tracks.get, artist, { id: one })).cover]);

  const status = async (url: string) => (await fetch(service.url + new URL(url).pathname)).status;
  const set = (objectId: string, caller = artist) => service.call(albums.setCover, caller, { id, objectId });
  const own = await upload('picture');
  await expect(set(own, admin)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(set(await upload('picture', 2))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(set(await upload('track'))).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
  const small = (await set(own)).cover?.small ?? '';
  expect(await status(small)).toBe(200);
  const hidden = await service.call(albums.update, artist, { id, isPublic: false });
  await eventually('the address to end', async () => (await status(small)) === 403);
  expect(await status(hidden.cover?.small ?? '')).toBe(200);
  expect((await service.call(albums.dropCover, admin, { id })).cover).toEqual(first.cover);
  await eventually('the bytes to be gone', async () => (await status(hidden.cover?.small ?? '')) === 404);

  await set(await upload('picture'));
  const rows = (await service.call(media.personalData.export, artist, { section: 'albums' })).rows;
  expect(rows).toContainEqual(expect.objectContaining({ id, track_ids: [one] }));
  await service.erase(1);
  expect(await service.sql('SELECT 1 FROM albums')).toEqual([]);
  expect(await service.sql(`SELECT 1 FROM objects WHERE claimed_by LIKE 'album:%'`)).toEqual([]);
});

test('an album is announced with its first track that everybody can play, and when it has none any more', async () => {
  const before = await service.sql<{ last: number }>('SELECT coalesce(max(id), 0)::float8 AS last FROM events');
  const last = before[0]?.last ?? 0;
  const named = `SELECT name FROM events WHERE id > $1 AND name LIKE 'media.albums.%' ORDER BY id`;
  const names = async () =>
    (await service.sql<{ name: string }>(named, [last])).map(({ name }) => name.replace('media.albums.', ''));
  const shown = async (id: number) => (await service.call(albums.among, anonymous, { ids: [id] })).albums.length;
  const sound = await track('Raga');
  await service.sql('UPDATE tracks SET rendition_id = source_id WHERE id = $1', [sound]);
  const id = await create();
  expect([await names(), await shown(id)]).toEqual([[], 0]);
  await put(id, [sound]);
  expect([await names(), await shown(id)]).toEqual([['published'], 1]);
  await service.call(media.tracks.update, artist, { id: sound, isPublic: false });
  expect([await names(), await shown(id)]).toEqual([['published', 'withdrawn'], 0]);
  await service.call(media.tracks.update, artist, { id: sound, isPublic: true });
  await service.call(media.tracks.delete, artist, { id: sound });
  await service.call(albums.delete, artist, { id });
  expect((await names()).slice(2)).toEqual(['published', 'withdrawn', 'deleted']);
});

test('sitemaps have public albums with a track that can be played', async () => {
  await service.sql(`INSERT INTO albums (owner_id, title, is_public) VALUES (3, 'Empty', true)`);
  expect(await service.call(albums.publicIds, { kind: 'system' }, { after: 0, upTo: 1_000 })).toEqual({ ids: [], last: 0 });
});
