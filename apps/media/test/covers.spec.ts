import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  ErrorBody,
  media,
  type Picture,
  PICTURE_EDGES,
  publicPicture,
  StoredObject,
  SYSTEM,
  type TrackView,
} from '@veza/contracts';
import { eventually } from '@veza/testing';
import sharp from 'sharp';
import { form, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';
import { makeSoundWithCover } from './sounds.js';

let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia();
  await service.startWorker();
});
afterAll(() => service.stop());

const [artist, listener, admin] = [user(1), user(2), user(9, 'admin')];
const MAX = 10 * 1024 ** 2;
const post = (bytes: Uint8Array<ArrayBuffer>, kind: 'track' | 'picture', userId = 1, name = 'front.png') =>
  fetch(`${service.url}/objects`, {
    method: 'POST',
    body: form(bytes, { name, field: kind === 'track' ? 'audio' : 'picture' }),
    headers: putGrant({ kind, userId, maxBytes: MAX }),
  });
const upload = async (...sent: Parameters<typeof post>) => StoredObject.parse(await (await post(...sent)).json()).objectId;

type Options = { width?: number; height?: number; background?: string };
const canvas = ({ width = 2_000, height = 1_000, background = 'red' }: Options = {}) =>
  sharp({ create: { width, height, channels: 3, background } });
const picture = async (options?: Options) => Buffer.from(await canvas(options).png().toBuffer());

async function created(bytes = wav(0.3), isPublic = true): Promise<number> {
  const objectId = await upload(bytes, 'track');
  return (await service.call(media.tracks.create, artist, { title: 'Raga', artist: 'Ravi', isPublic, objectId })).id;
}
const set = (id: number, objectId: string, caller = artist) => service.call(media.tracks.setCover, caller, { id, objectId });
const drop = (id: number, caller = artist) => service.call(media.tracks.dropCover, caller, { id });
const get = (id: number, caller = artist) => service.call(media.tracks.get, caller, { id });
const covered = async (id: number, options?: Options) => set(id, await upload(await picture(options), 'picture'));

function coverOf({ cover }: TrackView): Picture {
  if (!cover) throw new Error('the track has no cover');
  return cover;
}
const read = (url: string) => fetch(service.url + new URL(url).pathname);
const pictures = () => service.sql<{ id: string }>(`SELECT id FROM objects WHERE kind = 'picture'`);

test('a cover is an upright JPEG on white in four sizes, without the data of the camera', async () => {
  const exif = { IFD0: { Copyright: 'Ada' }, IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } };
  const photo = await canvas().withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect((await sharp(photo).metadata()).exif).toBeDefined();
  const { cover } = await set(await created(), await upload(Buffer.from(photo), 'picture'));
  const addresses = new Map(Object.entries(cover ?? {}));
  for (const [size, edge] of Object.entries(PICTURE_EDGES)) {
    const response = await read(addresses.get(size) ?? '');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const { width, height, format, exif: left } = await sharp(await response.arrayBuffer()).metadata();
    expect({ width, height, format, left }).toEqual({ width: edge / 2, height: edge, format: 'jpeg', left: undefined });
  }
  const clear = await sharp({ create: { width: 40, height: 40, channels: 4, background: '#0000' } })
    .webp()
    .toBuffer();
  const small = coverOf(await set(await created(), await upload(Buffer.from(clear), 'picture')));
  const { data, info } = await sharp(await (await read(small.full)).arrayBuffer())
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, data[0]]).toEqual([40, 40, 255]);
});

test('another cover takes the place of the first, whose address ends; without one the picture of the file is back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'veza-cover-'));
  const id = await created(Buffer.from(await readFile(await makeSoundWithCover(folder, 1))));
  await rm(folder, { recursive: true });
  const early = coverOf(await covered(id)); // it is there before the sound is
  expect((await read(early.small)).status).toBe(200);
  await eventually('the track to be ready', async () => (await get(id)).status === 'ready', { ms: 15_000 });
  expect((await get(id)).cover?.small).toBe(early.small);
  const later = coverOf(await covered(id, { background: 'blue' }));
  expect((await read(later.large)).status).toBe(200);
  await eventually('the first cover to end', async () => (await read(early.small)).status === 404);
  const own = coverOf(await drop(id));
  expect(own.small).toMatch(/\/cover\.jpg$/);
  expect(own.full).toBe(own.small);
  expect((await read(own.small)).status).toBe(200);
  expect(coverOf(await drop(id))).toEqual(own); // nothing to remove
});

test('the address of the cover of a public track ends when the track becomes private', async () => {
  const id = await created();
  const { small } = coverOf(await covered(id));
  expect((await read(small)).status).toBe(200);
  const hidden = await service.call(media.tracks.update, artist, { id, isPublic: false });
  await eventually('the address to end', async () => (await read(small)).status === 403);
  expect((await read(coverOf(hidden).small)).status).toBe(200);
  await expect(drop(id, listener)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('only the uploader sets a cover, by an own picture that no track has; administrators may remove it', async () => {
  const [id, other] = [await created(), await created()];
  const own = await upload(await picture(), 'picture');
  await expect(set(id, own, listener)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(set(id, own, admin)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(set(id, await upload(await picture(), 'picture', 2))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(set(id, await upload(wav(0.3), 'track'))).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
  const first = coverOf(await set(id, own));
  expect(coverOf(await set(id, own))).toEqual(first); // the same again
  expect((await read(first.small)).status).toBe(200);
  await expect(set(other, own)).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(drop(id, listener)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect((await drop(id, admin)).cover).toBeNull();
});

test('covers go with their track, with the account, and with a day without a track', async () => {
  await service.sql(`UPDATE tracks SET cover_id = NULL`);
  await service.sql(`DELETE FROM objects WHERE kind = 'picture'`);
  const deleted = await created();
  const { small } = coverOf(await covered(deleted));
  await service.call(media.tracks.delete, artist, { id: deleted });
  expect(await pictures()).toEqual([]);
  await eventually('the bytes to be gone', async () => (await read(small)).status === 404);

  const erased = await created();
  const { full } = coverOf(await covered(erased));
  await upload(await picture(), 'picture');
  await service.erase(1);
  await service.sql(`UPDATE objects SET created_at = now() - interval '2 days'`);
  const { SweeperService } = await import('../src/sweeper.service.js');
  const worker = await service.startWorker();
  await worker.app.get(SweeperService).sweep();
  expect(await pictures()).toEqual([]);
  await eventually('the bytes to be gone', async () => (await read(full)).status === 404);
});

test('a picture that its owner claimed as public has addresses without an end, until it is released', async () => {
  const objectId = await upload(await picture(), 'picture');
  const { medium, full } = publicPicture('', objectId);
  const status = async (path: string) => (await fetch(service.url + path)).status;
  expect(await status(medium)).toBe(404);
  const claim = (isPublic: boolean, id = objectId) =>
    service.call(media.objects.claim, SYSTEM, { objectId: id, ownerRef: 'product 1', userId: 1, isPublic });
  await claim(false);
  expect(await status(medium)).toBe(404);
  await claim(true);
  const response = await fetch(service.url + full);
  const { width } = await sharp(await response.arrayBuffer()).metadata();
  const forever = 'public, max-age=31536000, s-maxage=3600, immutable';
  expect([response.status, response.headers.get('cache-control'), width]).toEqual([200, forever, 1_200]);
  const again = await fetch(service.url + full, { headers: { 'if-none-match': response.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
  for (const wrong of ['/media/p/', `${medium}/x`, medium.replace('medium', 'huge'), `/media/p/../${objectId}/medium.jpg`])
    expect(await status(wrong)).toBe(404);
  const sound = await upload(wav(0.1), 'track');
  await expect(claim(true, sound)).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
  await service.call(media.objects.release, SYSTEM, { objectId });
  expect(await status(medium)).toBe(404);
});

test('a public picture is WebP for clients that name it, and JPEG for others and for pictures of earlier versions', async () => {
  const grain = { type: 'gaussian', mean: 128, sigma: 12 } as const;
  const photo = sharp({ create: { width: 1_300, height: 900, channels: 3, background: 'red', noise: grain } });
  const objectId = await upload(Buffer.from(await photo.png().toBuffer()), 'picture');
  await service.call(media.objects.claim, SYSTEM, { objectId, ownerRef: 'product 1', userId: 1, isPublic: true });
  const { full, large } = publicPicture('', objectId);
  const load = async (accept: string, headers: Record<string, string> = {}, path = full) => {
    const response = await fetch(service.url + path, { headers: { accept, ...headers } });
    return { response, header: (name: string) => response.headers.get(name), bytes: await response.arrayBuffer() };
  };
  const typeFor = async (accept: string) => (await load(accept)).header('content-type');
  const [jpeg, webp] = [await load('*/*'), await load('image/avif,image/webp,image/*,*/*;q=0.8')];
  for (const [{ header, bytes }, format] of [
    [jpeg, 'jpeg'],
    [webp, 'webp'],
  ] as const) {
    expect([header('content-type'), header('vary')]).toEqual([`image/${format}`, 'accept']);
    expect(await sharp(bytes).metadata()).toMatchObject({ format, width: 1_200 });
  }
  expect(webp.bytes.byteLength).toBeLessThan(jpeg.bytes.byteLength);
  const statusWith = async (tag: string | null) => (await load('image/webp', { 'if-none-match': tag ?? '' })).response.status;
  expect([await statusWith(webp.header('etag')), await statusWith(jpeg.header('etag'))]).toEqual([304, 200]);
  for (const accept of ['image/webp;q=0', 'image/jpeg', 'image/*']) expect(await typeFor(accept)).toBe('image/jpeg');
  const stored = join(service.folder, 'objects', objectId.slice(0, 2), objectId.slice(2, 4), objectId);
  await rm(join(stored, 'large.webp'));
  expect((await load('image/webp', {}, large)).header('content-type')).toBe('image/jpeg');
});

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const flat = { create: { width: 7_000, height: 7_000, channels: 3, background: 'red' } } as const;
test.each<[string, () => Promise<Buffer<ArrayBuffer>>]>([
  ['a drawing with a script', async () => svg],
  ['a drawing behind the first bytes of a PNG', async () => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), svg])],
  ['a GIF', async () => Buffer.from(await canvas({ width: 8, height: 8 }).gif().toBuffer())],
  ['a truncated JPEG', async () => Buffer.from(await canvas().jpeg().toBuffer()).subarray(0, 3_000)],
  ['a PNG of 49 million pixels in a few kilobytes', async () => Buffer.from(await sharp(flat).png().toBuffer())],
  ['a sound', async () => wav(0.1)],
])('%s is no cover: 415 names the field, and nothing is left', async (_name, make) => {
  const before = await pictures();
  const response = await post(await make(), 'picture');
  expect(response.status).toBe(415);
  expect(ErrorBody.parse(await response.json()).details?.[0]?.field).toBe('picture');
  expect(await pictures()).toEqual(before);
});

test('a picture that is also a page is re-encoded, and no byte of the page is kept', async () => {
  const page = Buffer.concat([await canvas().jpeg().toBuffer(), Buffer.from('<script>alert(1)</script>')]);
  const { full } = coverOf(await set(await created(), await upload(page, 'picture')));
  expect(Buffer.from(await (await read(full)).arrayBuffer()).includes('<script')).toBe(false);
});

test('an image of more than 10 MiB is 413', async () => {
  const noise = await sharp({
    create: { width: 2_200, height: 2_200, channels: 3, background: 'red', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const response = await post(Buffer.from(noise), 'picture');
  expect([response.status, ErrorBody.parse(await response.json()).code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
});
