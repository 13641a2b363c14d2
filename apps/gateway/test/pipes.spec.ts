import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Module } from '@nestjs/common';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { http as route, SHARED_BYTES, type UserCaller } from '@veza/contracts';
import { FIXED_HEADERS } from '@veza/platform';
import { eventually, freePort } from '@veza/testing';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { BytesService } from '../src/api/bytes/index.js';
import { CurrentCaller, Raw, Route, type RawExchange } from '../src/edge/index.js';
import { signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

const upload = route('POST', '/files', {
  id: 'uploadFile',
  permission: 'identity.health.get',
  tag: 'Platform',
  summary: 'Upload',
  access: 'user',
  bodyKind: 'bytes',
  success: [{ status: 201, description: 'Stored', body: z.unknown() }],
});
const download = route('GET', '/files/one', {
  id: 'downloadFile',
  permission: 'identity.health.get',
  tag: 'Platform',
  summary: 'Download',
  access: 'none',
  success: [{ status: 200, description: 'The bytes', contentType: 'application/octet-stream' }],
});
const OBJECT = '0d4a9cd0-9f0c-4d7e-8c43-3b5b0b1f2a11';

@Controller()
class FilesController {
  constructor(private readonly bytes: BytesService) {}

  @Route(upload)
  upload(@CurrentCaller() caller: UserCaller, @Raw() { req }: RawExchange) {
    return this.bytes.upload(req, { kind: 'resource', maxBytes: 1_000_000, caller });
  }

  @Route(download)
  download(@Raw() { reply }: RawExchange) {
    return this.bytes.download(reply, { objectId: OBJECT, filename: 'a.txt', disposition: 'attachment' });
  }
}

@Module({ controllers: [FilesController] })
class FilesModule {}

let gateways: GatewaysUnderTest;
let chat: WebSocketServer;
let media: Server;
let token: string;
/** The reaction of media to the next request. */
let serve: (request: IncomingMessage, answer: ServerResponse) => unknown = () => undefined;

beforeAll(async () => {
  chat = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  media = createServer((request, answer) => void serve(request, answer)).listen(0, '127.0.0.1');
  await once(media, 'listening');
  const closedPort = await freePort();
  const portOf = (server: { address(): unknown }) => z.object({ port: z.int() }).parse(server.address()).port;
  const CHAT_URL = `http://127.0.0.1:${closedPort},http://127.0.0.1:${portOf(chat)}`;
  const MEDIA_URL = `http://127.0.0.1:${portOf(media)}`;
  gateways = await startGateways([{ CHAT_URL, MEDIA_URL, BYTES_IDLE: '300ms' }, { MEDIA_URL }], [FilesModule]);
  token = (await signUp(gateways.http())).accessToken;
});
afterAll(async () => {
  await gateways.stop();
  chat.close();
  media.closeAllConnections();
  media.close();
});

const dial = (path: string) =>
  new WebSocket(gateways.url().replace('http', 'ws') + path, {
    headers: { 'x-forwarded-for': '203.0.113.5', 'x-veza-caller': 'admin' },
  });

test.each(['/ws', '/ws/chat', '/ws/nova?cabinetId=7', '/?token=abc'])(
  'an upgrade of %s reaches the replica that is there, as it was, with the address of the client',
  async (path) => {
    const connected = once(chat, 'connection');
    const client = dial(path);
    const [server, request]: [WebSocket, IncomingMessage] = z
      .tuple([z.instanceof(WebSocket), z.custom<IncomingMessage>()])
      .parse(await connected);
    expect(request.url).toBe(path);
    expect([request.headers['x-forwarded-for'], request.headers['x-veza-caller']]).toEqual(['203.0.113.5', undefined]);
    server.on('message', (message) => server.send(`heard ${String(message)}`));
    if (client.readyState !== WebSocket.OPEN) await once(client, 'open');
    client.send('hello');
    expect(String((await once(client, 'message'))[0])).toBe('heard hello');
    const closed = once(client, 'close');
    server.close(4401, 'revoked');
    expect((await closed)[0]).toBe(4401);
  },
);

test('the end of one side ends the other', async () => {
  for (const [quits, learns] of [
    ['client', 'server'],
    ['server', 'client'],
  ] as const) {
    const connected = once(chat, 'connection');
    const client = dial('/ws');
    await once(client, 'open');
    const ends = { client, server: z.instanceof(WebSocket).parse((await connected)[0]) };
    const closed = once(ends[learns], 'close');
    ends[quits].terminate();
    expect((await closed)[0]).toBe(1006);
  }
});

test('an upgrade of an unknown path gets 404, with the headers of every response', async () => {
  const refused = dial('/elsewhere').on('error', () => undefined);
  const [, response] = await once(refused, 'unexpected-response');
  expect([response.statusCode, response.headers]).toEqual([404, expect.objectContaining(FIXED_HEADERS)]);
});

function send(body: Buffer | undefined, length?: number) {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/octet-stream',
    ...(length !== undefined && { 'content-length': length }),
  };
  const ask = httpRequest(`${gateways.url()}/files`, { method: 'POST', headers });
  ask.on('error', () => undefined);
  const answered = once(ask, 'response').then(async ([response]: IncomingMessage[]) => {
    let text = '';
    for await (const chunk of response ?? []) text += String(chunk);
    return { status: response?.statusCode, body: JSON.parse(text) };
  });
  if (body) ask.write(body);
  return { ask, answered };
}

test('an upload is streamed to media with a grant, and media’s reply is returned', async () => {
  serve = async (request, answer) => {
    let size = 0;
    for await (const chunk of request) size += z.instanceof(Buffer).parse(chunk).length;
    const payload = String(request.headers['x-veza-grant']).split('.')[0] ?? '';
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())[1]).toMatchObject({
      verb: 'put',
      kind: 'resource',
      maxBytes: 1_000_000,
    });
    answer.end(JSON.stringify({ objectId: OBJECT, filename: 'a', fields: {}, size, type: 'text/plain', hash: 'ab' }));
  };
  const { ask, answered } = send(Buffer.alloc(300_000));
  ask.end();
  expect(await answered).toMatchObject({ status: 201, body: { objectId: OBJECT, size: 300_000 } });
});

test('an uploaded JSON file is not parsed by the gateway', async () => {
  let received = '';
  serve = async (request, answer) => {
    for await (const chunk of request) received += String(chunk);
    answer.end(JSON.stringify({ objectId: OBJECT, filename: 'a', fields: {}, size: 1, type: 'text/plain', hash: 'ab' }));
  };
  const sent = '{"a": [1, 2';
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  await gateways.http().post('/files').set(headers).send(sent).expect(201);
  expect(received).toBe(sent);
});

test('an upload that media rejects half-way gets media’s error at once', async () => {
  serve = (_request, answer) => {
    answer.writeHead(415, { connection: 'close' }).end(
      JSON.stringify({
        success: false,
        error: 'no',
        code: 'UNSUPPORTED_MEDIA_TYPE',
        message: 'no',
        status: 415,
        requestId: 'x',
        retryable: false,
      }),
    );
  };
  const { answered } = send(Buffer.alloc(1_000), 900_000);
  expect(await answered).toMatchObject({
    status: 415,
    body: { code: 'UNSUPPORTED_MEDIA_TYPE', requestId: expect.not.stringMatching(/^x$/) },
  });
});

test('an upload with a too large Content-Length is rejected before a byte is forwarded', async () => {
  let asked = false;
  serve = () => (asked = true);
  const { answered } = send(Buffer.alloc(10), 9_000_000);
  expect(await answered).toMatchObject({ status: 413, body: { code: 'PAYLOAD_TOO_LARGE' } });
  expect(asked).toBe(false);
});

/** Sends a request with `Expect: 100-continue`, and its body after the 100. */
async function expecting(path: string, length: number, headers: Record<string, string>) {
  let invited = false;
  const ask = httpRequest(gateways.url() + path, {
    method: 'POST',
    headers: { ...headers, expect: '100-continue', 'content-length': length },
  });
  ask.on('error', () => undefined);
  ask.once('continue', () => {
    invited = true;
    ask.end(Buffer.alloc(length));
  });
  const [response]: IncomingMessage[] = await once(ask, 'response');
  response?.resume();
  return { invited, status: response?.statusCode, connection: response?.headers.connection };
}

test('a client with Expect: 100-continue is invited when the body is read', async () => {
  serve = async (request, answer) => {
    let size = 0;
    for await (const chunk of request) size += z.instanceof(Buffer).parse(chunk).length;
    answer.end(JSON.stringify({ objectId: OBJECT, filename: 'a', fields: {}, size, type: 'text/plain', hash: 'ef' }));
  };
  const authorization = `Bearer ${token}`;
  expect(await expecting('/files', 200_000, { authorization })).toMatchObject({ invited: true, status: 201 });
  const json = { 'content-type': 'application/json' };
  expect(await expecting('/login', 20, json)).toMatchObject({ invited: true, status: 400 }); // NULs are no JSON
});

test('a rejected client with Expect: 100-continue is not invited, and its connection closes', async () => {
  serve = () => expect('media').toBe('not asked');
  const authorization = `Bearer ${token}`;
  const refused = (status: number) => ({ invited: false, status, connection: 'close' });
  expect(await expecting('/files', 100, {})).toEqual(refused(401));
  expect(await expecting('/files', 9_000_000, { authorization })).toEqual(refused(413));
  expect(await expecting('/login', 100, { 'content-type': 'text/plain' })).toEqual(refused(415));
  expect(await expecting('/login', 9_000_000, { 'content-type': 'application/json' })).toEqual(refused(413));
  expect(await expecting('/nowhere', 100, {})).toEqual(refused(404));
});

test('a client that disconnects half-way ends the request to media', async () => {
  let aborted = false;
  let begun = false;
  serve = (request) => {
    begun = true;
    request
      .on('data', () => undefined)
      .on('error', () => undefined)
      .on('close', () => (aborted = !request.complete));
  };
  const { ask, answered } = send(Buffer.alloc(1_000), 500_000);
  answered.catch(() => undefined);
  await eventually('media to be asked', () => begun);
  ask.destroy();
  await eventually('the request to media to be aborted', () => aborted);
});

test('a stalled upload is ended, as UNAVAILABLE when it is media that stalls', async () => {
  serve = (request) => void request.on('error', () => undefined).resume(); // without a response
  expect(await send(Buffer.alloc(9), 500_000).answered).toMatchObject({ status: 408, body: { code: 'REQUEST_TIMEOUT' } });
  expect(await send(Buffer.alloc(9), 9).answered).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE', retryable: true } });
});

test('a slow upload that moves is not ended', async () => {
  serve = async (request, answer) => {
    let size = 0;
    for await (const chunk of request) size += z.instanceof(Buffer).parse(chunk).length;
    answer.end(JSON.stringify({ objectId: OBJECT, filename: 'a', fields: {}, size, type: 'text/plain', hash: 'cd' }));
  };
  const { ask, answered } = send(undefined, 10);
  for (let i = 0; i < 10; i++) {
    await pause(100); // 1 s in total, more than three times the stall limit
    ask.write('x');
  }
  ask.end();
  expect(await answered).toMatchObject({ status: 201, body: { size: 10 } });
});

test('a download is media’s response with the gateway’s headers', async () => {
  serve = (request, answer) => {
    expect([request.url, request.headers['range']]).toEqual([`/objects/${OBJECT}`, 'bytes=0-1']);
    answer
      .writeHead(206, {
        'content-range': 'bytes 0-1/3',
        'content-type': 'text/plain',
        'content-security-policy': 'sandbox',
        etag: '"h"',
      })
      .end('ab');
  };
  const answer = await gateways.http().get('/files/one').set({ range: 'bytes=0-1', 'x-request-id': 'mine-2' }).expect(206);
  expect(answer.text).toBe('ab');
  expect(answer.headers).toMatchObject({
    'content-range': 'bytes 0-1/3',
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
    'x-request-id': 'mine-2',
  });
});

test('a range outside of the file gets 416 with the platform’s error body and the size', async () => {
  serve = (_request, answer) => answer.writeHead(416, { 'content-range': 'bytes */3', 'content-length': 0 }).end();
  const refused = await gateways.http().get('/files/one').set('range', 'bytes=3-').expect(416);
  expect([refused.body.code, refused.headers['content-range']]).toEqual(['RANGE_NOT_SATISFIABLE', 'bytes */3']);
});

test('a missing file gets the platform’s error body', async () => {
  serve = (_request, answer) =>
    answer.writeHead(404).end(
      JSON.stringify({
        success: false,
        error: 'gone',
        code: 'NOT_FOUND',
        message: 'gone',
        status: 404,
        requestId: 'x',
        retryable: false,
      }),
    );
  expect((await gateways.http().get('/files/one').expect(404)).body.code).toBe('NOT_FOUND');
  expect((await gateways.http().get('/media/s/abc').expect(404)).body.code).toBe('NOT_FOUND');
});

test('a signed file is passed on with the headers of the gateway, also where its replica ends a kept connection', async () => {
  const bytes = Buffer.alloc(3_000_000, 7);
  serve = (request, answer) => {
    expect([request.headers.range, request.headers['x-request-id']]).toEqual(['bytes=0-', 'mine-3']);
    const head = { 'content-length': bytes.length, etag: '"e"', 'content-security-policy': 'sandbox', 'x-own': 'a' };
    answer.writeHead(206, { ...head, 'access-control-allow-origin': '*' }).end(bytes);
  };
  for (let i = 0; i < 3; i++) {
    const headers = { range: 'bytes=0-', 'x-request-id': 'mine-3' };
    const response = await fetch(`${gateways.url()}/media/s/1/file`, { headers });
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect([response.status, response.headers.get('x-own'), response.headers.get('x-request-id')]).toEqual([206, 'a', 'mine-3']);
    expect(response.headers.get('content-security-policy')).toBe('sandbox');
    expect(response.headers.get('x-frame-options')).toBe('DENY');
    expect([response.headers.get('access-control-allow-origin'), response.headers.get('vary')]).toEqual(['*', null]);
    media.closeIdleConnections();
  }
});

test('pages of all origins may read signed files, by the policy of media, and other methods are refused', async () => {
  serve = (_request, answer) => answer.writeHead(200, { 'content-length': 1 }).end('x');
  const { methods, allowedHeaders, exposedHeaders } = SHARED_BYTES;
  for (const path of ['/media/s/1/file', '/media/p/1/small.jpg']) {
    const address = `${gateways.url()}${path}`;
    const read = await fetch(address, { headers: { origin: 'http://x.test' } });
    const of = (name: string) => read.headers.get(`access-control-${name}`);
    expect([read.status, of('allow-origin'), of('allow-credentials'), of('expose-headers')]).toEqual([
      ...[200, '*', null],
      exposedHeaders.join(', '),
    ]);
    expect(read.headers.get('vary')).toBeNull();
    const wanted = { 'access-control-request-method': 'GET', 'access-control-request-headers': 'range' };
    const asked = await fetch(address, { method: 'OPTIONS', headers: { origin: 'http://x.test', ...wanted } });
    expect(asked.status).toBe(204);
    const answered = ['origin', 'methods', 'headers'].map((name) => asked.headers.get(`access-control-allow-${name}`));
    expect(answered).toEqual(['*', methods.join(', '), allowedHeaders.join(', ')]);
    const refused = await fetch(address, { method: 'POST', body: 'x', headers: { origin: 'http://x.test' } });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, methods.join(', ')]);
  }
  expect((await fetch(`${gateways.url()}/media/other`, { method: 'POST' })).status).toBe(404);
});

test('a client that leaves a signed file ends its request to media', async () => {
  let left = false;
  serve = (_request, answer) => {
    answer.on('close', () => (left = true)).writeHead(200, { 'content-length': 100_000_000 });
    answer.write(Buffer.alloc(100_000));
  };
  const leaving = new AbortController();
  const response = await fetch(`${gateways.url()}/media/s/1/file`, { signal: leaving.signal });
  await response.body?.getReader().read();
  leaving.abort();
  await eventually('media to be left', () => left);
});

test('an upload is rejected at its end when its account was erased meanwhile', async () => {
  const { accessToken } = await signUp(gateways.http());
  const bearer = { authorization: `Bearer ${accessToken}` };
  serve = async (request, answer) => {
    for await (const chunk of request) void chunk;
    await gateways.http(1).delete('/users/me').set(bearer).expect(204);
    const stored = { objectId: OBJECT, filename: 'a.txt', size: 5, type: 'text/plain', hash: 'ab', fields: {} };
    answer.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(stored));
  };
  const refused = await gateways.http(1).post('/files').set(bearer).type('text/plain').send('hello').expect(401);
  expect(refused.body.code).toBe('UNAUTHENTICATED');
});

test('downloads share a connection to media, and one that media has closed is replaced', async () => {
  const ports = new Set<number | undefined>();
  serve = (request, answer) => {
    ports.add(request.socket.remotePort);
    answer.end('bytes');
  };
  const read = async () => (await fetch(`${gateways.url()}/files/one`)).text();
  for (let i = 0; i < 4; i++) expect(await read()).toBe('bytes');
  expect(ports.size).toBe(1);
  media.closeIdleConnections();
  expect(await read()).toBe('bytes');
});
