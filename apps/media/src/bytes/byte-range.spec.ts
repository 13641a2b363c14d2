import { expect, test } from '@jest/globals';
import { keepsRange, MOST_RANGES, parseRange, passesIfMatch } from './byte-range.js';

const part = (start: number, end: number) => ({ kind: 'part', start, end });

test.each([
  ['bytes=0-0', part(0, 0)],
  ['bytes=10-19', part(10, 19)],
  ['bytes=90-', part(90, 99)],
  ['bytes=90-500', part(90, 99)],
  ['bytes=-10', part(90, 99)],
  ['bytes=-500', part(0, 99)],
  ['bytes=0-99999999999999999999', part(0, 99)],
  ['bytes=-99999999999999999999', part(0, 99)],
  ['bytes=99-99', part(99, 99)],
])('%s of 100 bytes is a part', (header, expected) => {
  expect(parseRange(header, 100)).toEqual(expected);
});

test.each(['bytes=100-', 'bytes=100-200', 'bytes=-0', 'bytes=99999999999999999999-'])(
  '%s selects nothing of 100 bytes',
  (header) => {
    expect(parseRange(header, 100)).toEqual({ kind: 'none' });
  },
);

test.each([
  undefined,
  '',
  'bytes',
  'bytes=-',
  'bytes=20-10',
  'items=0-1',
  'bytes=0-1,a-b',
  'bytes=0-1,9-8',
  'bytes=,',
  'bytes=a-b',
  'bytes=1-2-3',
])('%s selects the whole file', (header) => {
  expect(parseRange(header, 100)).toEqual({ kind: 'whole' });
});

test.each([
  ['bytes=0-1,5-6', [part(0, 1), part(5, 6)]],
  ['bytes=50-59, 0-9 ,-5', [part(50, 59), part(0, 9), part(95, 99)]],
  ['bytes=0-1,200-,5-6', [part(0, 1), part(5, 6)]],
  // Overlapping and touching ones are joined, where the first of them stood.
  ['bytes=20-29,0-5,25-40,6-9', [part(20, 40), part(0, 9)]],
])('%s of 100 bytes selects several parts', (header, expected) => {
  expect(parseRange(header, 100)).toEqual({ kind: 'parts', parts: expected.map(({ start, end }) => ({ start, end })) });
});

test.each([
  ['bytes=0-1,200-300', part(0, 1)],
  ['bytes=0-,0-,0-', part(0, 99)],
  ['bytes=50-99,0-49', part(0, 99)],
  ['bytes=0-9,20-29,10-19', part(0, 29)],
])('%s of 100 bytes is one part', (header, expected) => {
  expect(parseRange(header, 100)).toEqual(expected);
});

test('more than sixteen ranges, and several outside of the file, select nothing', () => {
  const ranges = (count: number) => `bytes=${Array.from({ length: count }, (_, at) => `${2 * at}-${2 * at}`).join(',')}`;
  expect(parseRange(ranges(MOST_RANGES), 100)).toMatchObject({ kind: 'parts', parts: { length: MOST_RANGES } });
  expect(parseRange(ranges(MOST_RANGES + 1), 100)).toEqual({ kind: 'none' });
  expect(parseRange(`bytes=${'0-0,'.repeat(500)}`, 100)).toEqual({ kind: 'none' });
  expect(parseRange('bytes=100-,200-300', 100)).toEqual({ kind: 'none' });
});

test('an empty file has no range', () => {
  expect(parseRange('bytes=0-', 0)).toEqual({ kind: 'none' });
  expect(parseRange('bytes=-1', 0)).toEqual({ kind: 'none' });
});

test('If-Range keeps the range only for the same strong tag', () => {
  expect(keepsRange(undefined, '"abc"')).toBe(true);
  expect(keepsRange('"abc"', '"abc"')).toBe(true);
  expect(keepsRange('W/"abc"', '"abc"')).toBe(false);
  expect(keepsRange('Fri, 20 Nov 2026 08:00:00 GMT', '"abc"')).toBe(false);
});

test('If-Match passes for the same strong tag, in a list, and for any', () => {
  for (const header of [undefined, '"abc"', '"x", "abc"', 'W/"x", "abc"', '*']) expect(passesIfMatch(header, '"abc"')).toBe(true);
  for (const header of ['"x"', 'W/"abc"', '"x", W/"abc"', '']) expect(passesIfMatch(header, '"abc"')).toBe(false);
});
