import { expect, test } from '@jest/globals';
import { measurePatience, patienceOf } from '../patience.mjs';

test.each([
  [0.7, 3],
  [1, 3],
  [1.66, 5],
  [2.8, 8.4],
  [40, 15],
])('on a machine that is %d times as slow as a quiet one, limits are %d times as long', (factor, patience) => {
  expect(patienceOf(factor)).toBe(patience);
});

test('the patience of this machine is measured', () => {
  expect(measurePatience()).toBeGreaterThanOrEqual(3);
  expect(measurePatience()).toBeLessThanOrEqual(15);
});
