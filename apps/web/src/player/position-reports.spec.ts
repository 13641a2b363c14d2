import { expect, test } from '@jest/globals';
import { PositionReports } from './position-reports.js';

test('a position is due after each 16 seconds of playing; jumps and rests are none', () => {
  const reports = new PositionReports();
  const due = (from: number, to: number, isPlaying = true) =>
    Array.from({ length: to - from }, (_, i) => from + i + 1).filter((position) => reports.step(position, isPlaying));
  expect(due(0, 40)).toEqual([16, 32]);
  expect(due(40, 100, false)).toEqual([]);
  expect(reports.step(3_000, true)).toBe(false);
  expect(due(3_000, 3_010)).toEqual([3_008]); // 8 seconds before the jump
});
