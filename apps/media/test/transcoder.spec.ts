import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ProgramFailed } from '../src/transcode/run-program.js';
import { UnsupportedAudio } from '../src/transcode/faults.js';
import { Transcoder } from '../src/transcode/transcoder.js';
import { namespaces } from './namespaces.js';
import { FFMPEG_PATH, FFPROBE_PATH, PATH } from './programs.js';
import { FORMATS, makeFile, makeFrom, makeSound, makeSoundWithCover } from './sounds.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'veza-transcoder-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const programs = { ffmpeg: FFMPEG_PATH, ffprobe: FFPROBE_PATH, env: { PATH }, isolated: namespaces, rooted: namespaces };
const limits = { processes: 2, maxSeconds: 60, timeoutMs: 15_000 };

async function transcode(
  source: string,
  { signal = new AbortController().signal, ...changed }: Partial<typeof limits> & { signal?: AbortSignal } = {},
) {
  const folder = await mkdtemp(join(root, 'job-'));
  await mkdir(join(folder, 'in'));
  await copyFile(source, join(folder, 'in', 'source'));
  const progress: number[] = [];
  const facts = await new Transcoder(programs, { ...limits, ...changed }, folder, signal).run((percent) =>
    progress.push(percent),
  );
  return { facts, progress, out: join(folder, 'out') };
}

test.each(Object.keys(FORMATS))('%s becomes HLS, one file, a waveform and a loudness', async (format) => {
  const { facts, progress, out } = await transcode(await makeSound(root, format, 3));
  expect(facts.durationSeconds).toBeGreaterThan(2.9);
  expect(facts.durationSeconds).toBeLessThan(3.2);
  expect(facts.loudnessLufs).toBeGreaterThan(-40);
  expect(facts.loudnessLufs).toBeLessThan(0);
  expect(facts.truePeakDbtp).toBeGreaterThan(-20);
  expect(facts.bitrates.length).toBeGreaterThanOrEqual(1);
  expect(progress.at(-1)).toBeGreaterThan(50);
  const master = await readFile(join(out, 'master.m3u8'), 'utf8');
  for (const kbits of facts.bitrates) {
    expect(master).toContain(`${kbits}/index.m3u8`);
    expect(await readdir(join(out, String(kbits)))).toEqual(expect.arrayContaining(['index.m3u8', 'init.mp4', 's00000.m4s']));
  }
  expect((await readFile(join(out, 'audio.m4a'))).toString('latin1', 4, 8)).toBe('ftyp');
  // The index is at the start: a player begins before it has the end.
  expect((await readFile(join(out, 'audio.m4a'))).subarray(0, 200).toString('latin1')).toContain('moov');
});

test('a lossless source gets all renditions, a source of 160 kbit/s its own rate and none above', async () => {
  expect((await transcode(await makeSound(root, 'wav', 1))).facts.bitrates).toEqual([64, 128, 256]);
  expect((await transcode(await makeSound(root, 'mp3', 1))).facts.bitrates).toEqual([64, 128, 160]);
});

test.each<[string, string, string]>([
  ['a film', 'film.mp4', '-map 0 -map 1 -c:a aac -c:v mpeg4'],
  ['a film in WebM', 'film.webm', '-map 0 -map 1 -c:a libopus -c:v libvpx'],
  ['an MP3 with a picture of another kind', 'bmp.mp3', '-map 0 -map 1 -frames:v 1 -c:v bmp -disposition:v attached_pic'],
  ['a second sound of another kind', 'two.mka', '-map 0 -map 0 -c:a:0 flac -c:a:1 ac3'],
])('%s becomes a track of its first sound', async (_name, name, args) => {
  const { facts } = await transcode(await makeFile(root, name, args));
  expect(facts.durationSeconds).toBeCloseTo(1, 0);
  expect(facts.hasCover).toBe(false);
});

test.each(['flac', 'aac'])('%s behind a long tag becomes a track', async (format) => {
  const tag = Buffer.alloc(10 + 9_000);
  tag.write('ID3\x04\0\0\0\0\x46\x28', 'latin1'); // 70 × 128 + 40 bytes
  const path = join(root, `tagged.${format}`);
  await writeFile(path, Buffer.concat([tag, await readFile(await makeSound(root, format, 1))]));
  expect((await transcode(path)).facts.durationSeconds).toBeCloseTo(1, 0);
});

test('HLS is as long as the sound, without the samples of the encoder before it and without a tiny end', async () => {
  const { facts, out } = await transcode(await makeFile(root, 'sine.wav', '-map 0 -af apad=whole_dur=12.01'));
  const lengths = (await readFile(join(out, '64', 'index.m3u8'), 'utf8')).match(/(?<=#EXTINF:)[\d.]+/g)?.map(Number) ?? [];
  expect(lengths.reduce((sum, each) => sum + each, 0)).toBeCloseTo(facts.durationSeconds, 3);
  expect(facts.durationSeconds).toBeCloseTo(12.01, 3);
  expect(lengths).toHaveLength(2);
  const init = await readFile(join(out, '64', 'init.mp4'));
  expect(init.readInt32BE(init.indexOf('elst') + 16)).toBe(1_024);
});

test.each([
  ['a high tone', 'sine=f=10000:r=48000,volume=15dB'],
  ['two channels in opposite phase', 'aevalsrc=0.7*sin(2*PI*440*t)|-0.7*sin(2*PI*440*t):s=44100'],
  ['a loud stereo master', 'aevalsrc=0.9*sin(2*PI*110*t)|0.8*sin(2*PI*3000*t):s=44100'],
])('the waveform of %s is as high as its samples', async (_name, graph) => {
  const { facts, out } = await transcode(await makeFrom(root, `${graph.length}.wav`, graph));
  const { data } = z.object({ data: z.array(z.int()) }).parse(JSON.parse(await readFile(join(out, 'waveform.json'), 'utf8')));
  const decibels = 20 * Math.log10(-Math.min(...data) / 128);
  expect(decibels).toBeGreaterThan(-5);
  // A tone that begins at once has a true peak between its first samples, almost a decibel above all of them.
  expect(Math.abs(decibels - (facts.truePeakDbtp ?? 0))).toBeLessThan(1);
});

test('the tags of a file are read', async () => {
  const tags = '-metadata title=Gymnopedie -metadata artist=Satie -metadata track=2/3 -metadata date=1888-04';
  for (const [name, args] of [
    ['t.mp3', '-map 0'],
    ['t.ogg', '-map 0 -c:a libvorbis'],
  ] as const)
    expect((await transcode(await makeFile(root, name, `${args} ${tags}`))).facts.tags).toMatchObject({
      title: 'Gymnopedie',
      artist: 'Satie',
      trackNumber: 2,
      year: 1888,
    });
});

test.each([
  ['no numbers', '0*t/0'],
  ['infinite', '(t+1)/0'],
  ['a thousand million millions', '1e15*sin(440*t)'],
])('a WAV whose samples are %s is unreadable, and no fault of ours', async (name, samples) => {
  const path = await makeFrom(root, `${name}.wav`, `aevalsrc=${samples}:s=44100`, 'pcm_f32le');
  await expect(transcode(path)).rejects.toMatchObject({ name: 'UnsupportedAudio', fault: 'UNREADABLE' });
});

test('ALAC in CAF, whose table of packets follows the sound, becomes a track', async () => {
  expect((await transcode(await makeFile(root, 'alac.caf', '-map 0 -c:a alac'))).facts.durationSeconds).toBeCloseTo(1, 0);
});

test('FLAC in MP4 becomes a track', async () => {
  const { facts } = await transcode(await makeFile(root, 'flac.mp4', '-map 0 -c:a flac -strict -2'));
  expect(facts.durationSeconds).toBeCloseTo(1, 0);
});

test('a sound with a codec that is not listed is unreadable', async () => {
  const source = await makeFile(root, 'other.mka', '-map 0 -c:a ac3');
  await expect(transcode(source)).rejects.toMatchObject({ fault: 'UNREADABLE' });
});

test('a FLAC of unknown length is too long when its sound is', async () => {
  const source = await makeSound(root, 'flac', 4);
  const bytes = await readFile(source);
  bytes[21] = (bytes[21] ?? 0) & 0xf0; // the number of samples in STREAMINFO: 36 bits, 0 for unknown
  bytes.fill(0, 22, 26);
  await writeFile(join(root, 'unknown.flac'), bytes);
  await expect(transcode(join(root, 'unknown.flac'), { maxSeconds: 1 })).rejects.toMatchObject({ fault: 'TOO_LONG' });
});

test('the embedded picture becomes a cover of bounded size', async () => {
  const { facts, out } = await transcode(await makeSoundWithCover(root, 1));
  expect(facts.hasCover).toBe(true);
  const cover = await readFile(join(out, 'cover.jpg'));
  expect(cover.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  expect(cover.length).toBeLessThan(100_000);
});

test.each<[string, string, string]>([
  ['a playlist', 'list.mp3', '#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n'],
  ['a playlist behind a tag', 'tag.mp3', 'ID3\x03\0\0\0\0\0\0#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1/\n#EXT-X-ENDLIST\n'],
  ['a script for the concat demuxer', 'concat.wav', "ffconcat version 1.0\nfile '/etc/passwd'\n"],
  [
    'a WAV without samples',
    'empty.wav',
    'RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x22\x56\0\0\x44\xac\0\0\x02\0\x10\0data\0\0\0\0',
  ],
  [
    'a WavPack header before a playlist',
    'wavpack.wv',
    `wvpk\xae\x4e\0\0\x10\x04\0\0\x88\x58\x01${'\0'.repeat(5)}\x44\xac\0\0\x05\x18\xbc\x04\x7a\xeb\x59\xb5#EXTM3U\nfile:///etc/passwd\n`,
  ],
  ['the first bytes of an M4A', 'cut.m4a', '\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0'],
])('%s is refused as unreadable, for good', async (_name, file, content) => {
  const path = join(root, file);
  await writeFile(path, content, 'latin1');
  await expect(transcode(path)).rejects.toMatchObject({ name: 'UnsupportedAudio', fault: 'UNREADABLE' });
});

test('a truncated M4A is unreadable, a truncated WAV is as long as its remaining samples', async () => {
  const m4a = await makeSound(root, 'm4a', 3);
  await copyFile(m4a, join(root, 'short.m4a'));
  await truncate(join(root, 'short.m4a'), Math.floor((await stat(m4a)).size / 2));
  await expect(transcode(join(root, 'short.m4a'))).rejects.toBeInstanceOf(UnsupportedAudio);
  const wav = await makeSound(root, 'wav', 3);
  await copyFile(wav, join(root, 'short.wav'));
  await truncate(join(root, 'short.wav'), Math.floor((await stat(wav)).size / 2));
  expect((await transcode(join(root, 'short.wav'))).facts.durationSeconds).toBeCloseTo(1.5, 1);
});

test('a source above the length limit is rejected before encoding', async () => {
  const source = await makeSound(root, 'wav', 3);
  await expect(transcode(source, { maxSeconds: 2 })).rejects.toMatchObject({ fault: 'TOO_LONG' });
});

test('an abort kills the running programs, and the time limit is its own fault', async () => {
  const source = await makeSound(root, 'wav', 30);
  const abort = new AbortController();
  const running = transcode(source, { signal: abort.signal });
  setImmediate(() => abort.abort());
  await expect(running).rejects.toMatchObject({ name: expect.stringMatching(/ProgramFailed|UnsupportedAudio/) });
  await expect(running).rejects.toBeInstanceOf(ProgramFailed);
  await expect(transcode(source, { timeoutMs: 120, processes: 1 })).rejects.toMatchObject({ fault: 'TIMED_OUT' });
});
