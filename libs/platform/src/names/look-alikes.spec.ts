import { expect, test } from '@jest/globals';
import { skeletonOf } from './look-alikes.js';

test.each([
  ['a Cyrillic letter', 'victоr', 'victor'],
  ['a Cyrillic word', 'сосо', 'coco'],
  ['full width', 'ｖictor', 'victor'],
  ['another case', 'Ada', 'adA'],
  ['a capital I for a small l', 'aIice', 'alice'],
  ['digits', 'b0b1', 'bobl'],
  ['two letters for one', 'adrnin', 'admin'],
  ['a decomposed accent', 'e\u0301va', '\u00e9va'],
])('%s makes a look-alike', (_, name, other) => expect(skeletonOf(name)).toBe(skeletonOf(other)));

test.each([
  ['an accent', 'éva', 'eva'],
  ['another letter', 'anna', 'anne'],
  ['another digit', 'user2', 'user3'],
])('%s makes another name', (_, name, other) => expect(skeletonOf(name)).not.toBe(skeletonOf(other)));
