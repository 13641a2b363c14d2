import { expect, test } from '@jest/globals';
import { BoundedCache } from './bounded-cache.js';

test('the least recently used entry is removed first, and has does not count as use', () => {
  const cache = new BoundedCache<string, number>(2);
  cache.set('a', 1).set('b', 2);
  cache.get('a');
  cache.has('b');
  cache.set('c', 3);
  expect(['a', 'b', 'c'].map((key) => cache.has(key))).toEqual([true, false, true]);
  expect(cache.size).toBe(2);
});

test('onRemove is called for every entry that is evicted, replaced or deleted', () => {
  const removed: [string, number][] = [];
  const cache = new BoundedCache<string, number>(2, (value, key) => removed.push([key, value]));
  cache.set('a', 1).set('b', 2).set('b', 3).set('c', 4);
  cache.delete('c');
  expect(removed).toEqual([
    ['b', 2],
    ['a', 1],
    ['c', 4],
  ]);
});
