import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { FirstViews, type Viewing } from './first-views.js';
import { RoutePages } from './route-pages.js';

const PAGE = [
  '<!doctype html><html lang="en"><head>',
  '<script type="module" crossorigin src="/app/assets/first.js"></script>',
  '<link rel="modulepreload" crossorigin href="/app/assets/fr.js">',
  '</head><body><div id="root"><p>Veza</p></div></body></html>',
].join('\n');
const view = (path: string, audience: string, viewer: string, language: string, files: number[]) => ({
  path,
  audience,
  viewer,
  language,
  files,
});
const LIST = {
  files: ['assets/first.js', 'assets/shop.js', 'assets/shop.css', 'assets/own.js', 'assets/sign-in.js', 'assets/fr.js'],
  views: [
    view('/products/$id', 'shared', 'visitor', 'en', [0, 1, 2]),
    view('/products/$id', 'shared', 'visitor', 'fr', [0, 1, 2, 5]),
    view('/products/$id', 'shared', 'person', 'en', [0, 1, 2, 3]),
    view('/products/new', 'signedIn', 'person', 'en', [0, 3]),
    { ...view('/sign-in', 'open', 'visitor', 'en', [0, 4]), form: { title: 'Welcome <back>', fields: ['E-mail'], button: 'Go' } },
  ],
};
const english = (viewer: Viewing['viewer']): Viewing => ({ viewer, language: 'en' });
const views = FirstViews.of(Buffer.from(JSON.stringify(LIST)));
if (!views) throw new Error('The list is unreadable');
const pages = new RoutePages(PAGE, views);
const named = (text: string) => [...text.matchAll(/\/app\/assets\/([\w.-]+)/g)].map(([, file]) => file);

test('a page names the files of its address, viewer and language, each once', () => {
  expect(named(pages.text('products/7', english('visitor')))).toEqual(['first.js', 'shop.js', 'shop.css']);
  expect(named(pages.text('products/7', english('person')))).toEqual(['first.js', 'shop.js', 'own.js', 'shop.css']);
  const french = pages.text('products/7', { viewer: 'visitor', language: 'fr' });
  expect(named(french)).toEqual(['first.js', 'shop.js', 'fr.js', 'shop.css']);
  expect(french).toContain('<html lang="fr">');
  expect(french).toContain('<link rel="stylesheet" crossorigin href="/app/assets/shop.css">');
});

test('a fixed path goes before a parameter, and a visitor of an own page is led to the sign-in', () => {
  expect(named(pages.text('products/new', english('person')))).toEqual(['first.js', 'own.js']);
  expect(named(pages.text('products/new', english('visitor')))).toEqual(['first.js', 'sign-in.js']);
  expect(named(pages.text('no/such/page', english('visitor')))).toEqual(['first.js']);
});

test('the sign-in has its form in the page, unless another address leads to it', () => {
  const form =
    '<p>Veza</p><main class="card"><h1>Welcome &lt;back&gt;</h1><p>E-mail<b></b></p><p class="button">Go</p></main></div>';
  expect(pages.text('sign-in', english('visitor'))).toContain(form);
  expect(pages.text('products/new', english('visitor'))).not.toContain('<main');
  const sent = [pages.send('products/new', english('visitor')), pages.send('sign-in', english('visitor'))];
  expect(sent.map(({ bytes }) => bytes.includes('<main'))).toEqual([false, true]);
});

test('each form of a page has its own tag, and pages differ by cookie and language for caches', () => {
  const small = pages.send('products/7', english('visitor'), 'br');
  const sent = brotliDecompressSync(small.bytes).toString();
  expect(named(sent).sort()).toEqual(named(pages.text('products/7', english('visitor'))).sort());
  expect(sent.slice(sent.indexOf('<body>'))).toContain('href="/app/assets/shop.css"'); // the frame is drawn before it
  expect(small.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding, Accept-Language, Cookie' });
  expect(pages.send('products/7', english('person'), 'br').headers['etag']).not.toBe(small.headers['etag']);
  expect(pages.send('products/8', english('visitor'), 'br').headers['etag']).toBe(small.headers['etag']);
});

test.each(['', 'no JSON', '{"files":[],"views":[{}]}'])('a list that reads %j is as none', (text) => {
  expect(FirstViews.of(Buffer.from(text))).toBeUndefined();
});
