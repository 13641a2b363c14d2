import { expect, test } from '@jest/globals';
import { secondOf } from './second.js';

test.each([
  ['t=83', '', 83],
  ['', '?t=83', 83],
  ['t=12', '?t=83', 12],
  ['', '', 0],
  ['t=-1', '', 0],
  ['t=1e3', '', 0],
  ['t=200', '', 0],
])('#%s and %s begin at second %d of a track of 200', (hash, searchStr, second) => {
  const track = { duration_seconds: 200 } as Parameters<typeof secondOf>[1];
  expect(secondOf({ hash, searchStr }, track)).toBe(second);
});
