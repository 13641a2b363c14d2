import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { textFrame } from './dialect.js';

/** The texts that a client of `ws` reads from our bytes. */
async function received(texts: readonly string[], deflate: boolean): Promise<string[]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: { serverNoContextTakeover: true, clientNoContextTakeover: true },
  });
  server.on('upgrade', (request, line, head) =>
    sockets.handleUpgrade(request, line, head, () => line.write(Buffer.concat(texts.map((text) => textFrame(text, deflate))))),
  );
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no address');
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`, { perMessageDeflate: true });
  const found: string[] = [];
  await new Promise<void>((resolve, reject) => {
    client.on('message', (data: Buffer) => found.push(data.toString()) === texts.length && resolve());
    client.on('error', reject);
  });
  client.terminate();
  server.close();
  return found;
}

const TEXTS = ['', 'short', 'é'.repeat(62), 'x'.repeat(126), 'y'.repeat(1_024), 'z🎸'.repeat(20_000), 'w'.repeat(70_000)];

test.each([false, true])('a client reads frames of every length (compressed: %s)', async (deflate) => {
  expect(await received(TEXTS, deflate)).toEqual(TEXTS);
});

test('compression makes a long frame smaller and leaves a short one as it is', () => {
  expect(textFrame('a'.repeat(10_000), true).length).toBeLessThan(200);
  expect(textFrame('a'.repeat(100), true)).toEqual(textFrame('a'.repeat(100)));
});
