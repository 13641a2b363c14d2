import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AppLogger } from '@veza/platform';
import { Encoders } from '../src/transcode/encoders.js';
import type { Format } from '../src/transcode/further.js';
import { Transcoder } from '../src/transcode/transcoder.js';
import { FFMPEG_PATH, FFPROBE_PATH, PATH } from './programs.js';
import { makeSound } from './sounds.js';

let root: string;
let without: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'veza-encoders-'));
  without = join(root, 'ffmpeg');
  // As a build without libopus behaves.
  const script = [
    '#!/bin/sh',
    'for word in "$@"; do [ "$word" = libopus ] && echo "Unknown encoder \'libopus\'" >&2 && exit 1; done',
    `case "$*" in *-encoders*) "${FFMPEG_PATH}" "$@" | grep -v libopus ;; *) exec "${FFMPEG_PATH}" "$@" ;; esac`,
  ];
  await writeFile(without, `${script.join('\n')}\n`, { mode: 0o755 });
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function formatsOf(program: string, wanted: 'all' | Format | 'none' = 'all'): Promise<readonly Format[]> {
  const config = { FFMPEG_PATH: program, MEDIA_DATA_DIR: root, PATH, LD_LIBRARY_PATH: undefined, TRANSCODE_FORMATS: wanted };
  const encoders = new Encoders(config, new AppLogger({ service: 'media', replica: 'test', level: 'silent' }));
  await encoders.onModuleInit();
  return encoders.formats;
}

async function transcode(source: string, ffmpeg: string, formats?: readonly Format[]) {
  const folder = await mkdtemp(join(root, 'job-'));
  await mkdir(join(folder, 'in'));
  await copyFile(source, join(folder, 'in', 'source'));
  const programs = { ffmpeg, ffprobe: FFPROBE_PATH, env: { PATH }, isolated: false, rooted: false };
  const limits = { processes: 2, maxSeconds: 60, timeoutMs: 15_000, formats };
  const facts = await new Transcoder(programs, limits, folder, new AbortController().signal).run(() => undefined);
  const out = join(folder, 'out');
  return { facts, master: await readFile(join(out, 'master.m3u8'), 'utf8'), names: await readdir(out) };
}

test('what ffmpeg has an encoder for is made, if it is wanted', async () => {
  expect(await formatsOf(FFMPEG_PATH)).toEqual(['opus', 'flac']);
  expect(await formatsOf(FFMPEG_PATH, 'flac')).toEqual(['flac']);
  expect(await formatsOf(FFMPEG_PATH, 'none')).toEqual([]);
  expect(await formatsOf(without)).toEqual(['flac']);
  expect(await formatsOf(join(root, 'no-such-ffmpeg'))).toEqual([]);
});

test('without an encoder a track is ready without its format', async () => {
  const { facts, master, names } = await transcode(await makeSound(root, 'wav', 2), without, await formatsOf(without));
  expect(facts).toMatchObject({ bitrates: [64, 128, 256], further: ['flac'], unmade: undefined });
  expect(master.match(/CODECS="(?!mp4a)\w+"/g)).toEqual(['CODECS="fLaC"']);
  expect(names).toEqual(expect.arrayContaining(['flac', 'audio.m4a']));
});

test('an encoder that gives up costs the other formats, and not the track', async () => {
  const { facts, master, names } = await transcode(await makeSound(root, 'wav', 2), without, ['opus', 'flac']);
  expect(facts).toMatchObject({ bitrates: [64, 128, 256], further: [] });
  expect(facts.unmade).toMatchObject({ name: 'ProgramFailed', stderr: expect.stringContaining('libopus') });
  expect(master).not.toMatch(/Opus|fLaC/);
  expect(names).not.toEqual(expect.arrayContaining([expect.stringMatching(/opus|flac/)]));
});

test('an MP3 becomes Opus, and no FLAC', async () => {
  const formats: readonly Format[] = ['opus', 'flac'];
  const mp3 = await transcode(await makeSound(root, 'mp3', 2), FFMPEG_PATH, formats);
  expect(mp3.facts.further).toEqual(['opus-48', 'opus-128']);
});
