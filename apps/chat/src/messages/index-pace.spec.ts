import { expect, test } from '@jest/globals';
import { pauseAfter } from './index-pace.js';

const MINUTE_MS = 60_000;

/** How much of the time is worked, in per cent. */
const share = (behindMs: number, tookMs = 4): number => Math.round((100 * tookMs) / (tookMs + pauseAfter(tookMs, behindMs)));

test('the index takes a fiftieth of the time, and more only when it is minutes behind', () => {
  expect([0, 1, 2, 5, 10, 100].map((minutes) => share(minutes * MINUTE_MS))).toEqual([2, 2, 5, 14, 30, 30]);
});

test('a database that is slow is left alone for longer, but not for ever', () => {
  expect(pauseAfter(40, 0)).toBeCloseTo(10 * pauseAfter(4, 0), 3);
  expect(pauseAfter(60_000, 0)).toBe(5_000);
});
