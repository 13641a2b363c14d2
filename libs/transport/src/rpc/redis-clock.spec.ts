import { expect, test } from '@jest/globals';
import { RedisClock } from './redis-clock.js';

const EPOCH = 1_700_000_000_000;

/** How far the clock is ahead of a Redis that is `EPOCH` ahead of this process. */
const ahead = (clock: RedisClock): number => Math.round(clock.now() - performance.now() - EPOCH);

test('the first reading is taken to be from the middle of its round trip', () => {
  const clock = new RedisClock();
  clock.set(EPOCH + 1_005, 1_000, 1_010);
  expect(ahead(clock)).toBeCloseTo(0);
});

test('a heartbeat that waited three seconds for a new master does not move the clock by half of them', () => {
  const clock = new RedisClock();
  clock.set(EPOCH + 1_001, 1_000, 1_002);
  clock.set(EPOCH + 4_999, 2_000, 5_000);
  expect(ahead(clock)).toBeCloseTo(0);
});

test('a narrow reading corrects a wide one, which arrives later than it was sent', () => {
  const clock = new RedisClock();
  clock.set(EPOCH + 2_900, 0, 3_000);
  expect(ahead(clock)).toBe(1_400);
  clock.set(EPOCH + 3_001, 3_000, 3_002);
  expect(Math.abs(ahead(clock))).toBeLessThanOrEqual(1);
});

test('the other clock of a new master is followed', () => {
  const clock = new RedisClock();
  clock.set(EPOCH + 1_001, 1_000, 1_002);
  clock.set(EPOCH - 60_000 + 2_001, 2_000, 2_002);
  expect(Math.abs(ahead(clock) + 60_000)).toBeLessThanOrEqual(1);
});
