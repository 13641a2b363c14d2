import { expect, test } from '@jest/globals';
import { parseRange, keepsRange } from './byte-range.js';

const part = (start: number, end: number) => ({ kind: 'part', start, end });

test.each([
  ['bytes=0-0', part(0, 0)],
  ['bytes=10-19', part(10, 19)],
  ['bytes=90-', part(90, 99)],
  ['bytes=90-500', part(90, 99)],
  ['bytes=-10', part(90, 99)],
  ['bytes=-500', part(0, 99)],
  ['bytes=99-99', part(99, 99)],
])('%s of 100 bytes is a part', (header, expected) => {
  expect(parseRange(header, 100)).toEqual(expected);
});

test.each(['bytes=100-', 'bytes=100-200', 'bytes=-0', 'bytes=999999999999999-'])('%s selects nothing of 100 bytes', (header) => {
  expect(parseRange(header, 100)).toEqual({ kind: 'none' });
});

test.each([undefined, '', 'bytes', 'bytes=-', 'bytes=20-10', 'items=0-1', 'bytes=0-1,5-6', 'bytes=a-b', 'bytes=1-2-3'])(
  '%s selects the whole file',
  (header) => {
    expect(parseRange(header, 100)).toEqual({ kind: 'whole' });
  },
);

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
