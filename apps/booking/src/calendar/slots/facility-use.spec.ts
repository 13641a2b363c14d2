import { expect, test } from '@jest/globals';
import { firstFree, untilOneIsFree } from './facility-use.js';

const span = (start: number, end: number) => ({ start, end });

test('a slot needs one room that is free for all of it', () => {
  const rooms = [[span(0, 10), span(40, 60)], [span(10, 30)]];
  const used = untilOneIsFree(rooms);
  expect(used(span(0, 10))).toBeUndefined(); // the second
  expect(used(span(5, 15))).toBe(10); // at each instant one is free, and none for all of it
  expect(used(span(10, 20))).toBeUndefined(); // the first
  expect(used(span(25, 45))).toBe(30);
  expect(used(span(30, 70))).toBeUndefined();
  expect(rooms.map((_, index) => firstFree(rooms, span(index * 10, index * 10 + 10)))).toEqual([1, 0]);
  expect(firstFree(rooms, span(25, 45))).toBeUndefined();
});

test('without a need every slot is free, and with a need of nothing that exists none', () => {
  expect(untilOneIsFree(undefined)(span(0, 10))).toBeUndefined();
  expect(untilOneIsFree([])(span(0, 10))).toBe(Infinity);
  expect(firstFree([], span(0, 10))).toBeUndefined();
});
