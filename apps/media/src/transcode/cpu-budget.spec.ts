import { expect, test } from '@jest/globals';
import { cpuSecondsIn, cpuSecondsOf, isUnusual } from './cpu-budget.js';

const HOUR = 3_600;
const MB = 1_000_000;

test('a sound whose bytes do not explain its length, or of many hours, is unusual', () => {
  expect(isUnusual(57 * MB, HOUR)).toBe(false); // MP3 of 128 kbit/s
  expect(isUnusual(4 * MB, HOUR)).toBe(false); // speech of 9 kbit/s
  expect(isUnusual(20_000, 300)).toBe(false); // five minutes of silence
  expect(isUnusual(1.3 * MB, 11 * HOUR)).toBe(true);
  expect(isUnusual(270_000, 1_800)).toBe(true);
  expect(isUnusual(400 * MB, 11 * HOUR)).toBe(true);
  expect(isUnusual(164_000, 0)).toBe(false); // an unknown length costs what its bytes allow
});

test('a track may use CPU time by its bytes and its length', () => {
  expect(cpuSecondsOf(164_000, 0)).toBeLessThan(35);
  expect(cpuSecondsOf(2.4 * MB, 3)).toBeLessThan(60);
  expect(cpuSecondsOf(57 * MB, HOUR)).toBeGreaterThan(0.15 * HOUR);
});

test('the CPU time of a program is read, whatever its name is', () => {
  const stat = (name: string) => `42 (${name}) S 1 42 42 0 -1 4194560 7 9 0 0 150 50 10 5 20 0 1 0 99 1000 2`;
  for (const name of ['ffmpeg', 'a b) S 1 (c']) expect(cpuSecondsIn(stat(name))).toBeCloseTo(2.15);
  expect(cpuSecondsIn('')).toBeUndefined();
});
