import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { StoredObject } from '@veza/contracts';
import { FIXED_HEADERS } from '@veza/platform';
import { form, getGrant, type MediaUnderTest, putGrant, startMedia, wav } from './media-under-test.js';

let service: MediaUnderTest;
let objectId: string;
const sound = wav(1);
beforeAll(async () => {
  service = await startMedia();
  const response = await fetch(`${service.url}/objects`, {
    method: 'POST',
    body: form(sound, { name: 'été.wav' }),
    headers: putGrant(),
  });
  ({ objectId } = StoredObject.parse(await response.json()));
});
afterAll(() => service.stop());

const get = (headers: Record<string, string> = {}, { method = 'GET', grant = getGrant(objectId) } = {}) =>
  fetch(`${service.url}/objects/${objectId}`, { method, headers: { ...grant, ...headers } });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

test('an object is served whole, with headers that disarm it in a browser', async () => {
  const response = await get();
  expect(response.status).toBe(200);
  expect((await bytesOf(response)).equals(sound)).toBe(true);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'audio/wav',
    'content-length': String(sound.length),
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'; base-uri 'none';.* frame-ancestors 'none'$/),
    'content-disposition': `attachment; filename="_t_.wav"; filename*=UTF-8''%C3%A9t%C3%A9.wav`,
  });
});

test('the grant can set another file name', async () => {
  const { headers } = await get(
    {},
    { grant: getGrant(objectId, { filename: 'a.wav', disposition: 'inline', type: 'audio/x-wav' }) },
  );
  expect([headers.get('content-disposition'), headers.get('content-type')]).toEqual(['inline; filename="a.wav"', 'audio/x-wav']);
});

test('a range is served as 206, an impossible one as 416', async () => {
  const size = sound.length;
  const part = await get({ range: 'bytes=1000-1999' });
  expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([
    206,
    `bytes 1000-1999/${size}`,
    '1000',
  ]);
  expect((await bytesOf(part)).equals(sound.subarray(1000, 2000))).toBe(true);
  expect((await bytesOf(await get({ range: 'bytes=-100' }))).equals(sound.subarray(-100))).toBe(true);
  const beyond = await get({ range: `bytes=${size}-` });
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${size}`]);
  const outside = await get({ range: `bytes=${size}-,${size + 5}-` });
  expect(outside.status).toBe(416);
});

test('several ranges are served as one body of parts', async () => {
  const range = `bytes=1000-300000,0-1,-4`;
  const response = await get({ range });
  const type = response.headers.get('content-type') ?? '';
  const [, boundary = ''] = /^multipart\/byteranges; boundary=([\w-]+)$/.exec(type) ?? [];
  expect([response.status, boundary]).toEqual([206, expect.stringMatching(/./)]);
  expect(response.headers.get('content-range')).toBeNull();
  const last = sound.length - 1;
  const parts: [number, number][] = [
    [1000, Math.min(300_000, last)],
    [0, 1],
  ];
  const expected = (id: string) =>
    Buffer.concat([
      ...parts.flatMap(([start, end]) => [
        Buffer.from(`\r\n--${id}\r\ncontent-type: audio/wav\r\ncontent-range: bytes ${start}-${end}/${sound.length}\r\n\r\n`),
        sound.subarray(start, end + 1),
      ]),
      Buffer.from(`\r\n--${id}--\r\n`),
    ]);
  const body = await bytesOf(response);
  expect(body.equals(expected(boundary))).toBe(true);
  expect(response.headers.get('content-length')).toBe(String(body.length));
  const head = await get({ range }, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length')]).toEqual([206, String(body.length)]);
});

test('HEAD returns the same headers without the bytes', async () => {
  const response = await get({ range: 'bytes=0-9' }, { method: 'HEAD' });
  expect([response.status, response.headers.get('content-length'), (await bytesOf(response)).length]).toEqual([206, '10', 0]);
});

test('a matching If-None-Match gets 304, and another If-Range the whole object', async () => {
  const etag = (await get()).headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
  expect((await get({ 'if-none-match': `"x", ${etag}` })).status).toBe(304);
  expect((await get({ 'if-none-match': String(etag).replace(/"$/, '-gzip"') })).status).toBe(304);
  expect((await get({ range: 'bytes=0-1', 'if-range': etag })).status).toBe(206);
  expect((await get({ range: 'bytes=0-1', 'if-range': '"older"' })).status).toBe(200);
});

test('a request without a grant for the object is rejected', async () => {
  const other = '3d7f2c1a-8f3e-4b52-9d0c-5a1e2f3b4c5d';
  expect((await get({}, { grant: putGrant() })).status).toBe(401);
  expect((await get({}, { grant: getGrant(other) })).status).toBe(401);
  expect((await fetch(`${service.url}/objects/${other}`, { headers: getGrant(other) })).status).toBe(404);
  expect((await fetch(`${service.url}/objects/../../etc/passwd`)).status).toBe(404);
  expect((await fetch(`${service.url}/objects`, { method: 'DELETE' })).status).toBe(405);
});

test('refusals have the headers that every response has', async () => {
  for (const path of ['/objects/none', '/media/s/1/none/track/a', '/nowhere'])
    expect(Object.fromEntries((await fetch(service.url + path)).headers)).toMatchObject(FIXED_HEADERS);
  const upgrade = 'GET /media/s/1/none/track/socket HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n';
  for (const [bytes, status] of [
    [upgrade, 403],
    ['rubbish\r\n\r\n', 400],
  ] as const) {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1').end(bytes);
    const answer = await text(socket);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    for (const [name, value] of Object.entries(FIXED_HEADERS)) expect(answer).toContain(`\r\n${name}: ${value}\r\n`);
  }
});

test('TRACE returns nothing of the request, at every address', async () => {
  const { hostname, port } = new URL(service.url);
  for (const path of ['/objects', `/objects/${objectId}`, '/media/s/x', '/api/v1/uploads/x']) {
    const socket = connect(Number(port), hostname);
    socket.end(`TRACE ${path} HTTP/1.1\r\nhost: x\r\nx-secret: sesame\r\nconnection: close\r\n\r\n`);
    const answer = await text(socket);
    expect([path, answer]).toEqual([path, expect.stringMatching(/^HTTP\/1\.1 40[145] /)]);
    expect(answer).not.toContain('sesame');
  }
});
