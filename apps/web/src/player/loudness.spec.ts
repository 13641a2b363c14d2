import { expect, test } from '@jest/globals';
import { factorOf, normalisation } from './loudness.js';

test.each([
  ['a loud master is made quieter', -8, 0.5, -6],
  ['a quiet one is made louder as far as its peaks permit', -23, -6, 5],
  ['a quiet one with room is made as loud as the others', -18, -12, 4],
  ['peaks at the ceiling stay below it', -14, 0, -1],
  ['without a known peak nothing is made louder', -23, undefined, 0],
  ['silence stays as it is', undefined, -60, 0],
])('%s', (_name, loudness_lufs, true_peak_dbtp, expected) => {
  expect(normalisation({ loudness_lufs, true_peak_dbtp })).toBeCloseTo(expected, 6);
});

test('a factor of decibels', () => {
  expect([0, -20, 6.0206].map((decibels) => factorOf(decibels).toFixed(3))).toEqual(['1.000', '0.100', '2.000']);
});
