import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media, StoredObject, type TrackView } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { form, getGrant, type MediaUnderTest, putGrant, resumeGrant, startMedia, user, wav } from './media-under-test.js';

let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia();
  await service.startWorker();
});
afterAll(() => service.stop());

const [artist, listener, admin] = [user(1), user(2), user(9, 'admin')];
const HOLLOW = Buffer.from('RIFF\x24\0\0\0WAVEnothing of the kind follows', 'latin1');

async function upload(bytes: Buffer<ArrayBuffer>, name: string, userId = 1): Promise<string> {
  const sent = { method: 'POST', body: form(bytes, { name }), headers: putGrant({ userId }) };
  return StoredObject.parse(await (await fetch(`${service.url}/objects`, sent)).json()).objectId;
}

const get = (id: number, caller = artist) => service.call(media.tracks.get, caller, { id });
const until = (id: number, state: (track: TrackView) => boolean) =>
  eventually(
    'the state of the track',
    async () => {
      const track = await get(id);
      return state(track) && track;
    },
    { ms: 15_000 },
  );
const replaced = (id: number) => until(id, ({ status, replacement }) => status === 'ready' && replacement === null);
const failed = (id: number) => until(id, ({ replacement }) => replacement?.status === 'failed');

async function created(bytes = wav(0.5), isPublic = true): Promise<TrackView> {
  const objectId = await upload(bytes, 'first.wav');
  return service.call(media.tracks.create, artist, { title: 'Raga', artist: 'Ravi', isPublic, objectId });
}
const replace = async (id: number, bytes: Buffer<ArrayBuffer>, name = 'second.wav') =>
  service.call(media.tracks.replace, artist, { id, objectId: await upload(bytes, name) });
const drop = (id: number, caller = artist) => service.call(media.tracks.dropReplacement, caller, { id });

/** The status of the address of the sound, on the byte port. */
async function heard(id: number): Promise<{ status: number; path: string }> {
  const { hlsUrl } = await service.call(media.tracks.stream, listener, { id });
  const path = new URL(hlsUrl).pathname;
  return { status: (await fetch(service.url + path)).status, path };
}
const objectsOf = async (id: number) =>
  (await service.sql<{ kind: string }>('SELECT kind FROM objects WHERE claimed_by = $1 ORDER BY kind', [`track:${id}`])).map(
    ({ kind }) => kind,
  );

test('a replaced sound keeps id, facts and plays; the sound before is heard until the other one is ready', async () => {
  const { id } = await created();
  const before = await replaced(id);
  await service.call(media.tracks.play, listener, { id });
  const first = await heard(id);
  expect(await replace(id, wav(2))).toMatchObject({
    id,
    status: 'ready',
    filename: 'first.wav',
    replacement: { filename: 'second.wav', status: 'processing' },
  });
  expect((await heard(id)).status).toBe(200);
  expect((await get(id, listener)).replacement).toBeNull();
  const after = await replaced(id);
  expect(after).toMatchObject({
    id,
    title: 'Raga',
    artist: 'Ravi',
    playCount: 1,
    filename: 'second.wav',
    createdAt: before.createdAt,
  });
  expect(after.durationSeconds).toBeCloseTo(2, 1);
  const second = await heard(id);
  expect(second.status).toBe(200);
  expect(second.path).not.toBe(first.path);
  expect(after.waveformUrl).not.toBe(before.waveformUrl);
  await eventually('the sound before to end', async () => (await fetch(service.url + first.path)).status === 404);
  expect(await objectsOf(id)).toEqual(['rendition', 'track']);
});

test('a replacement that fails leaves the sound before, and can be given up or replaced', async () => {
  const { id } = await created();
  await replaced(id);
  await replace(id, HOLLOW, 'broken.wav');
  expect(await failed(id)).toMatchObject({
    status: 'ready',
    error: null,
    filename: 'first.wav',
    replacement: { filename: 'broken.wav', error: 'UNREADABLE' },
  });
  expect((await heard(id)).status).toBe(200);
  expect(await drop(id)).toMatchObject({ status: 'ready', progress: 100, filename: 'first.wav', replacement: null });
  await expect(drop(id)).rejects.toMatchObject({ code: 'INVALID_STATE' });
  expect(await objectsOf(id)).toEqual(['rendition', 'track']);
  await replace(id, HOLLOW, 'broken.wav');
  await failed(id);
  await replace(id, wav(0.3), 'third.wav');
  expect(await replaced(id)).toMatchObject({ filename: 'third.wav' });
  expect(await objectsOf(id)).toEqual(['rendition', 'track']);
});

test('a replacement takes the place of one that still runs, and of an upload that was never ready', async () => {
  const { id } = await created(HOLLOW);
  await until(id, ({ status }) => status === 'failed');
  expect(await replace(id, wav(120))).toMatchObject({ status: 'processing', filename: 'second.wav', replacement: null });
  await replace(id, wav(0.3), 'third.wav');
  expect(await replaced(id)).toMatchObject({ filename: 'third.wav', durationSeconds: expect.closeTo(0.3, 1) });
  await replace(id, wav(120));
  await replace(id, wav(0.4), 'fourth.wav');
  expect(await replaced(id)).toMatchObject({ filename: 'fourth.wav' });
  await eventually('nothing else to be left', async () => (await objectsOf(id)).join() === 'rendition,track');
});

test('only the uploader replaces a sound, by an own upload that no track has', async () => {
  const { id } = await created();
  const hidden = await created(wav(0.3), false);
  await replaced(id);
  const mine = await upload(wav(0.3), 'a.wav');
  const call = (caller: typeof artist, track: number, objectId = mine) =>
    service.call(media.tracks.replace, caller, { id: track, objectId });
  await expect(call(listener, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(call(admin, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(call(listener, hidden.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(drop(id, listener)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(call(artist, id, await upload(wav(0.3), 'b.wav', 2))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await call(artist, id);
  await expect(call(artist, hidden.id)).rejects.toMatchObject({ code: 'CONFLICT' });
  await replaced(id);
});

test('deleting a track during a replacement deletes both sounds', async () => {
  const { id } = await created();
  await replaced(id);
  const { sources } = (
    await service.sql<{ sources: string[] }>('SELECT array_agg(source_id) AS sources FROM tracks WHERE id = $1', [id])
  )[0] ?? { sources: [] };
  await replace(id, HOLLOW);
  await failed(id);
  await service.call(media.tracks.delete, artist, { id });
  expect(await objectsOf(id)).toEqual([]);
  const there = (objectId: string) => fetch(`${service.url}/objects/${objectId}`, { headers: getGrant(objectId) });
  for (const each of sources) expect((await there(each)).status).toBe(404);
});

test('a resumable upload replaces a sound, and is refused at its beginning for the track of another user', async () => {
  const { id } = await created();
  await replaced(id);
  const sound = wav(0.7);
  const begin = (userId: number, replaces: string) =>
    fetch(`${service.url}/api/v1/uploads`, {
      method: 'POST',
      headers: {
        'tus-resumable': '1.0.0',
        ...resumeGrant({ userId }),
        'upload-length': String(sound.length),
        'upload-metadata': `filename ${btoa('tus.wav')},replaces ${btoa(replaces)}`,
      },
    });
  expect([(await begin(2, String(id))).status, (await begin(1, 'x')).status, (await begin(1, '999999')).status]).toEqual([
    403, 400, 404,
  ]);
  const path = (await begin(1, String(id))).headers.get('location') ?? '';
  const headers = {
    'tus-resumable': '1.0.0',
    ...resumeGrant(),
    'content-type': 'application/offset+octet-stream',
    'upload-offset': '0',
  };
  expect((await fetch(service.url + path, { method: 'PATCH', headers, body: sound })).status).toBe(204);
  expect(await until(id, ({ filename, replacement }) => filename === 'tus.wav' && replacement === null)).toMatchObject({
    id,
    title: 'Raga',
    durationSeconds: expect.closeTo(0.7, 1),
  });
});
