import { expect, test } from '@jest/globals';
import { ladderFor, progressiveOf } from './ladder.js';
import { readProbe } from './sound.js';

const probe = (audio: object, format: object = {}, ...more: object[]) =>
  JSON.stringify({
    streams: [{ index: 0, codec_type: 'audio', codec_name: 'x', sample_rate: '44100', channels: 2, ...audio }, ...more],
    format,
  });

test('a missing length follows from size and rate', () => {
  expect(readProbe(probe({ bit_rate: '128000' }), 160_000)).toMatchObject({ estimatedSeconds: 10, kbits: 128 });
});

test('a missing rate follows from size and length', () => {
  expect(readProbe(probe({ duration: '20' }), 1_000_000)).toMatchObject({ estimatedSeconds: 20, kbits: 400 });
  expect(readProbe(probe({}, { duration: '20.0' }), 1_000_000)).toMatchObject({ estimatedSeconds: 20, kbits: 400 });
});

test('a file without audio and invalid output are undefined', () => {
  expect(readProbe(JSON.stringify({ streams: [{ index: 0, codec_type: 'video' }] }), 10)).toBeUndefined();
  expect(readProbe('', 10)).toBeUndefined();
  expect(readProbe('{"streams": 1}', 10)).toBeUndefined();
});

test('a picture is a cover if it is attached, of an allowed kind and of bounded size', () => {
  const cover = { index: 1, codec_type: 'video', codec_name: 'mjpeg', width: 500, height: 500, disposition: { attached_pic: 1 } };
  expect(readProbe(probe({}, {}, cover), 10)?.cover).toBe(1);
  expect(readProbe(probe({}, {}, { ...cover, disposition: { attached_pic: 0 } }), 10)?.cover).toBeUndefined();
  expect(readProbe(probe({}, {}, { ...cover, codec_name: 'gif' }), 10)?.cover).toBeUndefined();
  expect(readProbe(probe({}, {}, { ...cover, width: 30_000, height: 30_000 }), 10)?.cover).toBeUndefined();
});

const sound = (kbits: number, sampleRate = 44_100, channels = 2) => ({ kbits, sampleRate, channels, estimatedSeconds: 10 });
const rates = (...of: Parameters<typeof sound>) => ladderFor(sound(...of)).map(({ kbits }) => kbits);

test('no rendition is above the rate of the source or the limit of the encoder', () => {
  expect(rates(1411)).toEqual([64, 128, 256]);
  expect(rates(192)).toEqual([64, 128]);
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

test('the progressive file is the best rendition up to 128 kbit/s', () => {
  expect(progressiveOf(ladderFor(sound(1411)))?.kbits).toBe(128);
  expect(progressiveOf(ladderFor(sound(100)))?.kbits).toBe(64);
  expect(progressiveOf(ladderFor(sound(40)))?.kbits).toBe(40);
});
