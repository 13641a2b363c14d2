import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller, media, StoredObject, type UpdateTrack } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { form, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';

let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia();
  await service.startWorker();
});
afterAll(() => service.stop());

const [artist, listener, admin] = [user(1), user(2), user(9, 'admin')];
const sound = wav(0.3);

async function upload(bytes = sound): Promise<string> {
  const sent = { method: 'POST', body: form(bytes, { name: 'a.html' }), headers: putGrant() };
  return StoredObject.parse(await (await fetch(`${service.url}/objects`, sent)).json()).objectId;
}
async function created(facts: { isPublic?: boolean; downloadable?: boolean } = {}): Promise<number> {
  const track = { title: 'Raga', artist: 'Ravi', ...facts, objectId: await upload() };
  return (await service.call(media.tracks.create, artist, track)).id;
}
const ready = (id: number) =>
  eventually(
    'the track to be ready',
    async () => {
      const track = await service.call(media.tracks.get, artist, { id });
      return track.status === 'ready' && track.replacement === null;
    },
    { ms: 15_000 },
  );
const address = (id: number, caller: Caller = artist) => service.call(media.tracks.download, caller, { id });
const update = (change: UpdateTrack) => service.call(media.tracks.update, artist, change);
const read = (url: string, headers: Record<string, string> = {}) => fetch(service.url + new URL(url).pathname, { headers });

test('a download is the upload byte for byte, under a safe name, in ranges too', async () => {
  const id = await created({ downloadable: true });
  await expect(address(id)).rejects.toMatchObject({ code: 'NOT_READY' });
  await ready(id);
  const file = await address(id, ANONYMOUS);
  const hash = createHash('sha256').update(sound).digest('hex');
  expect(file).toMatchObject({ filename: 'Ravi - Raga.wav', size: sound.length, type: 'audio/wav', hash });
  const response = await read(file.url);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'audio/wav',
    'content-disposition': 'attachment; filename="Ravi - Raga.wav"',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox'),
  });
  expect(Buffer.from(await response.arrayBuffer()).equals(sound)).toBe(true);
  const part = await read(file.url, { range: 'bytes=100-199' });
  expect([part.status, Buffer.from(await part.arrayBuffer()).equals(sound.subarray(100, 200))]).toEqual([206, true]);
  expect((await read(file.url, { 'if-none-match': `"${hash}"` })).status).toBe(304);
  await update({ id, title: 'Été "2"' });
  expect((await read(file.url)).headers.get('content-disposition')).toContain(
    `filename*=UTF-8''Ravi%20-%20%C3%89t%C3%A9%20%222%22.wav`,
  );
  for (const wrong of [
    `${file.url}/audio.m4a`,
    file.url.replace('/original/', '/owned/'),
    file.url.replace('/original/', '/track/'),
  ])
    expect((await read(wrong)).status).toBeGreaterThanOrEqual(403);
});

test('without the permission of the track only its uploader and administrators download it', async () => {
  const id = await created();
  await ready(id);
  await expect(address(id, listener)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(address(id, ANONYMOUS)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  for (const caller of [artist, admin]) expect((await read((await address(id, caller)).url)).status).toBe(200);
});

test.each([
  ['no longer permits downloads', { downloadable: false }],
  ['becomes private', { isPublic: false }],
])('the address of others ends when the track %s, that of the uploader stays', async (_name, change) => {
  const id = await created({ downloadable: true });
  await ready(id);
  const [own, other] = [(await address(id)).url, (await address(id, listener)).url];
  expect((await read(other)).status).toBe(200);
  await update({ id, ...change });
  expect([(await read(other)).status, (await read(own)).status]).toEqual([403, 200]);
  await service.call(media.tracks.delete, artist, { id });
  await eventually('the upload to be gone', async () => (await read(own)).status === 404);
});

test('a private track is downloaded by its uploader only, and a broken upload is not', async () => {
  const id = await created({ isPublic: false, downloadable: true });
  await ready(id);
  await expect(address(id, listener)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await read((await address(id)).url)).status).toBe(200);
  const objectId = await upload(Buffer.from('RIFF\x24\0\0\0WAVEnothing of the kind follows', 'latin1'));
  const broken = await service.call(media.tracks.create, artist, { title: 'x', artist: 'y', downloadable: true, objectId });
  await eventually(
    'the failure',
    async () => (await service.call(media.tracks.get, artist, { id: broken.id })).status === 'failed',
    { ms: 15_000 },
  );
  await expect(address(broken.id)).rejects.toMatchObject({ code: 'INVALID_STATE' });
});

test('while another sound is made, a download is the upload of the sound that is served', async () => {
  const id = await created({ downloadable: true });
  await ready(id);
  const before = await address(id);
  await service.call(media.tracks.replace, artist, { id, objectId: await upload(wav(60)) });
  expect((await address(id)).hash).toBe(before.hash);
  await ready(id);
  expect((await address(id)).hash).not.toBe(before.hash);
});
