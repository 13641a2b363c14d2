import { expect, test } from '@jest/globals';
import { judge, type FamilyState } from './refresh-rule.js';

const GRACE = 10_000;
const FRESH: FamilyState = { usedGeneration: -1, recentUses: [] };

/** Presents generations at their times, one after the other; returns the last verdict's kind. */
function after(...uses: [generation: number, at: number][]): string {
  let state = FRESH;
  let kind = '';
  for (const [generation, at] of uses) {
    const verdict = judge(state, generation, at, GRACE);
    if (verdict.kind === 'first-use') state = verdict.state;
    kind = verdict.kind;
  }
  return kind;
}

test('the first use of a token is noted', () => {
  expect(after([0, 0])).toBe('first-use');
  expect(after([0, 0], [1, 1])).toBe('first-use');
});

test('a parent may be repeated at any time while its child was never presented', () => {
  expect(after([0, 0], [0, 1e9])).toBe('repeat');
});

test('a parent whose child was presented may be repeated only within the grace period', () => {
  expect(after([0, 0], [1, 5_000], [0, 9_999])).toBe('repeat');
  expect(after([0, 0], [1, 5_000], [0, 10_000])).toBe('theft');
  expect(after([0, 0], [1, 1], [2, 2], [3, 3], [0, 9_000])).toBe('repeat');
});

test('the stored uses of a family are bounded', () => {
  let state = FRESH;
  for (let generation = 0; generation < 500; generation++) {
    const verdict = judge(state, generation, generation, GRACE);
    if (verdict.kind === 'first-use') state = verdict.state;
  }
  expect(state.usedGeneration).toBe(499);
  expect(state.recentUses.length).toBeLessThanOrEqual(50);
});
