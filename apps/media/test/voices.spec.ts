import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ErrorBody, media, StoredObject, SYSTEM } from '@veza/contracts';
import { getGrant, type MediaUnderTest, putGrant, startMedia } from './media-under-test.js';
import { FFPROBE_PATH } from './programs.js';
import { makeFile, makeSilence, makeSound } from './sounds.js';

/** Voice messages: the reply to an upload has what the worker made of it. */
let service: MediaUnderTest;
let folder: string;
beforeAll(async () => {
  service = await startMedia();
  await service.startWorker();
  folder = await mkdtemp(join(tmpdir(), 'veza-voices-'));
});
afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = promisify(execFile);
const post = (body: Buffer<ArrayBuffer>) =>
  fetch(`${service.url}/objects`, {
    method: 'POST',
    body,
    headers: { ...putGrant({ kind: 'voice' }), 'content-type': 'audio/webm' },
  });
const bytesAt = async (path: string) => Buffer.from(await readFile(path));
const stored = async (response: Response) => StoredObject.parse(await response.json());
const download = (id: string, range?: string) =>
  fetch(`${service.url}/objects/${id}`, { headers: { ...getGrant(id), ...(range !== undefined && { range }) } });

test('a recording of a browser becomes M4A without its metadata, and is measured', async () => {
  const source = await bytesAt(await makeSound(folder, 'webm', 2, ['-metadata', 'title=At home']));
  expect(source.includes('At home')).toBe(true);
  const object = await stored(await post(source));
  expect(object).toMatchObject({ type: 'audio/mp4' });
  const { milliseconds = 0, peaks = [] } = object.voice ?? {};
  expect(milliseconds).toBeGreaterThan(1_900);
  expect(milliseconds).toBeLessThan(2_200);
  expect(peaks).toHaveLength(64);
  expect(Math.max(...peaks)).toBeGreaterThan(20);

  const bytes = Buffer.from(await (await download(object.objectId)).arrayBuffer());
  expect(bytes.includes('At home')).toBe(false);
  expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([object.size, object.hash]);
  const part = await download(object.objectId, 'bytes=4-7');
  expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
  const file = join(folder, 'stored.m4a');
  await writeFile(file, bytes);
  const { stdout } = await run(FFPROBE_PATH, [
    '-v',
    'error',
    '-show_entries',
    'stream=codec_name,channels',
    '-of',
    'csv=p=0',
    file,
  ]);
  expect(stdout.trim()).toBe('aac,1');

  const claim = { objectId: object.objectId, ownerRef: 'chat:1' };
  expect(await service.call(media.objects.claim, SYSTEM, claim)).toMatchObject({ voice: { milliseconds }, type: 'audio/mp4' });
});

test('the picture of a film is not kept', async () => {
  const film = await bytesAt(await makeFile(folder, 'film.mp4', '-map 0:a -map 1:v -c:a aac -c:v mpeg4'));
  const object = await stored(await post(film));
  const bytes = Buffer.from(await (await download(object.objectId)).arrayBuffer());
  expect(bytes.includes('vide')).toBe(false);
});

test.each<[string, () => Promise<Buffer<ArrayBuffer>>, string]>([
  [
    'is cut within its first bytes',
    async () => (await bytesAt(await makeSound(folder, 'webm', 1))).subarray(0, 200),
    'cannot be read',
  ],
  [
    'has a head of WebM and then noise',
    async () => Buffer.concat([(await bytesAt(await makeSound(folder, 'webm', 1))).subarray(0, 60), Buffer.alloc(50_000, 0xa7)]),
    'cannot be read',
  ],
  ['is longer than five minutes', () => makeSilence(folder, 310), 'at most 5 minutes'],
  ['is a page', async () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'no recorded sound'],
])('a recording that %s is refused by its field, and nothing stays', async (_, bytes, message) => {
  await service.sql('DELETE FROM objects');
  const response = await post(await bytes());
  const body = ErrorBody.parse(await response.json());
  expect([response.status, body.code, body.details?.[0]?.field]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE', 'file']);
  expect(body.message).toContain(message);
  expect(await service.sql('SELECT id FROM objects')).toEqual([]);
});
