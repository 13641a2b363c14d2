import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { drainHttp } from '../src/start/drain-http.js';

async function serving(listener: RequestListener, { limitMs = 60_000, upgrade = false } = {}) {
  const server = createServer(listener);
  server.keepAliveTimeout = 600_000;
  if (upgrade) server.on('upgrade', (_request, socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n'));
  const drain = drainHttp(server, limitMs);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    await drain.stop();
    await drain.finish();
  };
  return { port, stop, announce: drain.announce };
}

const ask = (port: number, path = '/', agent?: Agent) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest({ port, path, host: '127.0.0.1', agent }, resolve).on('error', reject).end();
  });

test('a response that is written but not yet read arrives complete', async () => {
  const size = 30_000_000;
  const { port, stop } = await serving((_request, response) => response.end(Buffer.alloc(size)));
  const answer = await ask(port);
  const stopped = stop();
  let received = 0;
  for await (const chunk of answer) received += Buffer.from(chunk).length;
  expect(received).toBe(size);
  await stopped;
});

test('while a service stops, a client that keeps connections alive sees no reset', async () => {
  const { port, stop } = await serving((_request, response) => response.end('now'));
  const clients = Array.from({ length: 50 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  let answered = 0;
  /** Sends request after request on one connection, until a response closes it. */
  const loop = async (own: Agent) => {
    for (;;) {
      const answer = await ask(port, '/', own);
      for await (const _ of answer);
      answered += 1;
      if (answer.headers.connection === 'close') return 'closed';
    }
  };
  const loops = Promise.all(clients.map(loop));
  await eventually('the clients are busy', () => answered > 500);
  const stopped = stop();
  expect(new Set(await loops)).toEqual(new Set(['closed']));
  await stopped;
});

test('from the announcement on every response closes its connection, and new connections are still served', async () => {
  const held: ServerResponse[] = [];
  const { port, stop, announce } = await serving((request, response) => {
    if (request.url === '/held') held.push(response);
    else response.end('now');
  });
  const agent = new Agent({ keepAlive: true });
  const before = await ask(port, '/', agent);
  expect(before.resume().headers.connection).toBe('keep-alive');
  const running = ask(port, '/held', agent);
  await eventually('the held request', () => held.length === 1);
  announce();
  expect((await ask(port, '/', agent)).resume().headers.connection).toBe('close');
  held[0]?.end('at last');
  expect((await running).resume().headers.connection).toBe('close');
  await stop();
});

test('a kept-alive connection is closed when it stays idle, else after its response', async () => {
  const held: ServerResponse[] = [];
  const { port, stop } = await serving((request, response) => {
    if (request.url === '/held') held.push(response);
    else response.end('now');
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  (await ask(port, '/', agent)).resume();
  const idle = connect(port, '127.0.0.1').resume();
  const kept = ask(port, '/held', agent);
  await eventually('the held request', () => held.length === 1);
  const stopped = stop();
  await new Promise((resolve) => idle.once('close', resolve));
  held[0]?.end('at last');
  expect((await kept).resume().statusCode).toBe(200);
  await stopped;
  await expect(ask(port)).rejects.toThrow('ECONNREFUSED');
});

test('endless responses and upgraded connections are closed', async () => {
  const { port, stop } = await serving((_request, response) => response.write('a'), { limitMs: 100, upgrade: true });
  const answer = await ask(port);
  const upgraded = connect(port, '127.0.0.1');
  upgraded.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
  await new Promise((resolve) => upgraded.once('data', resolve));
  const cut = new Promise((resolve) => answer.once('error', resolve).resume());
  await stop();
  await cut;
  upgraded.destroy();
});
