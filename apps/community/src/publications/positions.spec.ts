import { expect, test } from '@jest/globals';
import { placesOf } from './positions.js';

const at = (second: number) => new Date(second * 1_000).toISOString();
const us = (second: number) => second * 1_000_000;

test('things of one moment have places of their own, above all before them', () => {
  expect(placesOf(0, [at(1_000), at(1_000), at(1_001)])).toEqual({
    positions: [us(1_000), us(1_000) + 1, us(1_001)],
    clock: us(1_001),
  });
  expect(placesOf(us(1_002), [at(1_001)])).toEqual({ positions: [us(1_002) + 1], clock: us(1_002) + 1 });
});

test('a thing from long before is put at its time, and moves no clock', () => {
  expect(placesOf(us(10_000), [at(5_000), at(9_999)])).toEqual({ positions: [us(5_000), us(10_000) + 1], clock: us(10_000) + 1 });
});
