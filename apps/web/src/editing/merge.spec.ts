import { expect, test } from '@jest/globals';
import { changedFields, differences, merged } from './merge.js';

const before = { name: 'Oud', price: '10', stock: '1' };

test('a field that only the other person has changed is taken over', () => {
  const mine = { ...before, name: 'Old oud' };
  const found = differences(before, mine, { ...before, stock: '2' });
  expect(found).toEqual([{ field: 'stock', before: '1', mine: '1', theirs: '2', isConflict: false }]);
  expect(merged(mine, found, new Set(['stock']))).toEqual({ name: 'Old oud', price: '10', stock: '2' });
});

test('a field that both have changed is a conflict, and a person decides', () => {
  const mine = { ...before, price: '12' };
  const found = differences(before, mine, { ...before, price: '9' });
  expect(found[0]?.isConflict).toBe(true);
  expect(merged(mine, found, new Set(['price'])).price).toBe('12');
  expect(merged(mine, found, new Set()).price).toBe('9');
});

test('the same change by both is no difference', () => {
  expect(differences(before, { ...before, stock: '5' }, { ...before, stock: '5' })).toEqual([]);
  expect([...changedFields(before, { ...before, stock: '5' })]).toEqual(['stock']);
});
