import { describe, expect, test } from '@jest/globals';
import { QueryParts } from '@veza/database';
import { matchesOf, searchOf, searchWords } from './search.js';

describe('the words of a search', () => {
  test.each([
    ['Épinette des Vosges', ['Épinette', 'des', 'Vosges']],
    ["l'amour d'une-basse", ['amour', 'une', 'basse']],
    ['  kick_01 (wet)  ', ['kick', '01', 'wet']],
    ['a b', ['a', 'b']],
    ['C++ et C#', ['Cplusplus', 'et', 'Csharp']],
    ['東京 ドラム', ['東京', 'ドラム']],
    ['%_\\ !?', []],
    ['', []],
  ])('of "%s" are %j', (search, words) => {
    expect(searchWords(search)).toEqual(words);
  });

  test('are eight at most', () => {
    expect(searchWords('mot '.repeat(50))).toHaveLength(8);
  });
});

test('the words of a search are bound values, never SQL text', () => {
  const parts = new QueryParts();
  const text = "x'); DROP TABLE products; --";
  const sql = matchesOf(
    { table: 'products', nameKey: 'name_key', prefixed: 'product_prefixed', similar: 'product_similar' },
    { search: searchOf(text), parts },
    { most: 10 },
  );
  expect(sql).not.toContain('DROP');
  expect(parts.values).toEqual([['DROP', 'TABLE', 'products'], text]);
});
