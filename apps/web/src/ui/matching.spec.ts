import { expect, test } from '@jest/globals';
import { isMatch } from './matching.js';

test.each([
  ['', 'Settings', true],
  ['  ', 'Settings', true],
  ['set', 'Settings', true],
  ['reg', 'Réglages', true],
  ['RÉG', 'Reglages', true],
  ['sec set', 'Settings: Security', true],
  ['tings', 'Settings', false],
  ['set x', 'Settings', false],
  ['l’a', "L'album", true],
  ['日本', '日本語', true],
])('%j finds %j: %j', (typed, text, found) => {
  expect(isMatch(typed, text)).toBe(found);
});
