import { execFile } from 'node:child_process';
import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media, StoredObject } from '@veza/contracts';
import { eventually, freePort, type TestProcess } from '@veza/testing';
import { type MediaUnderTest, putGrant, startMedia, user } from './media-under-test.js';
import { forgetPeak, peakMiB, startEntry } from './processes.js';
import { FORMATS, makeSound } from './sounds.js';

/** Both entries as real processes; the addresses they give out lead to the byte port itself. */
let service: MediaUnderTest;
const running: TestProcess[] = [];
let main: TestProcess;
let worker: TestProcess;
let workshop: string;
let address: string;
const artist = user(1);
const LONG = 600_000;

beforeAll(async () => {
  workshop = await mkdtemp(join(tmpdir(), 'veza-sounds-'));
  service = await startMedia();
  address = `http://127.0.0.1:${await freePort()}`;
  const env = { ...service.env, BYTES_PORT: new URL(address).port, PUBLIC_URL: address };
  running.push((main = await startEntry('main', env)));
  running.push((worker = await startEntry('worker', env)));
}, LONG);
afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
  await service.stop();
  await rm(workshop, { recursive: true, force: true });
}, LONG);

async function upload(path: string): Promise<number> {
  const body = new FormData();
  body.append('audio', await openAsBlob(path), 'sound');
  const response = await fetch(`${address}/objects`, { method: 'POST', body, headers: putGrant({ maxBytes: 500e6 }) });
  const { objectId } = StoredObject.parse(await response.json());
  return (await service.call(media.tracks.create, artist, { title: 'long', artist: 'x', objectId })).id;
}

const untilReady = (id: number) =>
  eventually(
    `track ${id} to be ready`,
    async () => {
      const track = await service.call(media.tracks.get, artist, { id });
      expect(track.error).toBeNull();
      return track.status === 'ready' && track;
    },
    { ms: LONG, everyMs: 500 },
  );

/** Plays an address to its end, as a listener's player does; answers how many seconds it heard. */
async function play(url: string): Promise<number> {
  const args = ['-v', 'error', '-nostdin', '-progress', 'pipe:1', '-i', url, '-f', 'null', '-'];
  const { stdout } = await promisify(execFile)('ffmpeg', args);
  return Number(/out_time_us=(\d+)\s[^]*?progress=end/.exec(stdout.slice(stdout.lastIndexOf('out_time_us')))?.[1]) / 1e6;
}

test(
  'a file of 300 MiB passes through without being held in memory',
  async () => {
    const path = await makeSound(workshop, 'wav', 1_790);
    expect((await stat(path)).size).toBeGreaterThan(300 * 1024 ** 2);
    for (const each of [main, worker]) await forgetPeak(each);
    const before = [await peakMiB(main), await peakMiB(worker)] as const;
    const id = await upload(path);
    await untilReady(id);
    const after = [await peakMiB(main), await peakMiB(worker)] as const;
    console.log(`Peak memory for 300 MiB: media ${before[0]} → ${after[0]} MiB, worker ${before[1]} → ${after[1]} MiB`);
    expect(after[0] - before[0]).toBeLessThan(80);
    expect(after[1] - before[1]).toBeLessThan(80);
  },
  LONG,
);

test.each(Object.keys(FORMATS))(
  '%s of three minutes is transcoded, and played to its end by HLS and as one file',
  async (format) => {
    const id = await upload(await makeSound(workshop, format, 180));
    const { durationSeconds } = await untilReady(id);
    expect(Math.abs((durationSeconds ?? 0) - 180)).toBeLessThan(0.5);
    const { url, hlsUrl } = await service.call(media.tracks.stream, artist, { id });
    // The other replica, in this process, signs for its own address: the path is what is signed.
    for (const each of [url, hlsUrl]) expect(Math.abs((await play(address + new URL(each).pathname)) - 180)).toBeLessThan(0.5);
  },
  LONG,
);
