import { expect, test } from '@jest/globals';
import { pageWords } from './page-words.js';

const URL_OF_PAGE = new URL('https://magazine.example/articles/7?from=a');
const wordsOf = (head: string) => pageWords(`<!doctype html><html><head>${head}</head><body></body></html>`, URL_OF_PAGE);

test('Open Graph comes first, and the picture is an address of the page', () => {
  const head = `<title>Page</title><meta name="description" content="of the page"><meta property="og:title" content="A song &amp; its story">
    <meta property="og:description" content="  Two   lines
    of it "><meta property="og:site_name" content="Magazine"><meta property="og:image" content="/covers/7.png">
    <meta property="og:image" content="/covers/8.png">`;
  expect(wordsOf(head)).toEqual({
    site: 'Magazine',
    title: 'A song & its story',
    description: 'Two lines of it',
    picture: new URL('https://magazine.example/covers/7.png'),
  });
});

test('a page without Open Graph has its title, its description and its host', () => {
  const head = '<meta name="Description" content="of the page"><title>Page</title>';
  expect(wordsOf(head)).toEqual({
    site: 'magazine.example',
    title: 'Page',
    description: 'of the page',
    picture: undefined,
  });
});

test.each([
  ['no title', '<meta property="og:description" content="words">'],
  ['a title of spaces', '<title>  \n </title>'],
  ['a title of characters that are not seen', '<title>\u200b\u202e\u2066</title>'],
])('%s is no preview', (_name, head) => {
  expect(wordsOf(head)).toBeUndefined();
});

test('words of the body are not read', () => {
  expect(pageWords('<head></head><body><title>Of a drawing</title>', URL_OF_PAGE)).toBeUndefined();
});

test('words are cut, and cannot turn the text around them', () => {
  const words = wordsOf(`<title>\u202eevil\u202c ${'🎹'.repeat(400)}</title><meta property="og:image" content="https://[bad">`);
  expect(words?.title).toMatch(/^evil 🎹+…$/u);
  expect(Array.from(words?.title ?? '')).toHaveLength(150);
  expect(words?.picture).toBeUndefined();
});

test('a head of half a mebibyte of open tags is read in linear time and has its title', () => {
  expect(wordsOf(`${'<a b="'.repeat(90_000)}"><title>End</title>`)?.title ?? 'none').toMatch(/End|none/);
});
