import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseFeed } from '@rowanmanning/feed-parser';
import ogs from 'open-graph-scraper';
import { type GatewaysUnderTest, signUp, startGateways } from './gateway-under-test.js';
import { AT, type PublicThings, startPublicThings, trackView } from './public-things.js';

/** The pages of albums, and the feeds of people, albums and playlists. */
const HOSTILE = `</script><script>alert(1)</script> "'> $& \u2028 <!-- é`;
const WEB = fileURLToPath(new URL('../../web/', import.meta.url));
const SITE = 'https://veza.test';

let folder: string;
let gateways: GatewaysUnderTest;
let services: { stop(): Promise<void> };
const things: PublicThings = {
  tracks: new Map(),
  products: new Map(),
  resources: new Map(),
  cabinets: new Map(),
  people: new Map(),
  albums: new Map(),
  playlists: new Map(),
  ids: () => ({ ids: [], last: 0 }),
  before: () => Promise.resolve(),
  callers: [],
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'veza-feeds-'));
  for (const file of ['index.html', 'embed.html']) copyFileSync(join(WEB, file), join(folder, file));
  gateways = await startGateways([{ WEB_DIR: folder, PUBLIC_URL: SITE }, {}]);
  services = await startPublicThings(gateways.redis.url, things);
});
afterAll(async () => {
  await services?.stop();
  await gateways?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const open = (path: string, index = 0) => gateways.http(index).get(path).set('accept-language', 'en');
const plain = async () => (await open('/app/rooms').expect(200)).text;
const script = (html: string, type: string): unknown =>
  JSON.parse(new RegExp(`<script type="${type.replace('+', '\\+')}"[^>]*>(.*?)</script>`).exec(html)?.[1] ?? 'null');

test('a public album has its tracks, its day and a cover that does not end in its page; a private one leaves no trace', async () => {
  const { id: ownerId, username } = await signUp(gateways.http());
  const { cover } = trackView();
  const facts = { ownerId, kind: 'ep', releaseDate: '2026-03-20', trackCount: 1, durationSeconds: 187, cover } as const;
  const times = { createdAt: AT, updatedAt: AT, version: '3', hasOwnCover: false };
  const album = { id: 6, title: HOSTILE, description: 'One night', isPublic: true, ...facts, ...times };
  things.albums.set(6, { album, tracks: [trackView()] });
  const { text } = await open('/app/albums/6').expect(200);
  const { result } = await ogs({ html: text });
  expect(result).toMatchObject({ ogType: 'music.album', musicReleaseDate: '2026-03-20' });
  expect(result.ogImage?.[0]?.url).toBe(`${SITE}/embed/albums/6/cover.jpg`);
  expect(script(text, 'application/ld+json')).toMatchObject({
    '@type': 'MusicAlbum',
    albumReleaseType: 'https://schema.org/EPRelease',
    byArtist: { name: username },
    track: [{ name: 'Gymnopédie', duration: 'PT187S' }],
  });
  const { body, headers } = await open('/api/v1/albums/6').expect(200);
  expect(script(text, 'application/json')).toEqual({ key: ['album', '6'], value: body, etag: headers['etag'] });
  expect((await open('/embed/albums/6/cover.jpg').expect(302)).headers['location']).toBe(cover?.large);
  const player = await open('/embed/albums/6').expect(200);
  expect(player.headers['content-security-policy']).toContain('frame-ancestors *');
  expect(player.headers['x-frame-options']).toBeUndefined();
  expect(player.text.match(/<script/g)).toHaveLength(2);
  expect(script(player.text, 'application/json')).toMatchObject({ value: { album: { id: 6 }, tracks: [{ id: 7 }] } });
  expect(text).toContain(`${SITE}/embed/albums/6`);
  const { body: embed } = await open('/oembed')
    .query({ url: `${SITE}/app/albums/6`, maxheight: '300' })
    .expect(200);
  expect(embed).toMatchObject({ type: 'rich', width: 640, height: 300 });
  expect(embed.html).toContain(`src="${SITE}/embed/albums/6" width="640"`);
  expect(embed.html).not.toContain('<script');
  expect((await open('/sitemaps/albums/1.xml').expect(200)).text).toContain(`<loc>${SITE}/app/albums/6</loc>`);
  things.albums.set(6, { album: { ...album, isPublic: false }, tracks: [] });
  expect((await open('/app/albums/6')).text).toBe(await plain());
  await open('/embed/albums/6').expect(404);
  await open('/oembed')
    .query({ url: `${SITE}/app/albums/6` })
    .expect(404);
});

test('a person, an album and a playlist have a feed of what everybody may play, with enclosures that stay', async () => {
  const { id: ownerId, username, accessToken } = await signUp(gateways.http());
  things.people.set(ownerId, { followers: 0, following: 0, followedByMe: false });
  const own = (id: number, facts = {}) => trackView({ id, uploaderId: ownerId, title: `${HOSTILE} ${id}`, ...facts });
  const tracks = [own(21), own(22, { status: 'processing' }), own(23, { isPublic: false })];
  things.tracks = new Map(tracks.map((track) => [track.id, track]));
  const facts = { ownerId, title: 'Night', description: 'By the sea', trackCount: 3, createdAt: AT, updatedAt: AT };
  const more = { kind: 'ep', releaseDate: null, durationSeconds: 0, cover: null, hasOwnCover: false, version: '1' } as const;
  things.albums.set(6, { album: { id: 6, isPublic: true, ...facts, ...more }, tracks });
  const playlist = { id: 4, visibility: 'public' as const, ...facts, mayEdit: false, editorIds: [] };
  things.playlists.set(4, { playlist, tracks, nextCursor: null });
  await gateways
    .http()
    .patch('/api/v1/users/me')
    .set('authorization', `Bearer ${accessToken}`)
    .send({ bio: 'I play' })
    .expect(200);

  const sound = `${SITE}/embed/tracks/21/audio.m4a`;
  const pages = [`people/${username}`, 'albums/6', 'playlists/4'];
  for (const page of pages) {
    const { text: xml, headers } = await open(`/${page}/feed.xml`).buffer().expect(200);
    expect(headers['content-type']).toBe('application/rss+xml; charset=utf-8');
    const read = parseFeed(xml);
    expect([read.url, read.self]).toEqual([`${SITE}/app/${page}`, `${SITE}/${page}/feed.xml`]);
    expect(read.items.map(({ url, media }) => [url, media[0]?.url, media[0]?.length])).toEqual([
      [`${SITE}/app/tracks/21`, sound, 21_000],
    ]);
    await open(`/${page}/feed.xml`).set('if-none-match', String(headers['etag'])).expect(304);
    expect((await open(`/app/${page}`)).text).toContain(`type="application/rss+xml" title=`);
  }
  expect((await open('/sitemaps/playlists/1.xml').expect(200)).text).toContain(`<loc>${SITE}/app/playlists/4</loc>`);
  expect((await open(new URL(sound).pathname).expect(302)).headers['location']).toBe('https://media.example/21/audio.m4a');
  for (const path of ['/embed/tracks/22/audio.m4a', '/embed/tracks/23/audio.m4a', '/albums/x/feed.xml', '/people/nn/feed.xml'])
    await open(path).expect(404);
  await gateways.sql.query("UPDATE users SET banned_until = now() + interval '1 day' WHERE id = $1", [ownerId]);
  for (const page of pages) await open(`/${page}/feed.xml`).expect(404);
  await open('/albums/6/feed.xml', 1).expect(404);
});
