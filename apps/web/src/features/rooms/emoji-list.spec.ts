import { expect, test } from '@jest/globals';
import { searchEmojis } from './emoji-list.js';

const groups = [
  { name: 'Visages', emojis: [{ emoji: '🥰', name: 'visage souriant', words: ['visage', 'souriant', 'amour', 'cœur'] }] },
  { name: 'Objets', emojis: [{ emoji: '🎓', name: 'toque d’étudiant', words: ['toque', 'd', 'etudiant', 'ecole'] }] },
];
const found = (search: string) => searchEmojis(groups, search).map(({ emoji }) => emoji);

test('an emoji is found by the beginnings of its words, without accents and capitals', () => {
  expect(found('SOUR vis')).toEqual(['🥰']);
  expect(found('École')).toEqual(['🎓']);
  expect(found('cole')).toEqual([]);
  expect(found(' ')).toEqual(['🥰', '🎓']);
});
