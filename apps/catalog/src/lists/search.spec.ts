import { describe, expect, test } from '@jest/globals';
import { QueryParts } from '@veza/database';
import { matchesOf, type SearchedTable } from './search.js';
import { searchOf, searchWords, withoutWords } from './search-words.js';

describe('the words of a search', () => {
  test.each([
    ['Épinette des Vosges', ['Épinette', 'des', 'Vosges']],
    ["l'amour d'une-basse", ['amour', 'une', 'basse']],
    ['  kick_01 (wet)  ', ['kick', '01', 'wet']],
    ['a b', ['a', 'b']],
    ['violon 3/4', ['violon', '34']],
    ['le 12/3/4', ['le', '12']],
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

describe('the parts of a search', () => {
  test.each([
    ['une guitare fabriquée à la main', ['guitare', 'fabriquée', 'main']],
    ['pour enfant', ['pour', 'enfant']],
    ['les paul', ['les', 'paul']],
  ])('of "%s" are the words %j, without those that join others', (text, words) => {
    expect(searchOf(text).words).toEqual(words);
  });

  test.each([
    ['guitare -épinette', ['guitare'], [], ['épinette']],
    ['"les paul" noire', ['les', 'paul', 'noire'], ['les paul'], []],
    ['« Boîte à rythmes » "TR 8"', ['Boîte', 'rythmes', 'TR'], ['Boîte à rythmes', 'TR 8'], []],
    ['boîte -"TR 8" -"rouge"', ['boîte'], [], ['TR 8', 'rouge']],
    ['"a -b c" d', ['a', 'b', 'c', 'd'], ['a -b c'], []],
    ['ampli 5" -', ['ampli'], [], []],
    ['-épinette', ['épinette'], [], []],
    ['rock -n- roll', ['rock', 'roll'], [], []],
    ['DT-770 - fermé', ['DT', '770', 'fermé'], [], []],
  ])('of "%s" are words %j, phrases %j and excluded words %j', (text, words, phrases, excluded) => {
    expect(searchOf(text)).toEqual({ text, words, phrases, excluded });
  });

  test('are fewer when words are left out, and so are the phrases with them', () => {
    expect(withoutWords(searchOf('"les paul" rouge -noire'), ['paul'])).toMatchObject({
      words: ['les', 'rouge'],
      phrases: [],
      excluded: ['noire'],
    });
  });
});

const TABLE: SearchedTable = {
  table: 'products',
  nameKey: 'name_key',
  query: 'product_query',
  prefixed: 'product_prefixed',
  similar: 'product_similar',
  like: 'product_like',
  terms: 'product_terms',
  worth: '0',
  text: 'name',
};

test('the words of a search are bound values, never SQL text', () => {
  const parts = new QueryParts();
  const text = `x'); DROP TABLE products; "y'); z" -ww'`;
  const sql = matchesOf(TABLE, { search: searchOf(text), parts }, { most: 10 });
  for (const word of ['DROP', "y'", 'ww']) expect(sql).not.toContain(word);
  expect(parts.values).toEqual([['DROP', 'TABLE', 'products'], "y'); z", 'ww', text]);
});
