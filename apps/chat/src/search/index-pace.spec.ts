import { expect, test } from '@jest/globals';
import { pageAfter, pauseAfter } from './index-pace.js';

const MINUTE_MS = 60_000;

/** How much of the time is worked, in per cent. */
const share = (behindMs: number, quietMs = 0, tookMs = 4): number =>
  Math.round((100 * tookMs) / (tookMs + pauseAfter(tookMs, { behindMs, quietMs })));

test('while somebody sends, the index takes a fiftieth of the time, and more only when it is minutes behind', () => {
  expect([0, 1, 2, 5, 10, 100].map((minutes) => share(minutes * MINUTE_MS))).toEqual([2, 2, 5, 14, 30, 30]);
});

test('when nobody has sent for a second, it takes a tenth, in larger pages', () => {
  expect([0, 1, 2, 5, 10].map((minutes) => share(minutes * MINUTE_MS, 1_000))).toEqual([10, 10, 10, 14, 30]);
  expect(pageAfter(undefined)).toBe(30);
  expect([0, 999, 1_000].map((quietMs) => pageAfter({ behindMs: 0, quietMs }))).toEqual([30, 30, 100]);
});

test('a database that is slow is left alone for longer, but not for ever', () => {
  const lag = { behindMs: 0, quietMs: 0 };
  expect(pauseAfter(40, lag)).toBeCloseTo(10 * pauseAfter(4, lag), 3);
  expect(pauseAfter(60_000, lag)).toBe(5_000);
});
