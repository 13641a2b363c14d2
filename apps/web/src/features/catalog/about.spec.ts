import { expect, test } from '@jest/globals';
import { about } from './about.js';

test.each([
  [0, 0],
  [7, 7],
  [42, 42],
  [1_001, 1_000],
  [86_773, 87_000],
  [1_030_964, 1_000_000],
])('%i is about %i', (count, rounded) => {
  expect(about(count)).toBe(rounded);
});
