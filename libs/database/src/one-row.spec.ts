import { expect, test } from '@jest/globals';
import { oneRow } from './one-row.js';

test('oneRow returns the row, and throws when there is none', () => {
  expect(oneRow([{ id: 7 }])).toEqual({ id: 7 });
  expect(() => oneRow([])).toThrow('returned none');
});
