import { expect, test } from '@jest/globals';
import { FORMATS, furtherFor, type Format } from './further.js';
import type { Sound } from './sound.js';

const CD: Sound = { codec: 'pcm_s16le', kbits: 1_411, sampleRate: 44_100, channels: 2, depth: 16, estimatedSeconds: 10 };
const of = (sound: Partial<Sound>, formats: readonly Format[] = FORMATS) => furtherFor({ ...CD, ...sound }, formats);
const folders = (sound: Partial<Sound>) => of(sound).map(({ folder }) => folder);

test('a sound without loss is Opus of two rates, and FLAC', () => {
  expect(folders({})).toEqual(['opus-48', 'opus-128', 'flac']);
  expect(folders({ channels: 1, kbits: 705 })).toEqual(['opus-32', 'opus-64', 'flac']);
  expect(of({}, ['flac']).map(({ folder }) => folder)).toEqual(['flac']);
  expect(of({}, [])).toEqual([]);
});

test('Opus is not above the rate of the source', () => {
  expect(folders({ codec: 'mp3', kbits: 320 })).toEqual(['opus-48', 'opus-128']);
  expect(folders({ codec: 'mp3', kbits: 96.4 })).toEqual(['opus-48', 'opus-96']);
  expect(folders({ codec: 'mp3', kbits: 56 })).toEqual(['opus-56']);
  expect(folders({ codec: 'opus', kbits: 24 })).toEqual([]);
});

test.each(['mp3', 'aac', 'vorbis', 'opus', 'pcm_alaw', 'pcm_mulaw', 'adpcm_ms', 'wmav2', 'wmapro', 'speex'])(
  '%s does not become FLAC',
  (codec) => {
    expect(folders({ codec })).toEqual(['opus-48', 'opus-128']);
  },
);

test.each(['pcm_u8', 'pcm_s24be', 'pcm_f32le', 'flac', 'alac', 'wavpack', 'wmalossless'])('%s becomes FLAC', (codec) => {
  expect(folders({ codec })).toContain('flac');
});

test.each<[Partial<Sound>, object]>([
  [{}, { sampleRate: 44_100, sampleFormat: 's16' }],
  [
    { depth: 24, sampleRate: 48_000 },
    { sampleRate: 48_000, sampleFormat: 's32' },
  ],
  [{ sampleRate: 96_000 }, { sampleRate: 48_000, sampleFormat: 's32' }],
  [{ sampleRate: 176_400 }, { sampleRate: 44_100, sampleFormat: 's32' }],
  [{ sampleRate: 8_000 }, { sampleRate: 8_000, sampleFormat: 's16' }],
])('FLAC of %j is bounded', (sound, expected) => {
  expect(of(sound).at(-1)).toMatchObject({ folder: 'flac', ...expected });
});

test('more than two channels do not become FLAC', () => {
  expect(folders({ channels: 6 })).toEqual(['opus-48', 'opus-128']);
});
