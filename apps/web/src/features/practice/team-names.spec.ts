import { expect, test } from '@jest/globals';
import { teamNames } from './team-names.js';

test('practitioners of one name have different labels', () => {
  const team = ['1', '2', '3'].map((id) => ({ id, firstName: 'Ada', lastName: id === '2' ? 'Byron' : 'Martin' }));
  expect([...teamNames(team)]).toEqual([
    ['1', 'Ada Martin'],
    ['2', 'Ada Byron'],
    ['3', 'Ada Martin (2)'],
  ]);
});
