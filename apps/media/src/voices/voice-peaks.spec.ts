import { expect, test } from '@jest/globals';
import { voicePeaks } from './voice-peaks.js';

test('a part has the largest level in it, up or down', () => {
  const data = Array.from({ length: 128 }, (_, at) => (at === 0 ? [-128, 0] : at === 127 ? [-1, 64] : [0, 0])).flat();
  const peaks = voicePeaks({ data, length: 128 });
  expect(peaks).toHaveLength(64);
  expect([peaks[0], peaks[1], peaks[63]]).toEqual([100, 0, 50]);
});

test('a sound shorter than the bars has one for each of its pixels', () => {
  expect(voicePeaks({ data: [-127, 127, 0, 13], length: 2 })).toEqual([100, 10]);
  expect(voicePeaks({ data: [], length: 0 })).toEqual([]);
});
