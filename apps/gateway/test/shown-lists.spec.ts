import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type GatewaysUnderTest, startGateways } from './gateway-under-test.js';
import { cabinet, product, type PublicThings, startPublicThings } from './public-things.js';

const HOSTILE = `</script><script>alert(1)</script> "'> $& \u2028 <!-- é`;
const PAGE = fileURLToPath(new URL('../../web/index.html', import.meta.url));
const SITE = 'https://veza.test';
let folder: string;
let gateways: GatewaysUnderTest;
let services: { stop(): Promise<void> };
const never = () => Promise.resolve();
const things: PublicThings = {
  tracks: new Map(),
  products: new Map(),
  resources: new Map(),
  cabinets: new Map([['harmonie', cabinet]]),
  people: new Map(),
  albums: new Map(),
  playlists: new Map(),
  ids: () => ({ ids: [], last: 0 }),
  before: never,
  callers: [],
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'veza-lists-'));
  copyFileSync(PAGE, join(folder, 'index.html'));
  gateways = await startGateways([{ WEB_DIR: folder, PUBLIC_URL: SITE }]);
  services = await startPublicThings(gateways.redis.url, things);
});
afterAll(async () => {
  await services?.stop();
  await gateways?.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  things.products = new Map([[3, product()]]);
  things.before = never;
  things.callers.length = 0;
});

const open = (path: string, language = 'en') => gateways.http().get(path).set('accept-language', language);
const plain = async () => (await open('/app/rooms').expect(200)).text;
const script = (html: string, type: string): unknown =>
  JSON.parse(new RegExp(`<script type="${type.replace('+', '\\+')}"[^>]*>(.*?)</script>`).exec(html)?.[1] ?? 'null');

test('a list comes with its first part, which is what the client would read', async () => {
  things.products.set(4, product({ id: 4, name: HOSTILE, price: '0.00', pictures: [] }));
  const { text, headers } = await open('/app/products').expect(200);
  expect(text).toContain(`<li><img class="wide" src="`);
  expect(text).toContain(`<h2><a href="${SITE}/app/products/3">Oud</a></h2><p>€399.90</p>`);
  expect(text).toContain('<h2><a href="https://veza.test/app/products/4">&lt;/script&gt;');
  expect(text.match(/<script/g)).toHaveLength(3);
  expect(script(text, 'application/ld+json')).toMatchObject({ '@type': 'ItemList' });
  const { body } = await open('/api/v1/products?limit=24&facets=category,price,in_stock').expect(200);
  expect(script(text, 'application/json')).toEqual({ key: ['products', ''], value: body });
  expect(headers).toMatchObject({
    'cache-control': 'public, max-age=60',
    vary: expect.stringMatching(/^Accept-Language, Cookie\b/),
  });

  const cabinets = await open('/app/book', 'fr').expect(200);
  expect(cabinets.text).toContain(`<h1>Trouver un cabinet</h1>`);
  expect(cabinets.text).toContain(`<a href="${SITE}/app/book/harmonie">Harmonie</a></h2><p>1 rue de la Paix</p>`);
  const listed = await open('/api/book').expect(200);
  expect(script(cabinets.text, 'application/json')).toEqual({ key: ['cabinets', ''], value: listed.body });
});

test('a list has the plain page for a person, with a search, and when it is not known in time', async () => {
  const page = await plain();
  const person = await open('/app/products').set('cookie', '__Host-veza-session=a-token').expect(200);
  expect(person.text).toBe(page);
  expect((await open('/app/products?q=oud').expect(200)).text).toBe(page);
  expect((await open('/app/products?lang=fr').expect(200)).text).toContain('<h1>Produits</h1>');
  expect(things.callers).toEqual([{ kind: 'anonymous' }]);
  let release = () => {};
  things.before = () => new Promise((resolve) => (release = resolve));
  expect((await open('/app/products').expect(200)).text).toBe(page);
  release();
});

test('a list whose data are large leaves them to the client', async () => {
  const long = 'é'.repeat(2_000);
  things.products = new Map(Array.from({ length: 24 }, (_, id) => [id + 1, product({ id: id + 1, description: long })]));
  const { text } = await open('/app/products').expect(200);
  expect(script(text, 'application/json')).toBeNull();
  expect(text.match(/<li>/g)).toHaveLength(24);
  expect(Buffer.byteLength(text)).toBeLessThan(60 * 1_024);
});
