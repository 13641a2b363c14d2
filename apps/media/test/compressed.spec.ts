import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { media, StoredObject } from '@veza/contracts';
import { eventually } from '@veza/testing';
import request from 'supertest';
import { form, type MediaUnderTest, putGrant, startMedia, user, wav } from './media-under-test.js';

let service: MediaUnderTest;
beforeAll(async () => {
  service = await startMedia();
  await service.startWorker();
});
afterAll(() => service.stop());

const artist = user(1);

test('waveforms and longer playlists leave compressed for a client that takes it, sounds and ranges do not', async () => {
  const response = await fetch(`${service.url}/objects`, { method: 'POST', body: form(wav(10)), headers: putGrant() });
  const { objectId } = StoredObject.parse(await response.json());
  const { id } = await service.call(media.tracks.create, artist, { title: 'Raga', artist: 'Ravi', objectId });
  const isReady = async () => (await service.call(media.tracks.get, artist, { id })).status === 'ready';
  await eventually('the track to be ready', isReady, { ms: 30_000 });
  const { url, hlsUrl } = await service.call(media.tracks.stream, artist, { id });
  const { path } = await service.call(media.tracks.waveform, artist, { id, format: 'json' });
  const read = (address: string, headers: Record<string, string>) => request(service.url).get(address).set(headers);
  const encoding = { 'accept-encoding': 'br;q=0.9, gzip' };
  const plain = await read(path, { 'accept-encoding': 'identity' }).expect(200);
  const small = await read(path, encoding).expect(200).expect('content-encoding', 'gzip').expect('vary', 'accept-encoding');
  expect(small.body).toEqual(plain.body);
  expect(Number(small.headers['content-length'])).toBeLessThan(Number(plain.headers['content-length']) / 2);
  expect(small.headers.etag).toBe(plain.headers.etag?.replace(/"$/, '-gzip"'));
  await read(path, { ...encoding, 'if-none-match': small.headers.etag ?? '' }).expect(304);
  for (const refusal of ['gzip;q=0', 'br', 'x-gzip'])
    expect((await read(path, { 'accept-encoding': refusal })).headers).not.toHaveProperty('content-encoding');
  const part = await read(path, { ...encoding, range: 'bytes=0-9' })
    .responseType('blob')
    .expect(206);
  expect(part.headers).not.toHaveProperty('content-encoding');
  for (const address of [url, hlsUrl])
    // a sound, and a text of one packet
    expect((await read(new URL(address).pathname, encoding)).headers).not.toHaveProperty('content-encoding');
});
