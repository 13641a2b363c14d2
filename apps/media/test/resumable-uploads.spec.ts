import { createHash, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ErrorBody, media, UploadBody } from '@veza/contracts';
import { Metrics } from '@veza/platform';
import { eventually } from '@veza/testing';
import { getGrant, type MediaUnderTest, resumeGrant, startMedia, user, wav } from './media-under-test.js';

const ROOT = '/api/v1/uploads';
const TUS = { 'tus-resumable': '1.0.0' };
const PIECE = { ...TUS, 'content-type': 'application/offset+octet-stream' };

let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia({
    UPLOAD_QUOTA: '400KiB',
    UPLOAD_IDLE: '1s',
    UPLOAD_LEAST_SPEED: '1B',
    UPLOADS_PER_USER: '5',
    UPLOADS_AT_ONCE: '8',
  });
});
afterAll(() => service.stop());
beforeEach(() => service.sql('DELETE FROM resumable_uploads'));

const sound = wav(1);
const metadata = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',');
const FIELDS = { filename: '../tus.wav', title: 'Tus', artist: 'Erik', tags: '["a"]', is_public: 'true' };

const call = (method: string, path: string, headers: object = {}, body?: Uint8Array<ArrayBuffer>, userId = 1) =>
  fetch(service.url + path, { method, body, headers: { ...TUS, ...resumeGrant({ userId }), ...headers } });

const create = (length: number, fields: Record<string, string> = FIELDS, userId = 1) =>
  call('POST', ROOT, { 'upload-length': String(length), 'upload-metadata': metadata(fields) }, undefined, userId);
async function begun(length = sound.length, userId = 1): Promise<string> {
  const response = await create(length, FIELDS, userId);
  expect(response.status).toBe(201);
  return response.headers.get('location') ?? '';
}
const patch = (path: string, offset: number, body: Uint8Array<ArrayBuffer>, more: object = {}) =>
  call('PATCH', path, { ...PIECE, 'upload-offset': String(offset), ...more }, body);
const offsetOf = async (path: string) => Number((await call('HEAD', path)).headers.get('upload-offset'));
const code = async (response: Response) => ErrorBody.parse(await response.json()).code;
const slice = (from: number, to?: number) => new Uint8Array(sound.subarray(from, to));

/** No piece of the upload is in the store. */
async function nothingLeft(path: string): Promise<void> {
  const id = path.split('/').at(-1) ?? '';
  await eventually('no piece to be left', async () => {
    const files = await readdir(join(service.folder, 'objects'), { recursive: true });
    return !files.some((name) => name.includes(`${id}/`));
  });
}

test('pieces become the same track as a form, with the fields of Upload-Metadata', async () => {
  const path = await begun();
  expect((await patch(path, 0, slice(0, 5_000))).headers.get('upload-offset')).toBe('5000');
  expect((await patch(path, 5_000, slice(5_000, 9_000))).status).toBe(204);
  const last = await patch(path, 9_000, slice(9_000));
  expect([last.status, last.headers.get('upload-offset')]).toEqual([204, String(sound.length)]);
  const state = UploadBody.parse(await (await call('GET', path)).json());
  expect(state).toMatchObject({ offset: sound.length, length: sound.length, filename: 'tus.wav' });
  const track = await service.call(media.tracks.get, user(1), { id: state.track_id ?? 0 });
  expect(track).toMatchObject({ title: 'Tus', artist: 'Erik', tags: ['a'], isPublic: true, filename: 'tus.wav' });
  const [row] = await service.sql<{ id: string; hash: string }>(
    'SELECT o.id, o.hash FROM objects o JOIN tracks t ON t.source_id = o.id WHERE t.id = $1',
    [track.id],
  );
  expect(row?.hash).toBe(createHash('sha256').update(sound).digest('hex'));
  const bytes = await fetch(`${service.url}/objects/${row?.id}`, { headers: getGrant(row?.id ?? '') });
  expect(Buffer.from(await bytes.arrayBuffer()).equals(sound)).toBe(true);
  expect(await offsetOf(path)).toBe(sound.length); // a client that lost the last response
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await service.call(media.tracks.get, user(1), { id: track.id })).id).toBe(track.id);
  await nothingLeft(path);
});

test('a complete upload whose request ended before the track existed becomes one track when its state is read', async () => {
  const path = await begun();
  await patch(path, 0, slice(0));
  const [first] = await service.sql<{ id: number }>('SELECT track_id AS id FROM resumable_uploads');
  await service.sql('UPDATE resumable_uploads SET finished_at = NULL, track_id = NULL');
  expect(await offsetOf(path)).toBe(sound.length);
  expect(await service.sql('SELECT track_id AS id FROM resumable_uploads')).toEqual([first]);
});

test('a piece that breaks off is stored as far as it arrived, and the next one continues there', async () => {
  const path = await begun();
  await new Promise<void>((resolve) => {
    const headers = { ...PIECE, ...resumeGrant(), 'upload-offset': '0', 'content-length': sound.length };
    const line = request(service.url + path, { method: 'PATCH', headers }).on('error', () => resolve());
    line.write(sound.subarray(0, 8_000));
    void eventually('the bytes to arrive', async () => (await readdir(join(service.folder, 'incoming'))).length > 0).then(() =>
      line.destroy(),
    );
  });
  const offset = await offsetOf(path);
  expect(offset).toBe(8_000);
  expect((await patch(path, offset, slice(offset))).status).toBe(204);
  await nothingLeft(path);
});

/** A request that breaks off after its first bytes have arrived. */
async function broken(path: string, offset: number): Promise<void> {
  const headers = { ...PIECE, ...resumeGrant(), 'upload-offset': String(offset), 'content-length': sound.length - offset };
  const line = request(service.url + path, { method: 'PATCH', headers });
  const ended = new Promise<void>((resolve) => line.on('error', () => resolve()));
  line.write(sound.subarray(offset, offset + 50));
  const isOpen = async () => (await service.sql('SELECT 1 FROM upload_locks')).length > 0;
  await eventually('the request to be read', isOpen, { everyMs: 5 });
  line.destroy();
  await ended;
}

test('a hundred requests that break off take no place from the user, and none from another one', async () => {
  const path = await begun();
  for (let breaks = 0; breaks < 100; breaks += 1) await broken(path, await offsetOf(path));
  const isFree = async () => /^veza_media_uploads_running 0$/m.test((await service.main.app.get(Metrics).text()).body);
  await eventually('every place to be free', isFree);
  expect((await patch(path, await offsetOf(path), slice(await offsetOf(path)))).status).toBe(204);
  expect((await create(sound.length, FIELDS, 2)).status).toBe(201);
});

test('a client that resumes while its earlier request still looks open gets the lock', async () => {
  const path = await begun();
  const headers = { ...PIECE, ...resumeGrant(), 'upload-offset': '0', 'content-length': sound.length };
  const stuck = request(service.url + path, { method: 'PATCH', headers }).on('error', () => undefined);
  stuck.write(sound.subarray(0, 8_000));
  await eventually('the lock', async () => (await service.sql('SELECT 1 FROM upload_locks')).length > 0);
  const offset = await offsetOf(path);
  expect((await patch(path, offset, slice(offset))).status).toBe(204);
  stuck.destroy();
});

test('the lock of a killed replica ends with its lease', async () => {
  const path = await begun();
  await service.sql(`INSERT INTO upload_locks VALUES ($1, $2, now() + interval '1 s')`, [path.split('/').at(-1), randomUUID()]);
  expect((await patch(path, 0, slice(0, 5_000))).status).toBe(204);
});

test('a piece that does not match its checksum is 460 and not stored', async () => {
  const path = await begun();
  const sum = (algorithm: string, bytes: Uint8Array) => ({
    'upload-checksum': `${algorithm} ${createHash(algorithm).update(bytes).digest('base64')}`,
  });
  const wrong = await patch(path, 0, slice(0, 5_000), sum('sha1', slice(1, 5_001)));
  expect([wrong.status, await code(wrong)]).toEqual([460, 'CHECKSUM_MISMATCH']);
  expect(await offsetOf(path)).toBe(0);
  await nothingLeft(path);
  expect((await patch(path, 0, slice(0, 5_000), sum('sha256', slice(0, 5_000)))).status).toBe(204);
  const unknown = await patch(path, 5_000, slice(5_000), { 'upload-checksum': 'crc32 AAAA' });
  expect([unknown.status, await code(unknown)]).toEqual([400, 'VALIDATION_FAILED']);
});

test('a wrong offset, a piece beyond the length and a wrong version are rejected', async () => {
  const path = await begun();
  expect((await patch(path, 5, slice(5))).status).toBe(409);
  expect((await patch(path, 0, new Uint8Array(sound.length + 1))).status).toBe(413);
  expect((await patch(path, 0, slice(0), { 'tus-resumable': '0.2.2' })).status).toBe(400);
  expect(await offsetOf(path)).toBe(0);
});

test('a request that is refused before its upload is looked for has the error body of the platform', async () => {
  const path = await begun();
  const unversioned = await fetch(service.url + path, { method: 'HEAD', headers: resumeGrant() });
  expect([unversioned.status, unversioned.headers.get('content-type')]).toEqual([412, 'application/json; charset=utf-8']);
  const created = await fetch(service.url + ROOT, { method: 'POST', headers: { ...resumeGrant(), 'upload-length': '5' } });
  expect([created.status, await code(created)]).toEqual([412, 'PRECONDITION_FAILED']);
  const wrong = ErrorBody.parse(await (await call('POST', ROOT, { 'upload-length': 'x' })).json());
  expect(wrong).toMatchObject({ code: 'VALIDATION_FAILED', details: [{ field: 'upload-length' }] });
  const other = await call('PUT', path);
  expect([other.status, await code(other)]).toEqual([404, 'NOT_FOUND']);
});

test('size, quota, fields and an empty file are rejected before the bytes', async () => {
  const refusal = async (response: Response) => [response.status, await code(response)];
  expect(await refusal(await create(60e6))).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  expect(await refusal(await create(500_000))).toEqual([413, 'QUOTA_EXCEEDED']);
  expect(await refusal(await create(0))).toEqual([400, 'FILE_MISSING']);
  expect(await refusal(await create(10, { title: 'x'.repeat(300), artist: 'y' }))).toEqual([400, 'VALIDATION_FAILED']);
  expect(await service.sql('SELECT 1 FROM resumable_uploads')).toEqual([]);
});

test('an unfinished upload counts against the quota with its whole length, until it is cancelled', async () => {
  const path = await begun(250_000, 7);
  expect((await create(250_000, FIELDS, 7)).status).toBe(413);
  expect((await call('DELETE', path, {}, undefined, 7)).status).toBe(204);
  expect((await call('HEAD', path, {}, undefined, 7)).status).toBe(404);
  expect((await create(250_000, FIELDS, 7)).status).toBe(201);
});

test('content that is no sound is 415 with the first bytes, and the upload is gone', async () => {
  const page = new Uint8Array(Buffer.from(`<!doctype html>${' '.repeat(6_000)}`));
  const path = await begun(10_000);
  const response = await patch(path, 0, page);
  expect([response.status, await code(response)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  expect((await call('HEAD', path)).status).toBe(404);
  await nothingLeft(path);
});

test('another user gets 404, and a request without a grant 401', async () => {
  const path = await begun();
  for (const method of ['HEAD', 'GET', 'DELETE']) expect((await call(method, path, {}, undefined, 2)).status).toBe(404);
  expect((await fetch(service.url + path, { method: 'DELETE', headers: TUS })).status).toBe(401);
  expect(await offsetOf(path)).toBe(0);
});

test('a stalled piece ends with 408 and is stored as far as it arrived', async () => {
  const path = await begun();
  const status = await new Promise((resolve, reject) => {
    const headers = { ...PIECE, ...resumeGrant(), 'upload-offset': '0', 'content-length': sound.length };
    const line = request(service.url + path, { method: 'PATCH', headers }, (response) => resolve(response.statusCode));
    line.on('error', reject).write(sound.subarray(0, 8_000));
  });
  expect([status, await offsetOf(path)]).toEqual([408, 8_000]);
});

test('an upload is erased with the account', async () => {
  await begun(1_000, 9);
  await service.erase(9);
  expect(await service.sql('SELECT owner_id AS owner, metadata FROM resumable_uploads')).toEqual([{ owner: null, metadata: {} }]);
});
