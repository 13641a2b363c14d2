import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { eventually, silentConnections } from '@veza/testing';
import { limitRequestHeads, TrustedProxies } from '../src/index.js';

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

async function listen(trusted: string, upgrade = false): Promise<number> {
  const server = createServer((_request, response) => response.end('here'));
  if (upgrade) server.on('upgrade', (_request, socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
  limitRequestHeads(server, new TrustedProxies([trusted]), { total: 6, perNetwork: 3 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => void server.close().closeAllConnections());
  return (server.address() as AddressInfo).port;
}

async function opened(port: number, count: number, text = 'GET / HTTP/1.1\r\n'): Promise<Socket[]> {
  const sockets = await silentConnections(port, count, text);
  ends.push(() => sockets.forEach((socket) => socket.destroy()));
  return sockets;
}

const closed = (sockets: readonly Socket[]) => sockets.map(({ closed: ended }) => ended);

test('the oldest incomplete heads of a network are closed above its bound, and a complete request is served', async () => {
  const port = await listen('192.0.2.1');
  const silent = await opened(port, 4);
  await eventually('the oldest to be closed', () => silent[0]?.closed === true);
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('here');
  await eventually('the request to have taken one place', () => silent[1]?.closed === true);
  expect(closed(silent)).toEqual([true, true, false, false]);
});

test('the connections of a trusted proxy are bounded by the total only', async () => {
  const silent = await opened(await listen('127.0.0.1'), 8);
  await eventually('the two oldest to be closed', () => silent[1]?.closed === true);
  expect(closed(silent)).toEqual([true, true, false, false, false, false, false, false]);
});

test.each([
  ['kept alive', false, 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'],
  ['upgraded', true, 'GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'],
])('a connection that is %s after its first request does not count', async (_state, upgrade, request) => {
  const port = await listen('192.0.2.1', upgrade);
  const busy = await opened(port, 5, request);
  await eventually('all responses', () => busy.every(({ bytesRead }) => bytesRead > 0));
  expect(closed(busy)).toEqual([false, false, false, false, false]);
});
