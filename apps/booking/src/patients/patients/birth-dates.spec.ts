import { expect, test } from '@jest/globals';
import { birthDates } from './birth-dates.js';
import { searchTerms } from './search-terms.js';

test.each([
  ['1980-04-03', ['1980-04-03']],
  ['03/04/1980', ['1980-04-03', '1980-03-04']],
  ['3.4.1980', ['1980-04-03', '1980-03-04']],
  ['31-12-1980', ['1980-12-31']],
  ['12/31/1980', ['1980-12-31']],
  ['05/05/1980', ['1980-05-05']],
])('%s is a date of birth', (text, dates) => {
  expect(birthDates(text)).toEqual(dates);
});

test.each(['30/02/1980', '0612345678', '06.12.34.56.78', '1980', 'Dupont', '1980-13-01', '01/01/80'])('%s is none', (text) => {
  expect(birthDates(text)).toEqual([]);
});

test('a search has a name, a number and a date at once', () => {
  expect(searchTerms('Dupont 03/04/1980 06 12')).toEqual({
    words: ['Dupont'],
    phone: '612',
    phones: [],
    births: ['1980-04-03', '1980-03-04'],
  });
});
