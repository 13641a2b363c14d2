import { expect, test } from '@jest/globals';
import { Slices } from './slices.js';

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const cycle = <T>(slices: Slices<T>, count: number) => Array.from({ length: count }, () => slices.next());

test('a cycle hands out every item once, in slices whose sizes differ by at most one', () => {
  const slices = new Slices(20, () => numbers(205));
  for (const handed of [cycle(slices, 20), cycle(slices, 20)]) {
    expect(handed.flat()).toEqual(numbers(205));
    expect(handed.every(({ length }) => length === 10 || length === 11)).toBe(true);
  }
});

test('with fewer items than slices the rest of the cycle is empty', () => {
  const slices = new Slices(20, () => ['one', 'two']);
  expect(cycle(slices, 20).flat()).toEqual(['one', 'two']);
  expect(slices.next()).toEqual(['one']);
});

test('an item added during a cycle is handed out in the next one', () => {
  const here: string[] = [];
  const slices = new Slices(2, () => here);
  expect(slices.next()).toEqual([]);
  here.push('late');
  expect(slices.next()).toEqual([]);
  expect(slices.next()).toEqual(['late']);
});
