import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { ErrorBody, media, StoredObject } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { openRedis } from '@veza/transport';
import sharp from 'sharp';
import { DiskStore } from '../src/store/disk-store.js';
import { form, getGrant, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';

let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia({
    UPLOAD_QUOTA: '400KiB',
    UPLOAD_IDLE: '2s',
    UPLOAD_LEAST_SPEED: '10KiB',
    UPLOADS_AT_ONCE: '3',
    UPLOADS_PER_USER: '2',
  });
});
afterAll(() => service.stop());
beforeEach(() => service.sql('DELETE FROM objects'));

const sound = wav(0.5);
const post = (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = putGrant()) =>
  fetch(`${service.url}/objects`, { method: 'POST', body, headers });
const stored = async (response: Response) => StoredObject.parse(await response.json());

async function refused(answer: Promise<Response>, status: number, code: string): Promise<ErrorBody> {
  const response = await answer;
  const body = ErrorBody.parse(await response.json());
  expect([response.status, body.code]).toEqual([status, code]);
  await nothingLeft();
  return body;
}

/** Neither a row nor a file is left. */
async function nothingLeft(): Promise<void> {
  await eventually('nothing to be left', async () => {
    expect(await service.sql('SELECT id FROM objects')).toEqual([]);
    expect(await readdir(join(service.folder, 'incoming'))).toEqual([]);
    return true;
  });
}

test('an upload is stored with the fields before and after the file, the detected type and the hash', async () => {
  const response = await post(
    form(sound, { name: '../prise n° 1.wav', before: { title: 'Gymnopédie' }, after: { artist: 'Erik' } }),
  );
  expect(response.status).toBe(201);
  const object = await stored(response);
  const hash = createHash('sha256').update(sound).digest('hex');
  expect(object).toMatchObject({
    filename: 'prise n° 1.wav',
    size: sound.length,
    type: 'audio/wav',
    hash,
    fields: { title: 'Gymnopédie', artist: 'Erik' },
  });
  const bytes = await fetch(`${service.url}/objects/${object.objectId}`, { headers: getGrant(object.objectId) });
  expect(Buffer.from(await bytes.arrayBuffer()).equals(sound)).toBe(true);
});

test('the three characters that browsers escape in a file name are decoded, and no other', async () => {
  const part = `--x\r\ncontent-disposition: form-data; name="audio"; filename="quo%22te%0D%0A 100%25.wav"\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(part), sound, Buffer.from('\r\n--x--\r\n')]);
  const object = await stored(await post(body, { ...putGrant(), 'content-type': 'multipart/form-data; boundary=x' }));
  expect(object.filename).toBe('quo"te 100%25.wav');
});

test('a body that is no form is the file itself', async () => {
  const object = await stored(await post(sound, { ...putGrant({ kind: 'chat-file' }), 'content-type': 'audio/wav' }));
  expect(object).toMatchObject({ size: sound.length, type: 'audio/wav', fields: {} });
});

test('an upload without a grant, with an invalid one or one for reading is rejected', async () => {
  await refused(post(form(sound), {}), 401, 'UNAUTHENTICATED');
  await refused(post(form(sound), { 'x-veza-grant': 'x.y' }), 401, 'UNAUTHENTICATED');
  await refused(post(form(sound), getGrant('3d7f2c1a-8f3e-4b52-9d0c-5a1e2f3b4c5d')), 401, 'UNAUTHENTICATED');
});

test.each<[string, string]>([
  ['a program', 'MZ\x90\0\x03'],
  ['a page', '<!doctype html><html></html>'],
  ['a playlist', '#EXTM3U\nfile:///etc/passwd\n'],
  ['a picture', '\x89PNG\r\n\x1a\n'],
])('%s dressed as a sound is 415', async (_name, content) => {
  await refused(post(form(Buffer.from(content, 'latin1'))), 415, 'UNSUPPORTED_MEDIA_TYPE');
});

test('no file, an empty file, a wrong field or a second file is 400 and names the field', async () => {
  expect((await refused(post(form(undefined, { before: { title: 'x' } })), 400, 'FILE_MISSING')).details).toEqual([
    { field: 'audio', message: 'A file is required' },
  ]);
  await refused(post(form(Buffer.alloc(0))), 400, 'FILE_MISSING');
  expect((await refused(post(form(sound, { field: 'photo' })), 400, 'VALIDATION_FAILED')).details?.[0]?.field).toBe('photo');
  const two = form(sound);
  two.append('audio', new File([sound], 'b.wav'));
  await refused(post(two), 400, 'VALIDATION_FAILED');
});

test('a part without a name is rejected under the empty name, and a file after it is not stored', async () => {
  const field = await refused(post(form(sound, { before: { '': 'x' } })), 400, 'VALIDATION_FAILED');
  expect(field.details).toEqual([{ field: '', message: 'A field of the form has no name' }]);
  const file = await refused(post(form(sound, { field: '' })), 400, 'VALIDATION_FAILED');
  expect(file.details).toEqual([{ field: '', message: 'The file belongs into the field "audio"' }]);
});

test('a fault after the file discards the file', async () => {
  await refused(post(form(sound, { after: { title: 'x'.repeat(20_000) } })), 400, 'VALIDATION_FAILED');
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`f${at}`, 'x']));
  await refused(post(form(sound, { after: many })), 400, 'VALIDATION_FAILED');
});

test.each<[string, string, string]>([
  ['no boundary', 'multipart/form-data', '--x\r\n'],
  ['no form at all', 'multipart/form-data; boundary=x', 'no form'],
  [
    'a form that ends inside the file',
    'multipart/form-data; boundary=x',
    `--x\r\ncontent-disposition: form-data; name="audio"; filename="a.wav"\r\n\r\n${sound.toString('latin1', 0, 9_000)}`,
  ],
])('%s is 400', async (_name, type, body) => {
  await refused(post(Buffer.from(body, 'latin1'), { ...putGrant(), 'content-type': type }), 400, 'MALFORMED_BODY');
});

test('an upload that is too large is stopped while it arrives, and at once when Content-Length shows it', async () => {
  await refused(post(form(wav(2)), putGrant({ maxBytes: 50_000 })), 413, 'PAYLOAD_TOO_LARGE');
  await refused(announced(600_000_000), 413, 'PAYLOAD_TOO_LARGE');
});

test('the quota bounds concurrent uploads too, and a release frees it', async () => {
  const big = wav(5); // 220 kB of 400 KiB
  const both = await Promise.all([post(form(big)), post(form(big))]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 413]);
  const kept = both.find(({ status }) => status === 201);
  const { objectId } = await stored(kept ?? new Response());
  expect((await post(form(big), putGrant({ userId: 2 }))).status).toBe(201); // the quota of another user
  await service.call(media.objects.release, user(1), { objectId });
  expect((await post(form(big))).status).toBe(201);
});

test('a disconnected client leaves nothing', async () => {
  const { socket } = cutOff();
  await eventually('the upload to have begun', async () => (await readdir(join(service.folder, 'incoming'))).length === 1);
  socket.destroy();
  await nothingLeft();
});

test('an idle client gets 408 and leaves nothing', async () => {
  const { said } = cutOff();
  expect(await said).toMatch(/^HTTP\/1.1 408 .*REQUEST_TIMEOUT/s);
  await nothingLeft();
});

test('uploads above the bound get 503 with Retry-After', async () => {
  const slow = [cutOff(1), cutOff(2), cutOff(3)];
  await eventually('all to have begun', async () => (await readdir(join(service.folder, 'incoming'))).length === 3);
  const response = await post(form(sound));
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  slow.forEach(({ socket }) => socket.destroy());
  await nothingLeft();
});

test("one user's dripping uploads end, and meanwhile another user's upload is stored", async () => {
  const dripping = [cutOff(), cutOff()];
  await eventually('both to have begun', async () => (await readdir(join(service.folder, 'incoming'))).length === 2);
  const drip = setInterval(() => dripping.forEach(({ socket }) => socket.write('x')), 50);
  const third = await post(form(sound));
  expect([third.status, third.headers.get('retry-after')]).toEqual([429, '5']);
  expect((await post(form(sound), putGrant({ userId: 2 }))).status).toBe(201);
  for (const { said } of dripping) expect(await said).toMatch(/^HTTP\/1.1 408 .*REQUEST_TIMEOUT/s);
  clearInterval(drip);
  dripping.forEach(({ socket }) => socket.destroy());
  expect((await post(form(sound))).status).toBe(201); // their places are free
});

test("a user's uploads on another replica count, until the lease of a killed replica ends", async () => {
  const redis = openRedis(service.env.REDIS_URL ?? '', 'spec', { enableOfflineQueue: true });
  const inAMinute = Date.now() + 60_000;
  await redis.zadd('media:uploads:7', inAMinute, 'one', inAMinute, 'two');
  const seventh = () => post(form(sound), putGrant({ userId: 7 }));
  expect((await seventh()).status).toBe(429);
  await redis.zadd('media:uploads:7', Date.now() - 1, 'two');
  expect((await seventh()).status).toBe(201);
  redis.disconnect();
});

test('a full volume refuses an upload with 503 before its bytes, and takes it when there is room again', async () => {
  const free = jest.spyOn(DiskStore.prototype, 'freeBytes').mockResolvedValue(64 * 1024 ** 2 + 50_000);
  const body = await refused(announced(60_000), 503, 'UNAVAILABLE');
  expect([body.message, body.retryable]).toEqual(['The storage is full; try again later', true]);
  free.mockRestore();
  expect((await post(form(sound))).status).toBe(201);
});

test('a volume that is full during an upload ends it with 503 and leaves nothing', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const write = jest.spyOn(DiskStore.prototype, 'write').mockRejectedValue(full);
  const body = await refused(post(form(sound)), 503, 'UNAVAILABLE');
  expect(body.message).toBe('The storage is full; try again later');
  write.mockRestore();
  expect((await post(form(sound))).status).toBe(201);
});

test.each<['chat-file' | 'resource', number, number]>([
  ['chat-file', 2_560, 1_280],
  ['resource', 3_000, 1_500],
])('a large picture in the place %s is %i pixels wide and %i high', async (kind, width, height) => {
  const picture = sharp({ create: { width: 3_000, height: 1_500, channels: 3, background: 'navy' } });
  const object = await stored(await post(await picture.png().toBuffer(), { ...putGrant({ kind }), 'content-type': 'image/png' }));
  const kept = await fetch(`${service.url}/objects/${object.objectId}`, { headers: getGrant(object.objectId) });
  expect(await sharp(await kept.arrayBuffer()).metadata()).toMatchObject({ width, height, format: 'png' });
});

test('an image is re-encoded without EXIF, and rejected when it is broken or a decompression bomb', async () => {
  const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
    .withExif({ IFD0: { ImageDescription: '48.8584N 2.2945E' } })
    .jpeg()
    .toBuffer();
  expect(photo.includes('48.8584N')).toBe(true);
  const grant = { ...putGrant({ kind: 'chat-file' }), 'content-type': 'image/png' };
  const { objectId, type, size, hash } = await stored(await post(new Uint8Array(photo), grant));
  expect(type).toBe('image/jpeg');
  const kept = Buffer.from(
    await (await fetch(`${service.url}/objects/${objectId}`, { headers: getGrant(objectId) })).arrayBuffer(),
  );
  expect(kept.includes('48.8584N') || kept.includes('Exif')).toBe(false);
  expect([size, hash]).toEqual([kept.length, createHash('sha256').update(kept).digest('hex')]);
  await service.sql('DELETE FROM objects');
  await refused(post(new Uint8Array(photo.subarray(0, 100)), grant), 415, 'UNSUPPORTED_MEDIA_TYPE');
  const bomb = sharp({ create: { width: 10_000, height: 4_001, channels: 3, background: 'black' } }).png({ compressionLevel: 6 });
  await refused(post(new Uint8Array(await bomb.toBuffer()), grant), 415, 'UNSUPPORTED_MEDIA_TYPE');
});

test('a claim succeeds twice for the same owner, and fails for another owner, another user and a released object', async () => {
  const { objectId } = await stored(await post(form(sound)));
  const facts = await service.call(media.objects.claim, user(9), { objectId, ownerRef: 'product:1', userId: 1 });
  expect(facts).toMatchObject({ objectId, size: sound.length, type: 'audio/wav' });
  expect(await service.call(media.objects.claim, user(9), { objectId, ownerRef: 'product:1' })).toEqual(facts);
  await expect(service.call(media.objects.claim, user(9), { objectId, ownerRef: 'product:2' })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  await expect(service.call(media.objects.claim, user(9), { objectId, ownerRef: 'product:1', userId: 2 })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(service.call(media.objects.release, user(9), { objectId, ownerRef: 'product:2' })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  await service.call(media.objects.release, user(9), { objectId, ownerRef: 'product:1' });
  await service.call(media.objects.release, user(9), { objectId });
  await expect(service.call(media.objects.claim, user(9), { objectId, ownerRef: 'product:1' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await nothingLeft();
});

/** Begins an upload of 100 kB and stops after a part of it. */
function cutOff(userId = 1) {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  const head = `--x\r\ncontent-disposition: form-data; name="audio"; filename="a.wav"\r\n\r\n${sound.toString('latin1', 0, 9_000)}`;
  socket.write(`${request(100_000, userId)}${head}`, 'latin1');
  const said = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
  socket.on('error', () => undefined);
  return { socket, said };
}

const request = (length: number, userId = 1) =>
  `POST /objects HTTP/1.1\r\nhost: media\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: ${length}\r\n${Object.entries(
    putGrant({ userId }),
  )
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;

/** Sends a Content-Length and no bytes. */
async function announced(length: number): Promise<Response> {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  socket.write(request(length));
  const text = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
  socket.destroy();
  const [head = '', body] = text.split('\r\n\r\n');
  return new Response(body, { status: Number(head.split(' ')[1]) });
}
