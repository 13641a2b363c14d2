import { expect, test } from '@jest/globals';
import { isOneLetterAway, misspelt } from './misspelt.js';

test('a letter more or less, another one, or two swapped ones make a name that is probably meant', () => {
  for (const name of ['LIMIT_SIGNUP', 'LIMIT_SIGNUPSS', 'LIMIT_SIGMUPS', 'LIMIT_SINGUPS', 'IMIT_SIGNUPS'])
    expect([name, isOneLetterAway(name, 'LIMIT_SIGNUPS')]).toEqual([name, true]);
  for (const name of ['LIMIT_SIGNUPS', 'LIMIT_SIGNINS', 'LIMIT_SIGNUPS_A', 'SIGNUPS', ''])
    expect([name, isOneLetterAway(name, 'LIMIT_SIGNUPS')]).toEqual([name, false]);
});

test('names that are known, short or far from every known one are no mistakes', () => {
  const known = ['HTTP_PORT', 'WS_PORT', 'HOST'];
  expect(misspelt(known, ['HTTP_PROT', 'WS_PORT', 'HTTP_PORT', 'HOSTS', 'EDITOR', 'PATH'])).toEqual([
    { name: 'HTTP_PROT', meant: 'HTTP_PORT' },
  ]);
});
