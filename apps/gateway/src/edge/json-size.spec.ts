import { expect, test } from '@jest/globals';
import { countJsonValues } from './json-size.js';

const count = (json: string) => countJsonValues(Buffer.from(json));
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

test.each([
  ['1', 1],
  ['{"a":1,"b":[1,2,3]}', 6],
  ['"a, [b] {c}"', 1],
  [String.raw`{"a":"\"[,\\","b":"\\\\"}`, 3],
  ['["é,","\u{1F600}"]', 3],
  ['"unterminated [[[', 1],
  [String.raw`"ends with an escape\\`, 1],
])('%s has %i values', (json, values) => expect(count(json)).toBe(values));

test('32 levels are accepted, 33 are MALFORMED_BODY', () => {
  expect(() => count(nested(32))).not.toThrow();
  expect(() => count(nested(33))).toThrow(expect.objectContaining({ code: 'MALFORMED_BODY' }));
  expect(() => count('{"a":'.repeat(33))).toThrow(expect.objectContaining({ code: 'MALFORMED_BODY' }));
  expect(() => count(`[${'[],'.repeat(100)}[]]`)).not.toThrow();
});

test('20,000 values are accepted, more are PAYLOAD_TOO_LARGE', () => {
  expect(count(`[${'1,'.repeat(19_997)}1]`)).toBe(19_999);
  expect(() => count(`[${'1,'.repeat(20_000)}1]`)).toThrow(expect.objectContaining({ code: 'PAYLOAD_TOO_LARGE' }));
  expect(() => count(`[${'[],'.repeat(10_000)}[]]`)).toThrow(expect.objectContaining({ code: 'PAYLOAD_TOO_LARGE' }));
});
