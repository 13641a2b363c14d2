import { expect, test } from '@jest/globals';
import { listsEntityTag } from './entity-tags.js';

test.each([
  ['"abc"', true],
  ['W/"abc"', true],
  ['"abc-gzip"', true],
  ['"abc-br"', true],
  ['W/"abc-zstd"', true],
  ['"x", W/"abc-gzip" , "y"', true],
  ['*', true],
  [' * ', true],
  ['"x"', false],
  ['"abc-xyz"', false],
  ['"abc-gzip-x"', false],
  ['abc', false],
  ['', false],
  [undefined, false],
])('the header %s lists the tag "abc": %s', (header, expected) => {
  expect(listsEntityTag(header, '"abc"')).toBe(expected);
});
