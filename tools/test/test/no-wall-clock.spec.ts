import { expect, test } from '@jest/globals';
import { Linter } from 'eslint';
import noWallClock from '../rules/no-wall-clock.mjs';

const config = {
  files: ['**/*.js'],
  plugins: { veza: { rules: { clock: noWallClock } } },
  rules: { 'veza/clock': ['error', { reasons: { 'src/frame.js': 'a frame bears a date' } }] },
} satisfies Linter.Config;

const faults = (file: string, code: string): number => new Linter().verify(code, [config], { filename: `src/${file}` }).length;

test('the wall clock is rejected, and the monotonic one is not', () => {
  expect(faults('age.js', 'const age = Date.now() - startedAt;')).toBe(1);
  expect(faults('age.js', 'const clock = Date.now;')).toBe(1);
  expect(faults('age.js', 'const now = new Date();')).toBe(1);
  expect(faults('age.js', 'const age = performance.now() - startedAt; const day = new Date(stored);')).toBe(0);
});

test('a file with a reason may read the wall clock', () => {
  expect(faults('frame.js', 'const at = Date.now();')).toBe(0);
});
