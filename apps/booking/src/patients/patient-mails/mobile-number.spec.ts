import { expect, test } from '@jest/globals';
import { mobileNumber } from './mobile-number.js';

test.each([
  ['+33 6 12 34 56 78', null, '+33612345678'],
  ['06 12 34 56 78', 'FR', '+33612345678'],
  ['06.12.34.56.78', 'FR-67', '+33612345678'],
  ['+33 (0)6 12 34 56 78', null, '+33612345678'],
  ['0151 23456789', 'DE-BY', '+4915123456789'],
  ['+1 (201) 555-0123', 'FR', '+12015550123'],
  ['06 12 34 56 78', null, undefined],
  ['01 23 45 67 89', 'FR', undefined], // a landline
  ['+33 8 99 70 12 34', 'FR', undefined], // costs the sender
  ['06 12 34 56', 'FR', undefined],
  ['0612345678', 'XX', undefined],
])('%s in %s is %s', (text, region, expected) => {
  expect(mobileNumber(text, region)).toBe(expected);
});
