import { expect, test } from '@jest/globals';
import { Slices } from './slices.js';

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const turn = <T>(slices: Slices<T>, count: number) => Array.from({ length: count }, () => slices.next());

test('a turn hands out each once, in slices that differ by one at most', () => {
  const slices = new Slices(20, () => numbers(205));
  for (const handed of [turn(slices, 20), turn(slices, 20)]) {
    expect(handed.flat()).toEqual(numbers(205));
    expect(handed.every(({ length }) => length === 10 || length === 11)).toBe(true);
  }
});

test('few come once in a turn too, and nothing in the rest of it', () => {
  const slices = new Slices(20, () => ['one', 'two']);
  expect(turn(slices, 20).flat()).toEqual(['one', 'two']);
  expect(slices.next()).toEqual(['one']);
});

test('what came meanwhile is in the next turn', () => {
  const here: string[] = [];
  const slices = new Slices(2, () => here);
  expect(slices.next()).toEqual([]);
  here.push('late');
  expect(slices.next()).toEqual([]);
  expect(slices.next()).toEqual(['late']);
});
