// covers: apps/media/src/bytes, apps/media/src/signed-urls, tools/containers
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media, StoredObject } from '@veza/contracts';
import { FIXED_HEADERS } from '@veza/platform';
import { eventually, startNginx } from '@veza/testing';
import { WebSocket } from 'ws';
import { StreamKey } from '../src/signed-urls/stream-key.js';
import { form, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';

/** A real nginx in front of media, by the template that compose uses. */
let service: MediaUnderTest;
let front: Awaited<ReturnType<typeof startNginx>>;
const { VEZA_NGINX } = process.env;
const LONG = 60_000;
const artist = user(1);

beforeAll(async () => {
  if (VEZA_NGINX === undefined) throw new Error('nginx could not be fetched for this run');
  service = await startMedia({ MEDIA_FRONT: 'nginx' });
  await service.startWorker();
  const template = await readFile(new URL('../../../tools/containers/front/media.conf.template', import.meta.url), 'utf8');
  const upstream = new URL(service.url).host;
  front = await startNginx(VEZA_NGINX, template, { MEDIA_FRONT_UPSTREAM: upstream, MEDIA_FRONT_DATA: service.folder });
}, LONG);
afterAll(async () => {
  await front?.stop();
  await service?.stop();
});

async function readyTrack(seconds: number): Promise<number> {
  const sent = await fetch(`${service.url}/objects`, { method: 'POST', body: form(wav(seconds)), headers: putGrant() });
  const { objectId } = StoredObject.parse(await sent.json());
  const facts = { title: 'Raga', artist: 'Ravi', downloadable: true, objectId };
  const { id } = await service.call(media.tracks.create, artist, facts);
  const get = () => service.call(media.tracks.get, artist, { id });
  await eventually('the track to be ready', async () => (await get()).status === 'ready', { ms: LONG });
  return id;
}
const streamOf = (id: number) => service.call(media.tracks.stream, user(2), { id });
const at = (base: string, url: string) => base + new URL(url).pathname;
const read = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(at(front.url, url), { method, headers });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

test(
  'nginx sends the right bytes for whole files, ranges, conditions and playlists, with the headers of media',
  async () => {
    const id = await readyTrack(20);
    const { url, hlsUrl } = await streamOf(id);
    const direct = await fetch(at(service.url, url));
    const whole = await bytesOf(direct);
    const sent = await read(url);
    expect(sent.headers.get('server')).toBe('nginx');
    expect(sent.headers.get('etag')).not.toBe(direct.headers.get('etag')); // it was not media that sent it
    for (const name of [
      'content-type',
      'cache-control',
      'strict-transport-security',
      'x-content-type-options',
      'content-security-policy',
      'access-control-allow-origin',
    ])
      expect([name, sent.headers.get(name)]).toEqual([name, direct.headers.get(name) ?? '*']);
    expect(sent.headers.get('x-accel-redirect')).toBeNull();
    expect((await bytesOf(sent)).equals(whole)).toBe(true);

    const part = await read(url, { range: 'bytes=1000-1999' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1000-1999/${whole.length}`]);
    expect((await bytesOf(part)).equals(whole.subarray(1_000, 2_000))).toBe(true);
    expect((await bytesOf(await read(url, { range: 'bytes=-100' }))).equals(whole.subarray(-100))).toBe(true);
    const several = await read(url, { range: 'bytes=0-9,100-109' });
    expect([several.status, several.headers.get('content-type')]).toEqual([206, expect.stringMatching(/^multipart\/byteranges/)]);
    expect((await bytesOf(several)).includes(whole.subarray(100, 110))).toBe(true);
    expect((await read(url, { range: `bytes=${whole.length}-` })).status).toBe(416);
    const etag = sent.headers.get('etag') ?? '';
    expect((await read(url, { 'if-none-match': etag })).status).toBe(304);
    expect((await read(url, { range: 'bytes=0-9', 'if-range': '"another"' })).status).toBe(200);
    expect((await read(url, { range: 'bytes=0-9', 'if-range': etag })).status).toBe(206);
    expect((await read(url, {}, 'HEAD')).headers.get('content-length')).toBe(String(whole.length));

    const { waveformUrl } = await service.call(media.tracks.get, artist, { id });
    const waveform = await read(waveformUrl ?? '', { 'accept-encoding': 'gzip' });
    expect([waveform.headers.get('content-encoding'), waveform.headers.get('vary')]).toEqual(['gzip', 'Accept-Encoding']);
    expect(await waveform.json()).toMatchObject({ version: 2 });

    const master = await (await read(hlsUrl)).text();
    const folder = /^(\d+)\/index\.m3u8$/m.exec(master)?.[1] ?? '';
    const segment = hlsUrl.replace('master.m3u8', `${folder}/s00000.m4s`);
    expect((await bytesOf(await read(segment))).equals(await bytesOf(await fetch(at(service.url, segment))))).toBe(true);
    expect(front.errors()).toBe('');
  },
  LONG,
);

test(
  'an address that is tampered with, expired or ended opens nothing, and the folder of the store cannot be reached',
  async () => {
    const id = await readyTrack(1);
    const { url } = await streamOf(id);
    const [rendition] = await service.sql<{ id: string }>('SELECT rendition_id AS id FROM tracks WHERE id = $1', [id]);
    const file = rendition?.id ?? '';
    expect((await read(url)).status).toBe(200);
    const picture = await fetch(`${front.url}/media/p/${file}/small.jpg`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([404, expect.stringContaining('json')]); // by media
    const past = service.main.app.get(StreamKey).path({ kind: 'track', id: file }, new Date(0));
    expect((await read(`http://front${past}/audio.m4a`)).status).toBe(403);
    const path = `objects/${file.slice(0, 2)}/${file.slice(2, 4)}/${file}/audio.m4a`;
    // What media refuses, and what nginx refuses by itself.
    for (const outside of [
      new URL(url).pathname.replace(/\/[\w-]{43}\//, `/${'A'.repeat(43)}/`),
      ...[`/veza-${path}`, `/veza-objects/../${path}`, `/media/s/..%2f..%2fveza-${path}`, `/${path}`, '/'],
    ]) {
      const refused = await fetch(front.url + outside, { headers: { 'x-accel-redirect': `/veza-${path}` } });
      expect(refused.status).toBeGreaterThanOrEqual(403);
      expect(Object.fromEntries(refused.headers)).toMatchObject({
        ...FIXED_HEADERS,
        'content-security-policy': expect.stringMatching(/^(sandbox; )?default-src 'none'; base-uri 'none'; [^,]*$/),
      });
    }
    await service.call(media.tracks.update, artist, { id, isPublic: false });
    await eventually('the address to end', async () => (await read(url)).status === 403);
    const own = (await service.call(media.tracks.stream, artist, { id })).url;
    expect((await read(own)).status).toBe(200);
    await service.call(media.tracks.delete, artist, { id });
    await eventually('the bytes to be gone', async () => (await read(own)).status === 404);
  },
  LONG,
);

test(
  'downloads keep their name, sockets pass through, and requests past nginx get their bytes from media',
  async () => {
    const id = await readyTrack(1);
    const { url } = await service.call(media.tracks.download, user(2), { id });
    const sent = await read(url);
    expect(sent.headers.get('content-disposition')).toBe('attachment; filename="Ravi - Raga.wav"');
    expect((await bytesOf(sent)).equals(wav(1))).toBe(true);
    expect((await bytesOf(await fetch(at(service.url, url)))).equals(wav(1))).toBe(true);
    const { websocketUrl } = await streamOf(id);
    const socket = new WebSocket(at(front.url, websocketUrl).replace('http', 'ws'));
    const first = await new Promise((resolve, reject) =>
      socket.once('message', (data) => resolve(String(data))).once('error', reject),
    );
    expect(first).toContain('stream_info');
    socket.close();
  },
  LONG,
);
