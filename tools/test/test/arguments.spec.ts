import { expect, test } from '@jest/globals';
import { isWhole, readArguments, seedOf } from '../arguments.mjs';

test.each([
  ['', { kind: 'spec', landing: false, patterns: [], options: [] }, true],
  ['--landing', { kind: 'spec', landing: true, patterns: [], options: [] }, true],
  ['products whole-rows', { kind: 'spec', landing: false, patterns: ['products', 'whole-rows'], options: [] }, false],
  ['unit', { kind: 'unit', landing: false, patterns: [], options: [] }, false],
  ['drill all', { kind: 'drill', landing: false, patterns: ['all'], options: [] }, true],
  ['drill rollout -t name', { kind: 'drill', landing: false, patterns: ['rollout'], options: ['-t', 'name'] }, false],
])('the words "%s" are read', (words, expected, whole) => {
  const read = readArguments(words.split(' ').filter(Boolean));
  expect(read).toEqual(expected);
  expect(isWhole(read)).toBe(whole);
});

test('the seed is fixed in a landing, and another one in each run by hand', () => {
  const [landing, byHand] = [readArguments(['--landing']), readArguments([])];
  expect(seedOf(landing, undefined)).toBe(seedOf(landing, undefined));
  expect(seedOf(byHand, undefined)).not.toBe(seedOf(byHand, undefined));
  expect([landing, byHand].map((run) => seedOf(run, '7'))).toEqual(['7', '7']);
});
