import { expect, test } from '@jest/globals';
import { ladderFor, progressiveOf } from './ladder.js';
import { readProbe } from './sound.js';
import { readTags } from '../tracks/sound-tags.js';

const probe = (audio: object, format: object = {}, ...more: object[]) => ({
  streams: [{ index: 0, codec_type: 'audio', codec_name: 'mp3', sample_rate: '44100', channels: 2, ...audio }, ...more],
  format,
});

test('a missing length follows from size and rate', () => {
  expect(readProbe(probe({ bit_rate: '128000' }), 160_000, 'mp3')).toMatchObject({ estimatedSeconds: 10, kbits: 128 });
});

test('a missing rate follows from size and length', () => {
  expect(readProbe(probe({ duration: '20' }), 1_000_000, 'mp3')).toMatchObject({ estimatedSeconds: 20, kbits: 400 });
  expect(readProbe(probe({}, { duration: '20.0' }), 1_000_000, 'mp3')).toMatchObject({ estimatedSeconds: 20, kbits: 400 });
});

test('a file without audio and invalid output are undefined', () => {
  expect(readProbe({ streams: [{ index: 0, codec_type: 'video' }] }, 10, 'mp3')).toBeUndefined();
  expect(readProbe(undefined, 10, 'mp3')).toBeUndefined();
  expect(readProbe({ streams: 1 }, 10, 'mp3')).toBeUndefined();
});

test.each<[string, object]>([
  ['more than 8 channels', { channels: 255 }],
  ['a rate of 1 Hz', { sample_rate: '1' }],
  ['a codec without a listed decoder', { codec_name: 'eac3' }],
  ['no codec', { codec_name: 'none' }],
])('a file with %s is undefined', (_name, audio) => {
  expect(readProbe(probe(audio), 10, 'mp3')).toBeUndefined();
});

test('a file with 200 covers is read', () => {
  const covers = Array.from({ length: 200 }, (_, at) => ({ index: at + 1, codec_type: 'video' }));
  expect(readProbe(probe({}, {}, ...covers), 10, 'mp3')).toMatchObject({ channels: 2 });
});

test('a picture is a cover if it is attached, of an allowed kind and of bounded size', () => {
  const cover = { index: 1, codec_type: 'video', codec_name: 'mjpeg', width: 500, height: 500, disposition: { attached_pic: 1 } };
  expect(readProbe(probe({}, {}, cover), 10, 'mp3')?.cover).toBe(1);
  expect(readProbe(probe({}, {}, { ...cover, disposition: { attached_pic: 0 } }), 10, 'mp3')?.cover).toBeUndefined();
  expect(readProbe(probe({}, {}, { ...cover, codec_name: 'gif' }), 10, 'mp3')?.cover).toBeUndefined();
  expect(readProbe(probe({}, {}, { ...cover, width: 30_000, height: 30_000 }), 10, 'mp3')?.cover).toBeUndefined();
});

const sound = (kbits: number, sampleRate = 44_100, channels = 2) => ({
  codec: 'mp3',
  kbits,
  sampleRate,
  channels,
  depth: 16 as const,
  estimatedSeconds: 10,
});
const rates = (...of: Parameters<typeof sound>) => ladderFor(sound(...of)).map(({ kbits }) => kbits);

test('no rendition is above the rate of the source or the limit of the encoder', () => {
  expect(rates(1411)).toEqual([64, 128, 256]);
  expect(rates(192)).toEqual([64, 128, 192]);
  expect(rates(127)).toEqual([64, 127]);
  expect(rates(96)).toEqual([64, 96]);
  expect(rates(320)).toEqual([64, 128, 256]);
  expect(rates(140)).toEqual([64, 140]);
  expect(rates(72)).toEqual([72]);
  expect(rates(128)).toEqual([64, 128]);
  expect(rates(48)).toEqual([48]);
  expect(rates(3)).toEqual([24]);
  expect(rates(352, 22_050, 1)).toEqual([64, 128]);
  expect(rates(128, 8_000, 1)).toEqual([48]);
});

test('an unknown source rate still gives renditions', () => {
  expect(rates(0)).toEqual([64, 128, 256]);
});

test('unusual sampling rates and many channels become common ones', () => {
  expect(ladderFor(sound(4_000, 96_000, 6))[0]).toMatchObject({ sampleRate: 48_000, channels: 2 });
  expect(ladderFor(sound(1_000, 37_800, 1))[0]).toMatchObject({ sampleRate: 32_000, channels: 1 });
});

test('the progressive file is the best rendition up to about 128 kbit/s', () => {
  expect(progressiveOf(ladderFor(sound(1411)))?.kbits).toBe(128);
  expect(progressiveOf(ladderFor(sound(192)))?.kbits).toBe(128);
  expect(progressiveOf(ladderFor(sound(100)))?.kbits).toBe(100);
  expect(progressiveOf(ladderFor(sound(140)))?.kbits).toBe(140);
  expect(progressiveOf(ladderFor(sound(40)))?.kbits).toBe(40);
});

test('tags are read in any spelling, cut to the length of their field, and without control characters', () => {
  const tags = { TITLE: ' Gnossienne\u202e\n 1 ', Artist: 'x'.repeat(300), album: '\0', track: '03/12', DATE: '1893-05-02' };
  expect(readTags(probe({ tags: { genre: 'Piano', title: 'not this one' } }, { tags }))).toEqual({
    title: 'Gnossienne 1',
    artist: 'x'.repeat(200),
    genre: 'Piano',
    trackNumber: 3,
    year: 1893,
  });
  expect(readTags(probe({}, { tags: { track: 'A1', date: 'lost', genre: '\ud83c'.repeat(80) } }))).toEqual({});
  expect(readTags(undefined)).toEqual({});
});

test('AAC in MP4 ends where its edit list says, unless that is far from its last packet', () => {
  const endOf = (nb_frames: string, duration: string, codec_name = 'aac', demuxer: 'mov' | 'matroska' = 'mov') =>
    readProbe(probe({ codec_name, sample_rate: '48000', nb_frames, duration }), 1_000, demuxer)?.endSeconds;
  expect(endOf('330', '7.003000')).toBe(7.003);
  expect(endOf('330', '7.040000')).toBeUndefined(); // all of the packets
  expect(endOf('330', '6.500000')).toBeUndefined();
  expect(endOf('330', '7.500000')).toBeUndefined();
  expect(endOf('330', 'N/A')).toBeUndefined();
  expect(endOf('330', '7.003000', 'alac')).toBeUndefined();
  expect(endOf('330', '7.003000', 'aac', 'matroska')).toBeUndefined();
});
