import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OutsideAddresses } from '@veza/platform';
import { type OutsideServer, startOutsideServer } from '../../../test/outside-server.js';
import type { Validators } from './calendar-imports.repository.js';
import { readCalendar } from './outside-calendar.js';

let server: OutsideServer;
let addresses: OutsideAddresses;
beforeAll(async () => {
  server = await startOutsideServer();
  addresses = new OutsideAddresses([server.origin]);
});
afterAll(() => server?.stop());

const UNKNOWN: Validators = { etag: null, lastModified: null };
const read = (path: string, { withinMs = 10_000, known = UNKNOWN } = {}) =>
  readCalendar(new URL(path, server.origin), known, addresses, { withinMs, bytes: 100_000 });
const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: { code?: string }) => error.code,
  );

test('the text comes with its validators, which make the next response a 304', async () => {
  server.serve(({ headers }, response) => {
    if (headers['if-none-match'] === '"one"' && headers['if-modified-since'] === 'yesterday') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"one"', 'last-modified': 'yesterday' }).end('text');
  });
  const first = await read('/');
  expect(first).toEqual({ text: 'text', etag: '"one"', lastModified: 'yesterday' });
  expect(await read('/', { known: { etag: '"one"', lastModified: 'yesterday' } })).toBeUndefined();
});

test('redirects are followed, relative ones too, and not for ever', async () => {
  server.serve(({ url }, response) => {
    if (url === '/c') response.end('text');
    else response.writeHead(302, { location: url === '/a' ? 'b' : url === '/b' ? '/c' : '/for-ever' }).end();
  });
  expect(await read('/a')).toMatchObject({ text: 'text' });
  expect(await failure(read('/for-ever'))).toBe('too_many_redirects');
});

test.each([
  'https://10.0.0.1/calendar.ics',
  'https://169.254.169.254/latest/meta-data',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://localhost/',
  'http://example.com/',
  'https://user:secret@example.com/',
  'https://example.com:8443/',
  'file:///etc/passwd',
  'http://127.0.0.1:1/',
])('a redirect to %s is refused', async (location) => {
  server.serve((_request, response) => response.writeHead(302, { location }).end());
  expect(await failure(read('/'))).toBe('refused_address');
});

test('a response that does not end, is slow, is no success or is compressed is refused', async () => {
  server.serve((_request, response) => {
    const more = () => response.write('x'.repeat(10_000), () => !response.destroyed && setImmediate(more));
    more();
  });
  expect(await failure(read('/'))).toBe('too_large');
  server.serve(() => undefined);
  expect(await failure(read('/', { withinMs: 50 }))).toBe('too_slow');
  server.serve((_request, response) => void response.write('BEGIN'));
  expect(await failure(read('/', { withinMs: 200 }))).toBe('too_slow');
  server.serve((_request, response) => response.writeHead(500).end());
  expect(await failure(read('/'))).toBe('bad_status');
  server.serve((_request, response) => response.writeHead(304).end());
  expect(await failure(read('/'))).toBe('bad_status');
  server.serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'));
  expect(await failure(read('/'))).toBe('not_a_calendar');
  server.serve(({ socket }) => socket.destroy());
  expect(await failure(read('/'))).toBe('unreachable');
});
