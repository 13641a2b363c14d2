// covers: apps/media/src/transcode, apps/media/src/uploads, apps/media/src/outside-pictures
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media, StoredObject } from '@veza/contracts';
import { eventually, type TestProcess } from '@veza/testing';
import { type End, type HostileFile, type Sounds } from './hostile/hostile-file.js';
import { hostileFiles } from './hostile/hostile-files.js';
import { form, type MediaUnderTest, putGrant, startMedia, user } from './media-under-test.js';
import { peakMiB, startEntry } from './processes.js';
import { makeSound } from './sounds.js';

/** No file is worked on for longer; a busy machine takes its share. */
const LIMIT_MS = 90_000;
const AT_ONCE = 4;
const WORKER_MIB = 300;
const SECRET = 'the-content-of-a-file-outside-of-the-store';
/** Types that no browser runs. */
const HARMLESS = /^(audio|image|video|text\/plain|application\/(zip|gzip|pdf|octet-stream))/;

let service: MediaUnderTest;
let worker: TestProcess;
let files: HostileFile[];
let asked = 0;
const canary = createServer((_, response) => {
  asked += 1;
  response.end('bait');
});

beforeAll(async () => {
  service = await startMedia();
  worker = await startEntry('worker', service.env);
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  const { port } = canary.address() as AddressInfo;
  const path = join(service.folder, 'secret.txt');
  await writeFile(path, SECRET);
  const sound = async (format: string) => readFile(await makeSound(service.folder, format, 2));
  const sounds: Sounds = {
    wav: await sound('wav'),
    mp3: await sound('mp3'),
    flac: await sound('flac'),
    m4a: await sound('m4a'),
    ogg: await sound('ogg'),
    opus: await sound('opus'),
    webm: await sound('webm'),
    aac: await sound('aac'),
    aiff: await sound('aiff'),
    caf: await sound('caf'),
    w64: await sound('w64'),
    wv: await sound('wv'),
    wma: await sound('wma'),
    au: await sound('au'),
  };
  files = hostileFiles(sounds, { url: `http://127.0.0.1:${port}`, path });
});
afterAll(async () => {
  canary.close();
  await worker?.stop();
  await service?.stop();
});

/** Uploads a file and, for a track, waits for the end of its transcoding. */
async function endOf({ bytes, filename, place }: HostileFile, userId: number): Promise<End | string> {
  const response = await fetch(`${service.url}/objects`, {
    method: 'POST',
    body: form(Buffer.from(bytes), { name: filename, field: place === 'track' ? 'audio' : 'file' }),
    headers: putGrant({ userId, kind: place }),
  });
  const body: unknown = await response.json();
  if ([400, 413, 415].includes(response.status)) return 'refused';
  if (!response.ok) return `${response.status} ${JSON.stringify(body)}`;
  const { objectId, type } = StoredObject.parse(body);
  if (!HARMLESS.test(type)) return `stored as ${type}`;
  if (place !== 'track') return 'stored';
  const uploader = user(userId);
  const { id } = await service.call(media.tracks.create, uploader, { title: 'Hostile', artist: 'Nobody', objectId });
  const done = await eventually(
    `track ${id} to end`,
    async () => {
      const track = await service.call(media.tracks.get, uploader, { id });
      return track.status !== 'processing' && track;
    },
    { ms: LIMIT_MS, everyMs: 100 },
  );
  return done.error ?? done.status;
}

test('more than a hundred kinds of hostile files end as expected, and nothing else happens', async () => {
  expect(files.length).toBeGreaterThanOrEqual(100);
  expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
  const ends = new Map<string, number>();
  const surprises: string[] = [];
  const waiting = files.entries();
  const lane = async () => {
    for (const [index, file] of waiting) {
      const end = await endOf(file, 100 + index).catch((error: unknown) => String(error));
      ends.set(end, (ends.get(end) ?? 0) + 1);
      if (end !== file.end) surprises.push(`${file.name}: ${end}, expected ${file.end}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  console.log(
    `${files.length} files: ${[...ends].map(([end, count]) => `${count} × ${end}`).join(', ')}; worker at most ${await peakMiB(worker)} MiB`,
  );

  expect(surprises).toEqual([]);
  expect(asked).toBe(0);
  expect(await peakMiB(worker)).toBeLessThan(WORKER_MIB);
  expect(worker.running).toBe(true);
  for (const folder of ['incoming', 'work'])
    expect([folder, await readdir(join(service.folder, folder)).catch(() => [])]).toEqual([folder, []]);
  expect(await holding(service.folder, SECRET)).toEqual([]);
}, 900_000);

/** Files of the store that hold a text, other than the bait and what was uploaded as text. */
async function holding(folder: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'secret.txt') continue;
    const path = join(entry.parentPath, entry.name);
    if ((await readFile(path)).includes(text)) found.push(path);
  }
  return found;
}
