import { expect, test } from '@jest/globals';
import { plainNumber, wholeNumber } from './cell-values.js';

test.each([
  ['1234.5', '1234.5'],
  ['12,50', '12.50'],
  ['1 234,50', '1234.50'],
  ['1\u00a0234,50', '1234.50'],
  ['1\u202f234\u202f567', '1234567'],
  ["1'234.50", '1234.50'],
  ['1,234.50', '1234.50'],
  ['1.234,50', '1234.50'],
  ['1,234,567', '1234567'],
  ['12,50 €', '12.50'],
  ['€12.50', '12.50'],
])('%s is the amount %s', (cell, amount) => {
  expect(plainNumber(cell)).toBe(amount);
});

test.each(['1,234', '12 34', '1,23,456', '-5', '1e3', '12,505', 'abc', '1 234 €5'])('%s is left as it is', (cell) => {
  expect(plainNumber(cell)).toBe(cell);
});

test('whole numbers have no other decimals than zeros', () => {
  expect(['1 234', '12,00', '7', '7,5', '1,234', '-1'].map(wholeNumber)).toEqual([1234, 12, 7, '7,5', '1,234', -1]);
});
