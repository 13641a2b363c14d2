import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { media as calls } from '@veza/contracts';
import sharp from 'sharp';
import { LinkPreviewsRepository } from '../src/link-previews/link-previews.repository.js';
import { type MediaUnderTest, startMedia, user } from './media-under-test.js';

let media: MediaUnderTest;
const pages = new Map<string, RequestListener>();
const asked: string[] = [];
const outside = createServer((request, response) => {
  asked.push(request.url ?? '');
  const page = pages.get(request.url ?? '');
  if (page) page(request, response);
  else response.writeHead(404).end();
});
let origin: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  media = await startMedia({ LINK_PREVIEW_TEST_ORIGINS: origin });
});
afterAll(async () => {
  await media?.stop();
  outside.closeAllConnections();
  outside.close();
});

const html =
  (head: string): RequestListener =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<html><head>${head}</head><body></body></html>`);
  };
const previewOf = async (path: string, userId = 1) =>
  (await media.call(calls.linkPreviews.get, user(userId), { url: path.includes('://') ? path : origin + path })).preview;
const titled = (title: string, picture: string) => html(`<title>${title}</title><meta property="og:image" content="${picture}">`);

test('a page is read once for all its readers, its picture is made anew, and a day later both are replaced', async () => {
  const red = await sharp({ create: { width: 900, height: 300, channels: 3, background: 'red' } })
    .withExif({ IFD0: { Artist: 'a private name' } })
    .png()
    .toBuffer();
  pages.set('/red.png', (_request, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(red));
  pages.set('/song', titled('A song', '/red.png'));
  const [first, same] = await Promise.all([previewOf('/song#verse', 1), previewOf('/song', 2)]);
  expect(first).toEqual({ site: '127.0.0.1', title: 'A song', description: '', pictureId: expect.any(String) });
  expect(same).toEqual(first);
  expect(await previewOf('/song', 3)).toEqual(first);
  expect(asked).toEqual(['/song', '/red.png']);

  const address = (id: string | null | undefined) => `${media.url}/media/p/${id ?? ''}/medium.jpg`;
  const picture = await fetch(address(first?.pictureId));
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  const made = await sharp(Buffer.from(await picture.arrayBuffer())).metadata();
  expect([made.width, made.exif]).toEqual([300, undefined]);

  await media.sql(`UPDATE link_previews SET read_at = read_at - interval '25 hours'`);
  pages.set('/song', titled('Another song', '/red.png'));
  const later = await previewOf('/song');
  expect(later).toMatchObject({ title: 'Another song' });
  expect((await fetch(address(first?.pictureId))).status).toBe(404);
  expect((await fetch(address(later?.pictureId))).status).toBe(200);
  expect(await media.sql(`SELECT DISTINCT owner_id FROM objects WHERE claimed_by LIKE 'link-preview:%'`)).toEqual([
    { owner_id: null },
  ]);
});

test('a page is not read again for a reader who looked for it while its reading ended', async () => {
  pages.set('/late', html('<title>Late</title>'));
  const repository = media.main.app.get(LinkPreviewsRepository);
  const fresh = repository.fresh.bind(repository);
  const slow = jest.spyOn(repository, 'fresh').mockImplementationOnce(async (hash) => {
    const found = await fresh(hash);
    await previewOf('/late', 1);
    return found;
  });
  expect(await previewOf('/late', 2)).toMatchObject({ title: 'Late' });
  expect(asked.filter((path) => path === '/late')).toHaveLength(1);
  slow.mockRestore();
});

test.each<[string, RequestListener]>([
  ['a redirect into the network of the platform', (_, response) => response.writeHead(302, { location: `${media.url}/` }).end()],
  ['a redirect to itself', (_, response) => response.writeHead(302, { location: '/hostile' }).end()],
  ['a download', (_, response) => response.writeHead(200, { 'content-type': 'application/zip' }).end('<title>x</title>')],
  ['a page that is refused', (_, response) => response.writeHead(403, { 'content-type': 'text/html' }).end('<title>No</title>')],
  [
    'a page that never ends',
    (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).write('<html><head>'),
  ],
  ['a line that breaks', (_, response) => response.destroy()],
])('%s shows nothing, and is not asked again for an hour', async (_name, listener) => {
  pages.set('/hostile', listener);
  await media.sql(`DELETE FROM link_previews`);
  expect(await previewOf('/hostile')).toBeNull();
  const before = asked.length;
  expect(await previewOf('/hostile')).toBeNull();
  expect(asked).toHaveLength(before);
});

test('a page keeps its words when its picture is none', async () => {
  pages.set('/broken.png', (_request, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('<svg/>'));
  pages.set('/words', titled('Words', '/broken.png'));
  expect(await previewOf('/words')).toMatchObject({ title: 'Words', pictureId: null });
});

test('addresses that are not public are not read', async () => {
  for (const url of ['http://10.0.0.1/', 'https://localhost/', 'https://me@example.org/', 'https://example.org:8443/'])
    expect(await previewOf(url)).toBeNull();
  expect(await media.sql(`SELECT 1 FROM link_previews WHERE site IN ('10.0.0.1', 'localhost', 'example.org')`)).toEqual([]);
});

test('a person has sixty pages read in ten minutes, and reads those of others', async () => {
  pages.set('/shared', html('<title>Shared</title>'));
  await previewOf('/shared', 8);
  for (let at = 0; at < 60; at += 1) await previewOf(`/missing/${at}`, 9);
  await expect(previewOf('/missing/60', 9)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  expect(await previewOf('/shared', 9)).toMatchObject({ title: 'Shared' });
});
