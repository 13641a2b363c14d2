import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { FORMATS } from '../src/transcode/further.js';
import { Transcoder } from '../src/transcode/transcoder.js';
import { editOf, heardOf, samplesOf } from './heard-sound.js';
import { namespaces } from './namespaces.js';
import { FFMPEG_PATH, FFPROBE_PATH, PATH } from './programs.js';

jest.setTimeout(60_000);

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'veza-gapless-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const run = promisify(execFile);
const programs = { ffmpeg: FFMPEG_PATH, ffprobe: FFPROBE_PATH, env: { PATH }, isolated: namespaces, rooted: namespaces };
const limits = { processes: 2, maxSeconds: 60, timeoutMs: 30_000, formats: FORMATS };
const LOSSY = ['64', '128', '256', 'opus-48', 'opus-128'];

/** Two sweeping tones over noise, which begin and end in full swing: silence there would hide what is missing. */
async function makeSwing(name: string, hertz: number, seconds: number, args: string): Promise<string> {
  const path = join(root, name);
  const tone = (base: number) => `0.3*cos(2*PI*${base}*t+40*sin(0.7*t))`;
  const graph = `aevalsrc=exprs='${tone(220)}+0.02*random(0)|${tone(330)}+0.02*random(1)':s=${hertz}:d=${seconds}`;
  await run(FFMPEG_PATH, ['-v', 'error', '-y', '-f', 'lavfi', '-i', graph, ...args.split(' '), path]);
  return path;
}

/** Returns the folder of the files of the track. */
async function transcode(source: string): Promise<string> {
  const folder = await mkdtemp(join(root, 'job-'));
  await mkdir(join(folder, 'in'));
  await copyFile(source, join(folder, 'in', 'source'));
  await new Transcoder(programs, limits, folder, new AbortController().signal).run(() => undefined);
  return join(folder, 'out');
}

const AROUND = 64;
const NEAR = 6_000;
/** A jump that is louder than all others nearby by half of them is a click. */
const CLICK = 1.5;

const difference = (heard: Float32Array, source: Float32Array): Float32Array =>
  heard.map((sample, at) => sample - (source[at] ?? 0));

/** The largest step between two samples that follow each other. */
function step(samples: Float32Array, from: number, to: number): number {
  let largest = 0;
  for (let at = Math.max(1, from); at < Math.min(to, samples.length); at += 1)
    largest = Math.max(largest, Math.abs((samples[at] ?? 0) - (samples[at - 1] ?? 0)));
  return largest;
}

/** The mean of the squares, as an amplitude. */
const level = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);

/** How much louder a step of what differs from the source is at a place than near it. */
function clickAt(heard: Float32Array, source: Float32Array, place: number): number {
  const error = difference(heard, source);
  const near = Math.max(step(error, place - NEAR, place - AROUND), step(error, place + AROUND, place + NEAR));
  return step(error, place - AROUND, place + AROUND) / near;
}

function joined(first: Float32Array = new Float32Array(), second: Float32Array = new Float32Array()): Float32Array {
  const all = new Float32Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

test('each rendition is as long as its source to the sample, and joins its segments without a click', async () => {
  const path = await makeSwing('long.wav', 48_000, 20.37, '-c:a pcm_s16le');
  const [source, out] = [await samplesOf(path), await transcode(path)];
  const primings: number[] = [];
  for (const folder of LOSSY) {
    const { samples, borders, seconds, priming } = await heardOf(join(out, folder));
    primings.push(priming);
    expect([folder, samples.length]).toEqual([folder, source.length]);
    expect(seconds).toBeCloseTo(source.length / 48_000, 3);
    expect(borders).toHaveLength(3);
    for (const border of borders) expect(clickAt(samples, source, border)).toBeLessThan(CLICK);
    // The end is the sound, and no silence.
    expect(level(difference(samples, source).subarray(-480))).toBeLessThan(level(source.subarray(-480)) / 4);
  }
  expect(primings).toEqual([1_024, 1_024, 1_024, 312, 312]);
});

test.each([
  ['16 bits at 44.1 kHz', 44_100, '-c:a pcm_s16le'],
  ['24 bits of one channel at 48 kHz', 48_000, '-ac 1 -c:a pcm_s24le'],
  ['8 bits at 22.05 kHz', 22_050, '-c:a pcm_u8'],
])('FLAC of a source of %s has its samples', async (_name, hertz, args) => {
  const path = await makeSwing(`${hertz}.wav`, hertz, 13.7013, args);
  const { samples, borders, priming, sampleRate } = await heardOf(join(await transcode(path), 'flac'));
  expect([priming, sampleRate, borders.length]).toEqual([0, hertz, 2]);
  const source = await samplesOf(path);
  expect(samples.length).toBe(source.length);
  expect(samples.findIndex((sample, at) => sample !== source[at])).toBe(-1);
});

test('two tracks that were one sound join without a click, and without a sample more or less', async () => {
  const path = await makeSwing('album.wav', 48_000, 12.9, '-c:a pcm_s16le');
  const source = await samplesOf(path);
  const cut = 307_859; // within a frame of each codec
  const tracks = await Promise.all(
    [`end_sample=${cut}`, `start_sample=${cut}`].map(async (range, at) => {
      const part = join(root, `album-${at}.wav`);
      await run(FFMPEG_PATH, ['-v', 'error', '-y', '-i', path, '-af', `atrim=${range}`, part]);
      return transcode(part);
    }),
  );
  for (const folder of [...LOSSY, 'flac']) {
    const [first, second] = await Promise.all(tracks.map((out) => heardOf(join(out, folder))));
    const album = joined(first?.samples, second?.samples);
    expect([folder, first?.samples.length, album.length]).toEqual([folder, cut, source.length]);
    if (folder === 'flac') expect(album.findIndex((sample, at) => sample !== source[at])).toBe(-1);
    else expect(clickAt(album, source, cut)).toBeLessThan(CLICK);
  }
  // Whole milliseconds, rounded up: the clock of MP4 that older versions of ffmpeg write.
  const { priming, seconds } = await editOf(join(tracks[0] ?? '', 'audio.m4a'));
  expect([priming, seconds]).toEqual([1_024, Math.ceil(cut / 48) / 1_000]);
});

test.each([
  ['AAC in MP4', 'a.m4a', '-c:a aac -b:a 192k'],
  ['Opus in Ogg', 'a.ogg', '-c:a libopus -b:a 128k'],
])('a source of %s, which has samples before its sound itself, keeps its length', async (_name, name, args) => {
  const out = await transcode(await makeSwing(name, 48_000, 7.003, args));
  const wanted = Math.round(7.003 * 48_000);
  for (const folder of ['64', 'opus-48'])
    expect([folder, (await heardOf(join(out, folder))).samples.length]).toEqual([folder, wanted]);
});

test('a click, and a border with lost samples, are seen', async () => {
  const path = await makeSwing('seen.wav', 48_000, 7, '-c:a pcm_s16le');
  const source = await samplesOf(path);
  const { samples, borders } = await heardOf(join(await transcode(path), '256'));
  const [border = 0] = borders;
  expect(clickAt(samples, source, border)).toBeLessThan(CLICK);
  const silent = samples.slice().fill(0, border - 32, border);
  expect(clickAt(silent, source, border)).toBeGreaterThan(CLICK);
  const lost = joined(samples.subarray(0, border - 24), samples.subarray(border));
  expect(level(difference(lost, source).subarray(border, border + 4_800))).toBeGreaterThan(
    4 * level(difference(samples, source).subarray(border, border + 4_800)),
  );
});
