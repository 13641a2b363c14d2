import { expect, test } from '@jest/globals';
import { linksElsewhere } from './links-elsewhere.js';

const ORIGIN = 'https://veza.example';

test('addresses of other sites are found, each once and without its fragment', () => {
  const text = `see https://a.example/x#one, https://a.example/x#two and (http://b.example/y?z=1). ${ORIGIN}/app/tracks/1`;
  expect(linksElsewhere([text], ORIGIN, 3)).toEqual(['https://a.example/x', 'http://b.example/y?z=1']);
});

test('no more than the wanted number', () => {
  const text = [1, 2, 3, 4].map((id) => `https://a.example/${id}`).join(' ');
  expect(linksElsewhere([text], ORIGIN, 2)).toEqual(['https://a.example/1', 'https://a.example/2']);
  expect(linksElsewhere([text], ORIGIN, 0)).toEqual([]);
});

test.each(['javascript:alert(1)', 'ftp://a.example/x', 'https://', 'a.example/x'])('%s is none', (text) => {
  expect(linksElsewhere([text], ORIGIN, 3)).toEqual([]);
});
