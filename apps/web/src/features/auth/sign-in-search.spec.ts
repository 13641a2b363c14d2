import { expect, test } from '@jest/globals';
import { signInSearch } from './sign-in-search.js';

test.each(['/rooms', '/rooms/general?at=12#last', '/book/a%20b'])('%s is a page of this client', (next) => {
  expect(signInSearch({ next })).toEqual({ next, by: undefined });
});

test.each([
  'https://elsewhere.example/phish',
  'http://127.0.0.1:3999/phish',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '\\\\elsewhere.example',
  '/\t/elsewhere.example',
  '/\n\\elsewhere.example',
  ' //elsewhere.example',
  'javascript:alert(1)',
  'data:text/html,a',
  'rooms',
  7,
  ['/rooms'],
  undefined,
])('%j is no page to come back to', (next) => {
  const search = signInSearch({ next, by: 'post' });
  expect(search).toEqual({ next: undefined, by: undefined });
  expect(Object.keys(search)).toEqual(['next', 'by']); // the router would show what is missing as it was given
});
