import { expect, test } from '@jest/globals';
import { searchParts } from './search-parts.js';

test('the words of a search are found in any case', () => {
  expect(searchParts('Der Oud, und ein OUD', ' oud  ein ')).toEqual(['Der ', 'Oud', ', und ', 'ein', ' ', 'OUD', '']);
  expect(searchParts('Der Oud', ' ')).toEqual(['Der Oud']);
});

test.each(['.', '.*', '(a+)+$', '[', '(', '\\', 'a|', '{2}', '^', '\\p{L}', '(?<x>a)'])(
  'a search for %j finds this text and nothing else',
  (words) => {
    expect(searchParts('aaa Oud', words)).toEqual(['aaa Oud']);
    expect(searchParts(`x${words}y`, words)).toEqual(['x', words, 'y']);
  },
);
