// covers: apps/media/src/uploads, apps/media/src/transcode, apps/media/src/bytes
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
import { FFMPEG_PATH } from './programs.js';
import { FORMATS, makeSilentWav, makeSound } from './sounds.js';

/** Both entries as real processes; their signed addresses lead to the byte port. */
let service: MediaUnderTest;
const running: TestProcess[] = [];
let main: TestProcess;
let workshop: string;
let address: string;
const artist = user(1);
const LONG = 300_000;
/** Four segments and a part. */
const SECONDS = 26;

beforeAll(async () => {
  workshop = await mkdtemp(join(tmpdir(), 'veza-sounds-'));
  service = await startMedia();
  address = `http://127.0.0.1:${await freePort()}`;
  const env = { ...service.env, BYTES_PORT: new URL(address).port, PUBLIC_URL: address };
  running.push((main = await startEntry('main', env)));
  running.push(await startEntry('worker', env));
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

/** Plays an address to its end, as a player does; returns the seconds. */
async function play(url: string): Promise<number> {
  const args = ['-v', 'error', '-nostdin', '-progress', 'pipe:1', '-i', url, '-f', 'null', '-'];
  const { stdout } = await promisify(execFile)(FFMPEG_PATH, args);
  return Number(/out_time_us=(\d+)\s[^]*?progress=end/.exec(stdout.slice(stdout.lastIndexOf('out_time_us')))?.[1]) / 1e6;
}

test(
  'a file of 300 MiB is streamed without being held in memory',
  async () => {
    const path = await makeSilentWav(workshop, 1_790); // the bytes matter here, not the sound
    expect((await stat(path)).size).toBeGreaterThan(300 * 1024 ** 2);
    await forgetPeak(main);
    const before = await peakMiB(main);
    const id = await upload(path);
    const after = await peakMiB(main);
    console.log(`Peak memory of media for an upload of 300 MiB: ${before} → ${after} MiB`);
    expect(after - before).toBeLessThan(80);
    await service.call(media.tracks.delete, artist, { id });
  },
  LONG,
);

test.each(Object.keys(FORMATS))(
  '%s of several segments is transcoded, and played to its end by HLS and as one file',
  async (format) => {
    const id = await upload(await makeSound(workshop, format, SECONDS));
    const { durationSeconds } = await untilReady(id);
    expect(Math.abs((durationSeconds ?? 0) - SECONDS)).toBeLessThan(0.5);
    const { url, hlsUrl } = await service.call(media.tracks.stream, artist, { id });
    // The replica in this process signs with its own origin; the signature covers the path only.
    for (const each of [url, hlsUrl])
      expect(Math.abs((await play(address + new URL(each).pathname)) - SECONDS)).toBeLessThan(0.5);
  },
  LONG,
);
