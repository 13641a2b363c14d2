import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { PUBLIC_IDS_AT_ONCE, type ResourceView } from '@veza/contracts';
import ogs from 'open-graph-scraper';
import { type GatewaysUnderTest, signUp, startGateways } from './gateway-under-test.js';
import { AT, cabinet, product, type PublicThings, startPublicThings, trackView } from './public-things.js';

const HOSTILE = `</script><script>alert(1)</script> "'> $& \u2028 <!-- é`;
const WEB = fileURLToPath(new URL('../../web/', import.meta.url));
const SITE = 'https://veza.test';
let folder: string;
let gateways: GatewaysUnderTest;
let services: { stop(): Promise<void> };
const never = () => Promise.resolve();
const things: PublicThings = {
  tracks: new Map(),
  products: new Map(),
  resources: new Map(),
  cabinets: new Map(),
  people: new Map(),
  albums: new Map(),
  playlists: new Map(),
  ids: () => ({ ids: [], last: 0 }),
  before: never,
  callers: [],
};

const resource = (facts: Partial<ResourceView> = {}): ResourceView => ({
  id: 5,
  title: 'Clap',
  description: '',
  filename: 'clap.wav',
  type: 'audio/wav',
  size: 44,
  category: 'sample',
  tags: ['drum'],
  downloads: 4,
  rating: 4.5,
  ratingsCount: 2,
  isPublic: true,
  uploaderId: 1,
  createdAt: AT,
  version: '1',
  ...facts,
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'veza-links-'));
  // The sources of the pages, so that the places which a thing fills are those of the client.
  for (const file of ['index.html', 'embed.html']) copyFileSync(join(WEB, file), join(folder, file));
  const env = { WEB_DIR: folder, PUBLIC_URL: SITE };
  gateways = await startGateways([env, { ...env, LIMIT_REQUESTS_ADDRESS: '2' }, {}]);
  services = await startPublicThings(gateways.redis.url, things);
});
afterAll(async () => {
  await services?.stop();
  await gateways?.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  things.tracks = new Map([
    [7, trackView()],
    [8, trackView({ id: 8, title: 'Hidden', isPublic: false })],
    [9, trackView({ id: 9, title: 'Broken', status: 'failed', error: 'UNREADABLE' })],
  ]);
  things.products = new Map([[3, product()]]);
  things.resources = new Map([
    [5, resource()],
    [6, resource({ id: 6, title: 'Hidden', isPublic: false })],
  ]);
  things.cabinets = new Map([['harmonie', cabinet]]);
  things.before = never;
  things.callers.length = 0;
});

const open = (path: string, language = 'en', index = 0) => gateways.http(index).get(path).set('accept-language', language);
const plain = async () => (await open('/app/rooms').expect(200)).text;
const meta = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<meta (?:name|property)="([^"]+)" content="([^"]*)">/g)].map(([, name, content]) => [name, content]),
  );
const script = (html: string, type: string): unknown =>
  JSON.parse(new RegExp(`<script type="${type.replace('+', '\\+')}"[^>]*>(.*?)</script>`).exec(html)?.[1] ?? 'null');

test.each([
  [
    '/tracks/7',
    'Gymnopédie',
    'music.song',
    { '@type': 'MusicRecording', duration: 'PT187S', license: 'https://creativecommons.org/licenses/by-sa/4.0/' },
    ['track', '7'],
  ],
  [
    '/products/3',
    'Oud',
    'product',
    { '@type': 'Product', offers: expect.objectContaining({ price: '399.90' }) },
    ['product', '3'],
  ],
  ['/resources/5', 'Clap', 'article', { '@type': 'DigitalDocument', keywords: 'drum' }, ['resource', '5']],
  ['/book/harmonie', 'Harmonie', 'website', { '@type': 'LocalBusiness', address: '1 rue de la Paix' }, ['cabinet', 'harmonie']],
])(
  '%s comes with its facts for programs, for readers without script, and for the client',
  async (path, title, type, schema, key) => {
    const { text, headers } = await open(`/app${path}`).expect(200);
    expect(meta(text)).toMatchObject({
      'og:title': title,
      'og:type': type,
      'og:url': `${SITE}/app${path}`,
      'og:site_name': 'Veza',
      'twitter:title': title,
      'og:image': expect.stringMatching(/^https:\/\//),
      description: expect.stringMatching(/\S/),
    });
    expect(text).toContain(`<title>${title} · Veza</title>`);
    expect(text).toContain(`<link rel="canonical" href="${SITE}/app${path}">`);
    for (const language of ['en', 'fr'])
      expect(text).toContain(`<link rel="alternate" hreflang="${language}" href="${SITE}/app${path}?lang=${language}">`);
    expect(text).toContain(`<main><h1>${title}</h1>`);
    expect(script(text, 'application/ld+json')).toMatchObject({
      '@context': 'https://schema.org',
      url: `${SITE}/app${path}`,
      ...schema,
    });
    expect(script(text, 'application/json')).toMatchObject({ key });
    expect(Buffer.byteLength(text)).toBeLessThan(60 * 1_024);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=60',
      vary: 'Accept-Language, Accept-Encoding',
      'content-language': 'en',
    });
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['set-cookie']).toBeUndefined();
  },
);

test('a program that unfurls links finds title, words, picture and facts, also in hostile texts', async () => {
  const unfurl = async (path: string) => (await ogs({ html: (await open(`/app${path}`).expect(200)).text })).result;
  expect(await unfurl('/products/3')).toMatchObject({
    success: true,
    ogSiteName: 'Veza',
    ogTitle: 'Oud',
    ogDescription: '€399.90 · Eleven strings',
    ogType: 'product',
    ogUrl: `${SITE}/app/products/3`,
    ogLocale: 'en_GB',
    ogImage: [{ url: expect.stringMatching(/^https:.*large\.jpg$/), alt: 'An oud' }],
    twitterCard: 'summary',
    jsonLD: [expect.objectContaining({ '@type': 'Product', name: 'Oud' })],
  });
  things.tracks.set(7, trackView({ title: HOSTILE }));
  const { ogTitle, twitterPlayer, musicDuration, ogImage } = await unfurl('/tracks/7');
  expect(ogTitle).toBe(HOSTILE.replace(/\s+/g, ' '));
  expect(musicDuration).toBe('187');
  expect(ogImage?.[0]?.url).toBe(`${SITE}/embed/tracks/7/cover.jpg`);
  expect(JSON.stringify(twitterPlayer)).toContain(`${SITE}/embed/tracks/7`);
});

test('the client gets what the API would say, with its entity tag', async () => {
  const { text } = await open('/app/products/3').expect(200);
  const { body, headers } = await open('/api/v1/products/3').expect(200);
  expect(script(text, 'application/json')).toMatchObject({ value: body, etag: headers['etag'] });
  const track = await open('/api/v1/tracks/7').expect(200);
  expect(script((await open('/app/tracks/7')).text, 'application/json')).toMatchObject({
    value: track.body,
    etag: track.headers['etag'],
  });
});

test('a page with a thing is compressed, and each form has its own tag', async () => {
  const as = (encoding: string) => open('/app/products/3').set('accept-encoding', encoding).expect(200);
  const [bare, small] = [await as('identity'), await as('gzip')];
  expect(small.text).toBe(bare.text);
  expect(small.headers).toMatchObject({ 'content-encoding': 'gzip', vary: expect.stringContaining('Accept-Encoding') });
  expect(Number(small.headers['content-length'])).toBeLessThan(Number(bare.headers['content-length']) / 2);
  expect(small.headers['etag']).not.toBe(bare.headers['etag']);
  expect(bare.headers['content-encoding']).toBeUndefined();
});

test('a page is in the language of its address, else in that of its reader, and is not sent again to one who has it', async () => {
  const french = await open('/app/tracks/7', 'fr').expect(200);
  expect(french.text).toContain('<html lang="fr">');
  expect(french.text).toContain('<dt>Écoutes</dt>');
  const chosen = await open('/app/tracks/7?lang=fr').expect(200);
  expect(chosen.text).toContain(`<link rel="canonical" href="${SITE}/app/tracks/7?lang=fr">`);
  await open('/app/tracks/7?lang=fr').set('if-none-match', String(chosen.headers['etag'])).expect(304);
  await open('/app/tracks/7').set('if-none-match', String(chosen.headers['etag'])).expect(200);
});

test('what is private, failed or missing has the plain page, in every byte', async () => {
  const page = await plain();
  for (const path of [
    '/tracks/8',
    '/tracks/9',
    '/tracks/10',
    '/tracks/99999999999',
    '/tracks/x',
    '/resources/6',
    '/products/4',
    '/book/closed',
  ]) {
    const { text, headers } = await open(`/app${path}`).expect(200);
    expect({ path, text }).toEqual({ path, text: page });
    expect(headers['cache-control']).toBe('no-cache');
  }
});

test('a page is that of a stranger for every reader', async () => {
  const { accessToken } = await signUp(gateways.http());
  const own = await open('/app/tracks/7').set('authorization', `Bearer ${accessToken}`).set('cookie', 'veza=1').expect(200);
  expect(own.text).toBe((await open('/app/tracks/7')).text);
  expect(things.callers).toEqual([{ kind: 'anonymous' }, { kind: 'anonymous' }]);
});

test('the page of a person has the words and counts of the person; a banned one has no page', async () => {
  const { id, username, accessToken } = await signUp(gateways.http());
  things.people.set(id, { followers: 12, following: 3, followedByMe: false });
  const words = { bio: `I play. ${HOSTILE}` };
  await gateways.http().patch('/api/v1/users/me').set('authorization', `Bearer ${accessToken}`).send(words).expect(200);
  const { text } = await open(`/app/people/${username.toUpperCase()}`).expect(200);
  const address = `${SITE}/app/people/${username}`;
  expect(meta(text)).toMatchObject({
    'og:title': username,
    'og:type': 'profile',
    'og:url': address,
    'profile:username': username,
  });
  expect(text).toContain(`<link rel="canonical" href="${address}">`);
  expect(text.match(/<script/g)).toHaveLength(3);
  expect(script(text, 'application/ld+json')).toMatchObject({ '@type': 'ProfilePage', mainEntity: { alternateName: username } });
  const { body } = await open(`/api/v1/people/${username}`).expect(200);
  expect(script(text, 'application/json')).toEqual({ key: ['person', username.toLowerCase()], value: body });
  await gateways.sql.query("UPDATE users SET banned_until = now() + interval '1 day' WHERE id = $1", [id]);
  expect((await open(`/app/people/${username}`)).text).toBe(await plain());
  expect((await open('/app/people/%C3%A9ric')).text).toBe(await plain());
});

test('a public playlist is in its page and in that of its owner; another one leaves no trace', async () => {
  const { id: ownerId, username } = await signUp(gateways.http());
  things.people.set(ownerId, { followers: 0, following: 0, followedByMe: false });
  const facts = { ownerId, visibility: 'public' as const, trackCount: 1, createdAt: AT, updatedAt: AT };
  const playlist = { id: 4, title: 'Night', description: HOSTILE, ...facts, mayEdit: false, editorIds: [] };
  things.playlists.set(4, { playlist, tracks: [trackView()], nextCursor: null });
  const { text } = await open('/app/playlists/4').expect(200);
  expect(meta(text)).toMatchObject({ 'og:title': 'Night', 'og:type': 'music.playlist', 'music:song_count': '1' });
  expect(text).toContain('Gymnopédie');
  expect(text.match(/<script/g)).toHaveLength(3);
  const { body } = await open('/api/v1/playlists/4').expect(200);
  expect(script(text, 'application/json')).toEqual({ key: ['playlist', '4'], value: body });
  expect((await open(`/app/people/${username}`)).text).toContain('<dd>Night</dd>');
  await gateways.sql.query("UPDATE users SET banned_until = now() + interval '1 day' WHERE id = $1", [ownerId]);
  expect((await open('/app/playlists/4')).text).toBe(await plain());
});

test('hostile texts stay texts', async () => {
  things.tracks.set(7, trackView({ title: HOSTILE, artist: HOSTILE, album: HOSTILE, tags: [HOSTILE] }));
  things.products.set(3, product({ name: HOSTILE, description: HOSTILE, category: HOSTILE }));
  things.resources.set(5, resource({ title: HOSTILE, description: HOSTILE, filename: HOSTILE }));
  things.cabinets.set('harmonie', { ...cabinet, name: HOSTILE, description: HOSTILE, address: HOSTILE });
  for (const path of ['/tracks/7', '/products/3', '/resources/5', '/book/harmonie']) {
    const { text } = await open(`/app${path}`).expect(200);
    expect(text.match(/<script/g)).toHaveLength(3); // the client, the data, the facts for programs
    expect(text).not.toContain('alert(1)</script>');
    expect(text).not.toMatch(/<script[^>]*>[^<]*\u2028/);
    expect(JSON.stringify(script(text, 'application/json'))).toContain(JSON.stringify(HOSTILE).slice(1, -1));
    expect(meta(text)['og:title']).toBe(
      HOSTILE.replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;')
        .replace(/\s+/g, ' '),
    );
  }
});

test('the longest texts stay within 60 KiB', async () => {
  const long = '<"&'.repeat(1_666);
  things.products.set(3, product({ name: long.slice(0, 200), description: long }));
  const practitioners = Array.from({ length: 500 }, () => ({ ...cabinet.practitioners[0]!, lastName: long.slice(0, 80) }));
  things.cabinets.set('harmonie', { ...cabinet, description: long.slice(0, 2_000), practitioners });
  for (const path of ['/products/3', '/book/harmonie'])
    expect(Buffer.byteLength((await open(`/app${path}`).expect(200)).text)).toBeLessThan(60 * 1_024);
});

test('a slow service, and one that is away, leave the plain page within a second', async () => {
  let go: () => void = () => undefined;
  things.before = () => new Promise((resolve) => (go = resolve));
  const from = performance.now();
  expect((await open('/app/tracks/7').expect(200)).text).toBe(await plain());
  expect(performance.now() - from).toBeLessThan(1_000);
  go();
});

test('beyond the limit of an address, its pages are plain', async () => {
  const texts = [];
  for (let n = 0; n < 3; n += 1) texts.push((await open('/app/tracks/7', 'en', 1).expect(200)).text.includes('og:title'));
  expect(texts).toEqual([true, true, false]);
});

test('robots and sitemaps name the public pages in parts of at most 50,000, and nothing is there without a client', async () => {
  const robots = await open('/robots.txt').expect(200);
  expect(robots.text).toContain(`Sitemap: ${SITE}/sitemap.xml`);
  const asked: number[] = [];
  // Every second id up to 100,001 is that of a public track.
  things.ids = ({ after, upTo }) => {
    asked.push(after);
    const from = after + 1 + (after % 2);
    const all = Array.from({ length: PUBLIC_IDS_AT_ONCE }, (_, at) => from + 2 * at);
    return { ids: all.filter((id) => id <= upTo && id <= 100_001), last: 100_001 };
  };
  const index = await open('/sitemap.xml').expect(200);
  const pages = [...index.text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => String(address));
  const kinds = ['tracks/1', 'tracks/2', 'tracks/3', 'playlists/1', 'products/1', 'resources/1', 'book/1'];
  expect(pages).toEqual(kinds.map((kind) => `${SITE}/sitemaps/${kind}.xml`));
  asked.length = 0;
  const addresses: string[] = [];
  for (const page of pages) {
    const { text, headers } = await open(new URL(page).pathname).buffer(true).expect(200);
    expect(headers['content-type']).toMatch(/^application\/xml/);
    const found = [...text.matchAll(/<url><loc>([^<]+)<\/loc><\/url>/g)].map(([, address]) => String(address));
    expect(found.length).toBeLessThanOrEqual(50_000);
    expect(text).toMatch(/^<\?xml [^>]+>\n<urlset [^>]+>\n[\s\S]*<\/urlset>\n$/);
    addresses.push(...found);
  }
  expect(addresses).toHaveLength(50_001 + 5);
  expect(new Set(addresses).size).toBe(addresses.length);
  for (const path of ['tracks/1', 'tracks/100001', 'products/3', 'resources/5', 'book/harmonie'])
    expect(addresses).toContain(`${SITE}/app/${path}`);
  expect(Math.max(...asked)).toBeGreaterThan(90_000); // in parts
  for (const path of ['/sitemaps/tracks/4.xml', '/sitemaps/tracks/0.xml', '/sitemaps/rooms/1.xml', '/sitemaps/book/2.xml'])
    await open(path).expect(404);
  for (const path of ['/robots.txt', '/sitemap.xml', '/sitemaps/tracks/1.xml']) await open(path, 'en', 2).expect(404);
});

test('a sitemap whose service is away is refused before its first byte', async () => {
  things.ids = () => {
    throw new Error('away');
  };
  for (const path of ['/sitemap.xml', '/sitemaps/tracks/1.xml']) expect((await open(path)).status).toBeGreaterThanOrEqual(500);
});

test('the player may be framed anywhere and sets no cookie; the rest stays as it is', async () => {
  const { text, headers } = await open('/embed/tracks/7').expect(200);
  expect(headers['content-security-policy']).toContain('frame-ancestors *');
  expect([headers['x-frame-options'], headers['set-cookie']]).toEqual([undefined, undefined]);
  expect(text).toContain(`<a href="${SITE}/app/tracks/7" target="_blank" rel="noopener">Gymnopédie</a>`);
  expect(script(text, 'application/json')).toMatchObject({ value: { id: 7, duration_seconds: 187 } });
  await open('/embed/tracks/7').set('if-none-match', String(headers['etag'])).expect(304);
  for (const path of ['/app/tracks/7', '/embed/tracks/7/cover.jpg', '/api/v1/tracks/7'])
    expect((await open(path)).headers['x-frame-options']).toBe('DENY');
  const hidden = await open('/embed/tracks/8', 'fr').expect(404);
  expect(hidden.text).toMatch(/^(?!.*Hidden).*pas disponible/s);
  things.tracks.set(7, trackView({ title: HOSTILE }));
  expect((await open('/embed/tracks/7')).text.match(/<script/g)).toHaveLength(2);
});

test('a cover has an address that does not end', async () => {
  const { headers } = await open('/embed/tracks/7/cover.jpg').expect(302);
  expect(headers).toMatchObject({ location: 'https://media.example/l', 'cache-control': 'public, max-age=60' });
  things.tracks.set(7, trackView({ cover: null }));
  for (const id of [7, 8]) await open(`/embed/tracks/${id}/cover.jpg`).expect(404);
});

test('oEmbed gives the player of a public track, as JSON and as XML, and of nothing else', async () => {
  const ask = (url: string, more: object = {}) => open('/oembed').query({ url, ...more });
  const { body } = await ask(`${SITE}/app/tracks/7#t=83`, { maxwidth: '300', utm_source: 'x' }).expect(200);
  expect(body).toMatchObject({ type: 'rich', version: '1.0', title: 'Gymnopédie', width: 300, height: 152 });
  expect(body.html).toContain(`src="${SITE}/embed/tracks/7#t=83" width="300"`);
  const xml = await ask(`${SITE}/app/tracks/7`, { format: 'xml' }).expect(200);
  expect(xml.headers['content-type']).toBe('text/xml; charset=utf-8');
  expect(xml.text).toContain('<oembed><type>rich</type>');
  for (const url of [`${SITE}/app/tracks/8`, `${SITE}/app/products/3`, `https://else.test/app/tracks/7`, 'tracks/7'])
    await ask(url).expect(404);
  things.tracks.set(7, trackView({ title: HOSTILE }));
  expect((await ask(`${SITE}/app/tracks/7`)).body.html).not.toContain('<script');
});
