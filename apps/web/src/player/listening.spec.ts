import { expect, test } from '@jest/globals';
import { Listening } from './listening.js';

const heard = (positions: readonly number[], duration: number): boolean[] => {
  const listening = new Listening();
  return positions.map((position) => listening.step(position, false) && listening.counts(duration));
};

test('a play counts once, after ten seconds or half of a shorter track', () => {
  const seconds = Array.from({ length: 25 }, (_, second) => second + 1);
  expect(heard(seconds, 60).indexOf(true)).toBe(9);
  expect(heard(seconds, 60).filter(Boolean)).toHaveLength(1);
  expect(heard(seconds, 8).indexOf(true)).toBe(3);
});

test('what was jumped over or silent was not heard', () => {
  expect(heard([1, 30, 31, 59], 60)).not.toContain(true);
  const listening = new Listening();
  expect(listening.step(1, true)).toBe(false);
});
