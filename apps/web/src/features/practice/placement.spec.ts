import { expect, test } from '@jest/globals';
import { heightOf, minuteAt, placeAt, stepAt } from './placement.js';

const EDGES = { first: 480, last: 1140 };

test('an hour is four lines of text high, and a short appointment is high enough for one', () => {
  expect(heightOf(EDGES)).toBe('44rem');
  expect(placeAt(EDGES, 540, 600)).toEqual({ top: '4rem', height: '4rem' });
  expect(placeAt(EDGES, 540, 545)).toEqual({ top: '4rem', height: '1rem' });
  expect(placeAt(EDGES, 0, 540)).toEqual({ top: '0rem', height: '4rem' });
});

test('a height is a minute, and a move begins at a quarter of an hour within the grid', () => {
  expect(minuteAt(EDGES, 64, 16)).toBe(540);
  expect([547, 548, 0, 1_400].map((minute) => stepAt(EDGES, minute))).toEqual([540, 555, 480, 1_125]);
});
