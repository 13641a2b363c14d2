import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { QueueDelay } from './queue-delay.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A queue of which `waits` begin one after the other, each `everyMs` after the one before. */
function admitted(delay: QueueDelay, waits: readonly number[], everyMs: number): number {
  return waits.filter((waited) => {
    jest.advanceTimersByTime(everyMs);
    return delay.admits(waited);
  }).length;
}
const times = (count: number, waited: number): number[] => Array.from({ length: count }, () => waited);

test('a burst waits up to the longest time, and no longer', () => {
  const delay = new QueueDelay({ longestMs: 1_500, entries: 10 });
  expect(admitted(delay, times(1_400, 1_400), 1)).toBe(1_400);
  expect(delay.admits(1_501)).toBe(false);
});

test('a few entries after a pause of the process are no standing queue', () => {
  const delay = new QueueDelay({ longestMs: 1_500, entries: 10 });
  expect(admitted(delay, times(10, 900), 200)).toBe(10);
});

test('a queue that stands refuses what has waited, until an entry has not', () => {
  const delay = new QueueDelay({ longestMs: 1_500, entries: 10 });
  expect(admitted(delay, times(1_600, 1_000), 1)).toBe(1_500);
  expect(delay.admits(101)).toBe(false);
  expect(delay.admits(100)).toBe(true);
  expect(delay.admits(101)).toBe(true);
});
