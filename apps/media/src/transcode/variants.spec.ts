import { expect, test } from '@jest/globals';
import { masterPlaylist } from './master-playlist.js';
import { offered } from './variants.js';

const ladder = [64, 128, 256].map((kbits) => ({ kbits, sampleRate: 44_100, channels: 2 }));
const variants = (...means: number[]) =>
  means.map((averageBits, at) => ({ kbits: ladder[at]?.kbits ?? 0, peakBits: averageBits, averageBits }));
const rates = (...means: number[]) => offered(ladder, variants(...means)).map(({ kbits }) => kbits);

test('a top step that is no better than the one below is left out, the two lowest never', () => {
  expect(rates(64_000, 128_000, 256_000)).toEqual([64, 128, 256]);
  expect(rates(64_000, 128_000, 140_000)).toEqual([64, 128]);
  expect(rates(64_000, 64_500, 65_000)).toEqual([64, 128]);
});

test('the peak rate of a sound below a second is not below its mean', () => {
  const playlist = masterPlaylist([{ kbits: 64, peakBits: 0, averageBits: 159_840 }]);
  expect(playlist).toContain('BANDWIDTH=159840,AVERAGE-BANDWIDTH=159840');
});
