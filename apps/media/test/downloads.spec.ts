import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { StoredObject } from '@veza/contracts';
import { FIXED_HEADERS } from '@veza/platform';
import { expectOpsPort } from '@veza/testing';
import request from 'supertest';
import { getGrant, type MediaUnderTest, putGrant, startMedia, wav } from './media-under-test.js';

let service: MediaUnderTest;
let http: ReturnType<typeof request>;
let objectId: string;
const sound = wav(1);
beforeAll(async () => {
  service = await startMedia();
  http = request(service.url);
  const stored = await http.post('/objects').set(putGrant()).attach('audio', sound, 'été.wav').expect(201);
  ({ objectId } = StoredObject.parse(stored.body));
});
afterAll(() => service.stop());

const get = (headers: Record<string, string> = {}, grant = getGrant(objectId)) =>
  http
    .get(`/objects/${objectId}`)
    .set({ ...grant, ...headers })
    .responseType('blob');
const head = (headers: Record<string, string>) => http.head(`/objects/${objectId}`).set({ ...getGrant(objectId), ...headers });

test('an object is served whole, with headers that disarm it in a browser', async () => {
  const response = await get().expect(200, sound);
  expect(response.headers).toMatchObject({
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
  const grant = getGrant(objectId, { filename: 'a.wav', disposition: 'inline', type: 'audio/x-wav' });
  await get({}, grant).expect('content-disposition', 'inline; filename="a.wav"').expect('content-type', 'audio/x-wav');
});

test('a range is served as 206, an impossible one as 416', async () => {
  const size = sound.length;
  await get({ range: 'bytes=1000-1999' })
    .expect(206, sound.subarray(1000, 2000))
    .expect('content-range', `bytes 1000-1999/${size}`)
    .expect('content-length', '1000');
  await get({ range: 'bytes=-100' }).expect(206, sound.subarray(-100));
  await get({ range: `bytes=${size}-` })
    .expect(416)
    .expect('content-range', `bytes */${size}`);
  await get({ range: `bytes=${size}-,${size + 5}-` }).expect(416);
});

test('several ranges are served as one body of parts', async () => {
  const range = `bytes=1000-300000,0-1,-4`;
  const response = await get({ range }).expect(206);
  const type = response.headers['content-type'] ?? '';
  const [, boundary = ''] = /^multipart\/byteranges; boundary=([\w-]+)$/.exec(type) ?? [];
  expect(boundary).not.toBe('');
  expect(response.headers).not.toHaveProperty('content-range');
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
  const whole = expected(boundary);
  expect(whole.equals(response.body)).toBe(true);
  expect(response.headers['content-length']).toBe(String(whole.length));
  await head({ range }).expect(206).expect('content-length', String(whole.length));
});

test('HEAD returns the same headers without the bytes', async () => {
  const headers = Object.entries({ ...getGrant(objectId), range: 'bytes=0-9', host: 'x', connection: 'close' });
  const lines = [`HEAD /objects/${objectId} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  socket.write(`${lines.join('\r\n')}\r\n\r\n`); // a half-closed line is a client that has gone
  const [fields = '', ...bytes] = (await text(socket)).split('\r\n\r\n');
  expect(fields).toMatch(/^HTTP\/1\.1 206 /);
  expect(fields).toContain('\r\ncontent-length: 10');
  expect(bytes).toEqual(['']);
});

test('a matching If-None-Match gets 304, and another If-Range the whole object', async () => {
  const etag = (await get()).headers.etag ?? '';
  expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
  await get({ 'if-none-match': `"x", ${etag}` }).expect(304);
  await get({ 'if-none-match': etag.replace(/"$/, '-gzip"') }).expect(304);
  await get({ range: 'bytes=0-1', 'if-range': etag }).expect(206);
  await get({ range: 'bytes=0-1', 'if-range': '"older"' }).expect(200);
});

test('another If-Match gets 412, its own the bytes', async () => {
  const etag = (await get()).headers.etag ?? '';
  await get({ 'if-match': '"x"' }).expect(412);
  await get({ 'if-match': `W/${etag}` }).expect(412);
  await get({ 'if-match': `"x", ${etag}`, range: 'bytes=0-1' }).expect(206);
});

test('a request without a grant for the object is rejected', async () => {
  const other = '3d7f2c1a-8f3e-4b52-9d0c-5a1e2f3b4c5d';
  await get({}, putGrant()).expect(401);
  await get({}, getGrant(other)).expect(401);
  await http.get(`/objects/${other}`).set(getGrant(other)).expect(404);
  await http.get('/objects/../../etc/passwd').expect(401);
  await http.get('/etc/passwd').expect(404);
  await http.delete('/objects').expect(405);
});

test('the port for operators tells whether the service runs and is ready, and its metrics', async () => {
  await expectOpsPort(service.main.ports.ops, 'media');
});

test('refusals have the headers that every response has', async () => {
  for (const path of ['/objects/none', '/media/s/1/none/track/a', '/nowhere'])
    expect((await http.get(path)).headers).toMatchObject(FIXED_HEADERS);
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
