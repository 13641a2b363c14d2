import { expect, test } from '@jest/globals';
import { withArrived } from './album-filler.js';

test('sounds that arrive in any order take the order of their files, around what the person added', () => {
  const upload = (...places: [id: number, at: number][]) => new Map(places);
  expect(withArrived([], upload([5, 2]))).toEqual([5]);
  expect(withArrived([5], upload([5, 2], [9, 0], [7, 1]))).toEqual([9, 7, 5]);
  expect(withArrived([40, 5], upload([5, 1], [6, 3], [4, 0]))).toEqual([40, 4, 5, 6]);
  expect(withArrived([5], upload([5, 2], [9, 0]), new Set([9]))).toEqual([5]);
  expect(withArrived([5, 4], upload([5, 1], [4, 0]))).toEqual([5, 4]);
});
