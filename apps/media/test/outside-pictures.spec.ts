import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media as calls, SYSTEM } from '@veza/contracts';
import sharp from 'sharp';
import { type MediaUnderTest, startMedia } from './media-under-test.js';

let media: MediaUnderTest;
const pages = new Map<string, RequestListener>();
const outside = createServer((request, response) => {
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

const fetched = (path: string) =>
  media.call(calls.outsidePictures.fetch, SYSTEM, { url: path.includes('://') ? path : origin + path, userId: 7 });
const sent =
  (type: string, body: string | Buffer, status = 200): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': type }).end(body);
const stored = () => media.sql<{ owner_id: number }>(`SELECT owner_id FROM objects WHERE kind = 'picture'`);

test('a picture elsewhere becomes an unclaimed upload of the user, without the data of the camera', async () => {
  const photo = await sharp({ create: { width: 900, height: 300, channels: 3, background: 'red' } })
    .withExif({ IFD0: { Artist: 'a private name' } })
    .png()
    .toBuffer();
  pages.set('/front.png', sent('image/png', photo));
  pages.set('/moved', (_request, response) => response.writeHead(302, { location: '/front.png' }).end());
  const { objectId, type } = await fetched('/moved');
  expect(type).toBe('image/jpeg');
  expect(await stored()).toEqual([{ owner_id: 7 }]);
  await media.call(calls.objects.claim, SYSTEM, { objectId, ownerRef: 'product 1', userId: 7, isPublic: true });
  const loaded = await fetch(`${media.url}/media/p/${objectId}/full.jpg`);
  const { width, exif } = await sharp(await loaded.arrayBuffer()).metadata();
  expect([width, exif]).toEqual([900, undefined]);
});

test.each<[string, string, RequestListener | undefined, string]>([
  ['no page', '/none.png', undefined, 'UNSUPPORTED_MEDIA_TYPE'],
  ['a page', '/page', sent('text/html', '<html></html>'), 'UNSUPPORTED_MEDIA_TYPE'],
  ['a page that is called a picture', '/lie.png', sent('image/png', '<html></html>'), 'UNSUPPORTED_MEDIA_TYPE'],
  ['more than a picture may have', '/large.png', sent('image/png', Buffer.alloc(11 * 1024 ** 2)), 'PAYLOAD_TOO_LARGE'],
  ['a busy host', '/busy.png', sent('image/png', '', 503), 'UNAVAILABLE'],
  ['a private host', 'https://10.0.0.1/front.png', undefined, 'VALIDATION_FAILED'],
  [
    'a way to a private host',
    '/inside',
    (_request, response) => response.writeHead(302, { location: 'https://169.254.169.254/latest' }).end(),
    'VALIDATION_FAILED',
  ],
  ['a host without encryption', 'http://example.com/front.png', undefined, 'VALIDATION_FAILED'],
])('%s is refused, and leaves nothing', async (_what, path, page, code) => {
  if (page) pages.set(path, page);
  const before = await stored();
  await expect(fetched(path)).rejects.toMatchObject({ code });
  expect(await stored()).toEqual(before);
});
