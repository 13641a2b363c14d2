import { describe, expect, test } from '@jest/globals';
import { QueryParts } from '@veza/database';
import { addSearch, searchWords } from './search.js';

describe('the words of a search', () => {
  test.each([
    ['Épinette des Vosges', ['Épinette', 'des', 'Vosges']],
    ["l'amour d'une-basse", ['amour', 'une', 'basse']],
    ['  kick_01 (wet)  ', ['kick', '01', 'wet']],
    ['a b', ['a', 'b']],
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
  addSearch(parts, ["x'); DROP TABLE products; --", 'y']);
  expect(parts.where).toBe('WHERE fold($1) <% search_text AND fold($2) <% search_text');
  expect(parts.values).toEqual(["x'); DROP TABLE products; --", 'y']);
});
