import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GatewaysUnderTest, startGateways } from './gateway-under-test.js';

const PAGE = '<!doctype html><title>Veza</title>';
const SCRIPT = 'export const answer = 42;';
const NEXT_PAGE = '<!doctype html><title>Veza, next</title>';
const NEXT_SCRIPT = 'export const answer = 43;';
const HTML = { accept: 'text/html,application/xhtml+xml' };

let folder: string;
let gateways: GatewaysUnderTest;
const http = (index?: number) => gateways.http(index);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'veza-web-'));
  mkdirSync(join(folder, 'dist/assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'not for the web');
  writeFileSync(join(folder, 'dist/index.html'), PAGE);
  writeFileSync(join(folder, 'dist/assets/main-3f9a.js'), SCRIPT);
  writeFileSync(join(folder, 'dist/assets/main-3f9a.js.br'), brotliCompressSync(SCRIPT));
  mkdirSync(join(folder, 'next/assets'), { recursive: true });
  writeFileSync(join(folder, 'next/index.html'), NEXT_PAGE);
  writeFileSync(join(folder, 'next/assets/main-77aa.js'), NEXT_SCRIPT);
  const built = { WEB_DIR: join(folder, 'dist'), MEDIA_PUBLIC_URL: 'https://media.example/base' };
  gateways = await startGateways([built, {}, { WEB_DIR: join(folder, 'next') }]);
});
afterAll(async () => {
  await gateways.stop();
  rmSync(folder, { recursive: true });
});

test('the root leads to the web client where there is one', async () => {
  expect((await http().get('/').set(HTML).expect(302)).headers['location']).toMatch(/^http:\/\/.+\/app\/$/);
  expect((await http().get('/app').set(HTML).expect(302)).headers['location']).toBe('/app/');
  expect((await http(1).get('/').set(HTML).expect(302)).headers['location']).toBe('/docs');
  await http(1).get('/app/').set(HTML).expect(404);
});

test('the link that confirms an address leads to the client', async () => {
  const email = 'web-client@example.test';
  await http().post('/signup').send({ email, username: 'web-client', password: 'A-long-password-1' }).expect(201);
  const { body } = await http().get('/dev/outbox').query({ to: email }).expect(200);
  expect(JSON.stringify(body)).toMatch(/http:\/\/[^"\s]+\/app\/verify-email\?token=/);
});

test('every address of the client is its page, which is asked for anew each time', async () => {
  for (const path of ['/app/', '/app/rooms/12', '/app/reset-password?token=a']) {
    const { text, headers } = await http().get(path).set(HTML).expect(200);
    expect(text).toBe(PAGE);
    expect(headers).toMatchObject({ 'cache-control': 'no-cache', 'content-type': 'text/html; charset=utf-8' });
  }
  const { etag } = (await http().get('/app/')).headers;
  await http().get('/app/').set('if-none-match', String(etag)).expect(304);
});

test('the page may run its own scripts only, and nothing may frame it', async () => {
  const { headers } = await http().get('/app/rooms').set(HTML).expect(200);
  const policy = String(headers['content-security-policy']);
  for (const part of [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self' https://media.example",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ])
    expect(policy.split('; ')).toContain(part);
  expect(policy).not.toMatch(/unsafe|object-src/);
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  });
});

test('files with a digest in their names are kept for a year, and are compressed beforehand', async () => {
  const { headers, text } = await http().get('/app/assets/main-3f9a.js').set('accept-encoding', 'br').expect(200);
  expect(headers).toMatchObject({
    'content-encoding': 'br',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': expect.stringMatching(/^text\/javascript/),
    vary: expect.stringContaining('Accept-Encoding'),
  });
  expect(text).toBe(SCRIPT);
});

test('a client that accepts no compression gets the file itself', async () => {
  const accepting = (encodings: string) => http().get('/app/assets/main-3f9a.js').set('accept-encoding', encodings).expect(200);
  for (const encodings of ['identity', 'br;q=0, gzip', 'brotli'])
    expect((await accepting(encodings)).headers['content-encoding']).toBeUndefined();
  expect((await accepting('gzip, br;q=0.5')).headers['content-encoding']).toBe('br');
});

test('files that vanish under a running gateway are sent nevertheless, and it goes on', async () => {
  renameSync(join(folder, 'dist'), join(folder, 'elsewhere'));
  for (const encoding of ['br', 'identity'])
    expect((await http().get('/app/assets/main-3f9a.js').set('accept-encoding', encoding).expect(200)).text).toBe(SCRIPT);
  expect((await http().get('/app/rooms').expect(200)).text).toBe(PAGE);
  renameSync(join(folder, 'elsewhere'), join(folder, 'dist'));
});

test('a page of an earlier build gets its assets from a gateway of the next one, and the other way round', async () => {
  const [now, next] = [gateways.http(), gateways.http(2)];
  expect((await next.get('/app/').expect(200)).text).toBe(NEXT_PAGE);
  const earlier = await next.get('/app/assets/main-3f9a.js').set('accept-encoding', 'br').expect(200);
  expect([earlier.text, earlier.headers['content-encoding'], earlier.headers['content-type']]).toEqual([
    SCRIPT,
    'br',
    'text/javascript; charset=utf-8',
  ]);
  expect((await now.get('/app/assets/main-77aa.js').expect(200)).text).toBe(NEXT_SCRIPT);
  await next.get('/app/assets/main-0000.js').expect(404);
});

test('a missing file is no page', async () => {
  expect((await http().get('/app/assets/gone.js').set(HTML).expect(404)).body.code).toBe('NOT_FOUND');
});

test.each([
  '/app/..%2fsecret.txt',
  '/app/%2e%2e/secret.txt',
  '/app/%252e%252e/secret.txt',
  '/app//../secret.txt',
  '/app/%00.txt',
  '/app/%zz.js',
])('%s leads to no file outside', async (path) => {
  const { status, text } = await http().get(path).set(HTML);
  expect(status < 500 && (text === PAGE || status >= 400)).toBe(true);
});

test('nothing is written to an address of the client', async () => {
  await http().post('/app/').send({}).expect(404);
});
