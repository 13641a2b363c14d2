import { expect, test } from '@jest/globals';
import { ownLinks } from './own-links.js';

const ORIGIN = 'https://veza.example';
const CODE = 'a'.repeat(22);
const found = (text: string) => ownLinks([text], ORIGIN).map(({ place, id, hash }) => [place, id, hash]);

test('a link to a thing of this site is found, with its second or its code', () => {
  expect(found(`hear ${ORIGIN}/app/tracks/12#t=83, then (${ORIGIN}/app/albums/3).`)).toEqual([
    ['tracks', '12', 't=83'],
    ['albums', '3', ''],
  ]);
  expect(found(`${ORIGIN}/app/playlists/4#${CODE}`)).toEqual([['playlists', '4', CODE]]);
  expect(found(`${ORIGIN}/app/people/Zo%C3%AB ${ORIGIN}/app/people/ana.b?lang=fr ${ORIGIN}/app/book/dr-k`)).toEqual([
    ['people', 'Zoë', ''],
    ['people', 'ana.b', ''],
    ['book', 'dr-k', ''],
  ]);
});

test('a thing has one card, and a message three', () => {
  const links = [1, 1, 2, 3, 4].map((id) => `${ORIGIN}/app/products/${id}`).join(' ');
  expect(found(links).map(([, id]) => id)).toEqual(['1', '2', '3']);
  expect(ownLinks(['x', `${ORIGIN}/app/resources/5`], ORIGIN)).toHaveLength(1);
});

test.each([
  'https://veza.example.evil.net/app/tracks/1',
  'https://veza.example@evil.net/app/tracks/1',
  'https://ana:x@veza.example/app/tracks/1',
  'https://veza.example:8443/app/tracks/1',
  'http://veza.example/app/tracks/1',
  'https://evil.net/https://veza.example/app/tracks/1',
  'javascript:alert(1)//veza.example/app/tracks/1',
  `${ORIGIN}/app/tracks/1/edit`,
  `${ORIGIN}/app/tracks/../../api/v1/tracks/1`,
  `${ORIGIN}/app/tracks/%2e%2e%2f1`,
  `${ORIGIN}/app/tracks/1%2F2`,
  `${ORIGIN}/app/tracks/01`,
  `${ORIGIN}/app/tracks/1e3`,
  `${ORIGIN}/app/tracks/99999999999`,
  `${ORIGIN}/app/people/%E0%A4%A`,
  `${ORIGIN}/app/people/a%00b`,
  `${ORIGIN}/app/__proto__/1`,
  `${ORIGIN}/app/constructor/1`,
  `${ORIGIN}/app/settings`,
  `${ORIGIN}/apps/tracks/1`,
])('%s has no card', (text) => {
  expect(found(text)).toEqual([]);
});

test('what is no second and no code is left out', () => {
  expect(found(`${ORIGIN}/app/tracks/1#t=1&x=2 ${ORIGIN}/app/playlists/2#t=1 ${ORIGIN}/app/albums/3#${CODE}`)).toEqual([
    ['tracks', '1', ''],
    ['playlists', '2', ''],
    ['albums', '3', ''],
  ]);
});
