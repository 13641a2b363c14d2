import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FIXED_HEADERS, refuseMalformed } from '../src/index.js';

let open: ServerResponse | undefined;
const server = createServer((request, response) => {
  if (request.url === '/open') open = response.writeHead(200, { 'content-length': 8 });
  if (request.url === '/open') response.write('half');
  else response.end('here');
});
refuseMalformed(server);
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => void server.close().closeAllConnections());

/** What the server sends for these bytes until it closes the connection; `then` follows the first bytes of a response. */
const answerTo = (bytes: string, then?: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.on('data', (chunk) => {
      if (text === '' && then !== undefined) socket.write(then);
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });

const HEAD = 'POST / HTTP/1.1\r\nhost: x\r\n';
const SMUGGLED = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n';

test.each([
  ['no request', 'rubbish\r\n\r\n', 400],
  ['a head without an end', `GET / HTTP/1.1\r\nhost: x\r\ncookie: ${'x'.repeat(20_000)}`, 431],
  ['two lengths', `${HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\n{} ${SMUGGLED}`, 400],
  ['a length beside chunks', `${HEAD}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${SMUGGLED}`, 400],
])('%s gets the headers of every response, and nothing behind it is served', async (_what, bytes, status) => {
  const answer = await answerTo(bytes);
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${status}`]);
  for (const [name, value] of Object.entries(FIXED_HEADERS)) expect(answer).toContain(`\r\n${name}: ${value}\r\n`);
  expect(answer).not.toContain('here');
});

test('in the middle of a response nothing is written for what follows it', async () => {
  expect(await answerTo('GET /open HTTP/1.1\r\nhost: x\r\n\r\n', 'rubbish\r\n\r\n')).toMatch(/\r\n\r\nhalf$/);
  expect(open?.writableFinished).toBe(false);
});
