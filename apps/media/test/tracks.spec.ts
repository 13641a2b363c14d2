import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { ANONYMOUS, type Caller, type CreateTrack, media, StoredObject } from '@veza/contracts';
import { eventually, silentConnections } from '@veza/testing';
import { requestContext } from '@veza/transport';
import { DiskStore } from '../src/store/disk-store.js';
import { form, getGrant, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';

/** The rules of tracks without a worker: every track stays in transcoding. */
let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia({ TRUSTED_PROXIES: '192.0.2.1' });
});
afterAll(() => service.stop());

const [artist, listener, admin] = [user(1), user(2), user(3, 'admin')];
const sound = wav(0.2);

async function upload(userId = 1, kind: 'track' | 'resource' = 'track'): Promise<string> {
  const field = kind === 'track' ? 'audio' : 'file';
  const response = await fetch(`${service.url}/objects`, {
    method: 'POST',
    body: form(sound, { field }),
    headers: putGrant({ userId, kind }),
  });
  return StoredObject.parse(await response.json()).objectId;
}

async function create(facts: Partial<CreateTrack> = {}) {
  return service.call(media.tracks.create, artist, {
    title: 'Gymnopédie',
    artist: 'Erik Satie',
    ...facts,
    objectId: await upload(),
  });
}

const find = async (query: object, caller: Caller = ANONYMOUS) =>
  (await service.call(media.tracks.list, caller, { page: 1, limit: 20, ...query })).items.map(({ id }) => id);

test('an upload of the caller becomes one track', async () => {
  const objectId = await upload();
  const facts = { title: ' Raga ', artist: 'Ravi', tags: ['sitar'], objectId };
  await expect(service.call(media.tracks.create, listener, facts)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(service.call(media.tracks.create, ANONYMOUS, facts)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const track = await service.call(media.tracks.create, artist, facts);
  expect(track).toMatchObject({
    title: 'Raga',
    album: null,
    tags: ['sitar'],
    isPublic: true,
    status: 'processing',
    progress: 0,
    playCount: 0,
    filename: 'prise.wav',
    durationSeconds: null,
  });
  expect(track.eventsUrl).toMatch(/^http.*\/media\/s\/\d{10}\/[\w-]{43}\/events\/\d+$/);
  await expect(service.call(media.tracks.create, artist, facts)).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(
    service.call(media.tracks.create, artist, { ...facts, objectId: await upload(1, 'resource') }),
  ).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
});

test('repeated uploads of one operation create one track of the first upload and release the second', async () => {
  const [first, second] = [await upload(), await upload()];
  const bring = (objectId: string) =>
    requestContext.run({ requestId: 'r', caller: artist, operation: 'track' }, () =>
      service.call(media.tracks.create, artist, { title: 'Encore', artist: 'Erik', objectId }),
    );
  const track = await bring(first);
  expect(await bring(second)).toEqual(track);
  expect(await service.sql(`SELECT source_id FROM tracks WHERE title = 'Encore'`)).toEqual([{ source_id: first }]);
  expect(await service.sql('SELECT id FROM objects WHERE id = ANY ($1)', [[first, second]])).toEqual([{ id: first }]);
});

test('a private track is visible to its uploader and administrators only', async () => {
  const { id } = await create({ isPublic: false, genre: 'secret' });
  for (const caller of [ANONYMOUS, listener]) {
    for (const contract of [media.tracks.get, media.tracks.stream, media.tracks.events] as const) {
      await expect(service.call(contract, caller, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    for (const uploader of [undefined, 1]) expect(await find({ genre: 'secret', uploader }, caller)).toEqual([]);
  }
  for (const caller of [artist, admin]) expect(await find({ genre: 'SECRET', uploader: 1 }, caller)).toEqual([id]);
  expect(await find({ genre: 'secret', uploader: 2 }, admin)).toEqual([]);
});

test('lists filter by words, artist, genre and all tags, and have pages by number and by cursor', async () => {
  const [a, b, c] = [
    await create({ artist: 'Zoé', tags: ['x', 'y'], album: 'Été' }),
    await create({ artist: 'Zoé', tags: ['x'] }),
    await create({ artist: 'Zoé', tags: ['y'], genre: 'Ambient' }),
  ];
  await service.sql(`UPDATE tracks SET status = 'failed', error = 'INTERNAL' WHERE id = $1`, [b.id]);
  expect(await find({ artist: 'zoe' })).toEqual([c.id, b.id, a.id]);
  expect(await find({ artist: 'zoe', tags: ['x', 'y'] })).toEqual([a.id]);
  expect(await find({ artist: 'zoe', search: 'ete gymno' })).toEqual([a.id]);
  expect(await find({ artist: 'zoe', genre: 'ambient' })).toEqual([c.id]);
  expect(await find({ search: '100%' })).toEqual([]);
  const first = await service.call(media.tracks.list, ANONYMOUS, { artist: 'zoe', page: 1, limit: 2 });
  expect([first.total, first.totalIsEstimate, first.items.length]).toEqual([3, false, 2]);
  const next = await service.call(media.tracks.list, ANONYMOUS, { artist: 'zoe', limit: 2, cursor: first.nextCursor ?? '' });
  expect([next.items.map(({ id }) => id), next.nextCursor]).toEqual([[a.id], null]);
  expect(await find({ artist: 'zoe', page: 2, limit: 2 })).toEqual([a.id]);
  const tooLarge = Buffer.from('[2147483648]').toString('base64url'); // no id of a row, and 500 before it was refused
  for (const cursor of ['x', tooLarge])
    await expect(service.call(media.tracks.list, ANONYMOUS, { cursor })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      details: [{ field: 'cursor' }],
    });
});

test('the uploader updates the given fields, other users may not', async () => {
  const { id } = await create({ album: 'Trois' });
  await expect(service.call(media.tracks.update, listener, { id, title: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const changed = await service.call(media.tracks.update, artist, { id, title: 'Autre', tags: ['n'], album: null });
  expect(changed).toMatchObject({ title: 'Autre', artist: 'Erik Satie', album: null, tags: ['n'] });
  expect((await service.call(media.tracks.update, admin, { id })).title).toBe('Autre');
  await expect(service.call(media.tracks.update, admin, { id: 2_000_000_000, title: 'x' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('plays and progress are no other version of a track; its fields are', async () => {
  const { id } = await create();
  const versionOf = async () => (await service.call(media.tracks.get, artist, { id })).version;
  const ifVersion = await versionOf();
  await service.call(media.tracks.play, listener, { id });
  await service.sql('UPDATE tracks SET progress = 50 WHERE id = $1', [id]);
  await service.call(media.tracks.update, artist, { id, ifVersion, title: 'Gnossienne' });
  expect(await versionOf()).not.toBe(ifVersion);
  const stale = { id, ifVersion };
  const refusal = { code: 'PRECONDITION_FAILED' };
  await expect(service.call(media.tracks.update, artist, { ...stale, title: 'x' })).rejects.toMatchObject(refusal);
  await expect(service.call(media.tracks.delete, artist, stale)).rejects.toMatchObject(refusal);
});

test('a play counts once in 30 s and at most 20 times a day for one listener', async () => {
  const { id } = await create();
  const byDay = async (caller = artist, range: { days?: number; to?: string } = {}) =>
    (await service.call(media.tracks.plays, caller, { id, days: 2, ...range })).days.map(({ plays }) => plays);
  const plays = async () => (await service.call(media.tracks.get, artist, { id })).playCount;
  await Promise.all([1, 2, 3].map(() => service.call(media.tracks.play, listener, { id })));
  expect(await plays()).toBe(1);
  await service.call(media.tracks.play, artist, { id });
  expect(await plays()).toBe(2);
  const later = () => service.sql(`UPDATE track_plays SET last_at = last_at - interval '31 s' WHERE track_id = $1`, [id]);
  for (let i = 0; i < 25; i++) {
    await later();
    await service.call(media.tracks.play, listener, { id });
  }
  expect(await plays()).toBe(21);
  await later();
  await service.sql(`UPDATE track_plays SET day = day - 1 WHERE track_id = $1`, [id]);
  await service.call(media.tracks.play, listener, { id });
  expect(await plays()).toBe(22);
  expect(await byDay()).toEqual([0, 22]);
  await service.sql(`UPDATE track_play_days SET day = day - 1 WHERE track_id = $1`, [id]);
  await service.call(media.tracks.play, user(9), { id });
  expect([await byDay(), await byDay(admin, { days: 1 })]).toEqual([[22, 1], [1]]);
  expect((await byDay(artist, { days: 366, to: '2024-12-31' })).length).toBe(366);
  await expect(byDay(listener)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(byDay(artist, { days: 367 })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  await expect(service.call(media.tracks.play, ANONYMOUS, { id })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('a listener has the tracks that were played last, while they may be heard', async () => {
  const someone = user(77);
  const [first, second, hidden] = [await create(), await create(), await create()];
  for (const { id } of [first, second, hidden, first]) {
    await service.call(media.tracks.play, someone, { id });
    await service.sql(`UPDATE track_plays SET last_at = last_at - interval '31 s' WHERE user_id = 77`);
  }
  await service.call(media.tracks.update, artist, { id: hidden.id, isPublic: false });
  const last = async (limit?: number) => (await service.call(media.recentPlays.list, someone, { limit })).plays;
  expect((await last()).map(({ track }) => track.id)).toEqual([first.id, second.id]);
  expect((await last(1)).map(({ track }) => track.id)).toEqual([first.id]);
  expect((await service.call(media.recentPlays.list, user(78), {})).plays).toEqual([]);
  await expect(service.call(media.recentPlays.list, ANONYMOUS, {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('a listener goes on where another device stopped: one position in 15 s, private, and gone with the track', async () => {
  const someone = user(79);
  const [first, second, unplayed] = [await create(), await create(), await create()];
  await service.sql('UPDATE tracks SET duration_seconds = 300 WHERE id = ANY ($1)', [[first.id, second.id, unplayed.id]]);
  for (const { id } of [first, second]) await service.call(media.tracks.play, someone, { id });
  const keep = (id: number, seconds: number) => service.call(media.tracks.keepPosition, someone, { id, seconds });
  const later = () => service.sql(`UPDATE track_plays SET heard_at = heard_at - interval '16 s' WHERE user_id = 79`);
  const kept = async (caller = someone) =>
    (await service.call(media.recentPlays.list, caller, {})).plays.flatMap(({ track, position }) =>
      position ? [[track.id, position.seconds]] : [],
    );
  await Promise.all([keep(first.id, 83.5), keep(second.id, 83.5)]);
  expect((await kept()).map(([, seconds]) => seconds)).toEqual([83.5]); // of two devices at one moment
  await service.sql('UPDATE track_plays SET heard_at = NULL, heard_seconds = NULL WHERE user_id = 79');
  await keep(first.id, 100);
  await keep(first.id, 110);
  await keep(second.id, 60);
  expect(await kept()).toEqual([[first.id, 100]]);
  await later();
  await keep(unplayed.id, 30); // without a counted play there is no row of it
  await keep(second.id, 3e-320); // smaller than a `real`
  await later();
  await keep(second.id, 290); // so near the end, the track begins again
  expect(await kept()).toEqual([[first.id, 100]]);
  expect(await kept(artist)).toEqual([]);
  const { rows } = await service.call(media.personalData.export, someone, { section: 'plays' });
  expect(rows).toContainEqual(expect.objectContaining({ track_id: first.id, heard_seconds: 100 }));
  await service.call(media.tracks.delete, artist, { id: first.id });
  expect(await service.sql('SELECT track_id FROM track_plays WHERE user_id = 79')).toEqual([{ track_id: second.id }]);
  await expect(keep(second.id, -1)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  await service.call(media.tracks.update, artist, { id: second.id, isPublic: false });
  await expect(keep(second.id, 20)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a track in transcoding has no stream yet and cannot be retried', async () => {
  const { id } = await create();
  await expect(service.call(media.tracks.stream, listener, { id })).rejects.toMatchObject({ code: 'NOT_READY' });
  await expect(service.call(media.tracks.waveform, listener, { id, format: 'json' })).rejects.toMatchObject({
    code: 'NOT_READY',
  });
  await expect(service.call(media.tracks.retry, artist, { id })).rejects.toMatchObject({ code: 'INVALID_STATE' });
});

test('a sitemap lists the tracks of a range that everybody may play, and knows the last one of all', async () => {
  const made: number[] = [];
  for (const isPublic of [true, false, true, true, false]) made.push((await create({ isPublic })).id);
  const [first = 0, hidden = 0, waiting, third = 0, last = 0] = made;
  await service.sql('UPDATE tracks SET rendition_id = source_id WHERE id = ANY ($1) AND id <> $2', [made, waiting]);
  const range = (after: number, upTo: number) => service.call(media.tracks.publicIds, ANONYMOUS, { after, upTo });
  expect(await range(first - 1, last)).toEqual({ ids: [first, third], last: third });
  expect(await range(first, third)).toEqual({ ids: [third], last: third });
  expect(await range(0, 0)).toEqual({ ids: [], last: third });
  await service.sql('UPDATE tracks SET is_public = false WHERE id = $1', [third]);
  expect((await range(first - 1, last)).ids).toEqual([first]);
  expect((await range(hidden, last)).last).toBe(first);
});

test('deleting a track deletes its bytes and publishes an event', async () => {
  const objectId = await upload();
  const { id } = await service.call(media.tracks.create, artist, { title: 'a', artist: 'b', objectId });
  await expect(service.call(media.tracks.delete, listener, { id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await service.call(media.tracks.delete, artist, { id });
  await expect(service.call(media.tracks.get, artist, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await fetch(`${service.url}/objects/${objectId}`, { headers: getGrant(objectId) })).status).toBe(404);
  expect(await service.sql('SELECT id FROM objects WHERE id = $1', [objectId])).toEqual([]);
  await eventually('the event to be published', async () => {
    const events = await service.sql(
      `SELECT 1 FROM events WHERE name = 'media.tracks.deleted' AND payload->>'trackId' = $1 AND published_at IS NOT NULL`,
      [String(id)],
    );
    return events.length === 1;
  });
});

test('a deletion is answered before a slow store has removed the bytes, and they go in the end', async () => {
  const objectId = await upload();
  const { id } = await service.call(media.tracks.create, artist, { title: 'a', artist: 'b', objectId });
  const waiting: (() => void)[] = [];
  const slow = jest
    .spyOn(DiskStore.prototype, 'remove')
    .mockImplementationOnce(() => new Promise((resolve) => void waiting.push(resolve)));
  await service.call(media.tracks.delete, artist, { id });
  expect(await service.sql('SELECT released_at IS NOT NULL AS gone FROM objects WHERE id = $1', [objectId])).toEqual([
    { gone: true },
  ]);
  expect(waiting).toHaveLength(1);
  for (const removed of waiting) removed();
  await eventually('no object', async () => (await service.sql('SELECT id FROM objects WHERE id = $1', [objectId])).length === 0);
  slow.mockRestore();
});

test('of too many incomplete request heads of one address the oldest is closed, and uploads are stored', async () => {
  const silent = await silentConnections(Number(new URL(service.url).port), 201, 'POST /objects HTTP/1.1\r\n');
  await eventually('the oldest to be closed', () => silent[0]?.closed === true);
  expect(await upload()).toMatch(/^[0-9a-f-]{36}$/);
  silent.forEach((socket) => socket.destroy());
});
