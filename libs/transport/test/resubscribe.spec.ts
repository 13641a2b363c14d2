import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { connectRedis, openRedis } from '../src/index.js';

const target = new URL(process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379');

/** A connection to the real Redis that breaks at the second SUBSCRIBE, as when Redis crashes shortly after a restart. */
async function brittleLine() {
  let asked = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const redis = connect(Number(target.port), target.hostname);
    open.add(client).add(redis);
    redis.pipe(client);
    client.on('data', (bytes) => {
      if (/\r\nsubscribe\r\n/i.test(bytes.toString('latin1')) && ++asked === 2) client.destroy();
      else redis.write(bytes);
    });
    for (const [socket, other] of [[client, redis] as const, [redis, client] as const])
      socket.on('error', () => undefined).on('close', () => other.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked: () => asked,
    cut: () => open.forEach((socket) => socket.destroy()),
    close: () => server.close(),
  };
}

// Regression: a crash of Redis during a resubscription ended the whole process. ioredis repeats subscriptions by itself, and
// its promise could not be caught.
test('a failed resubscription does not end the process and is repeated', async () => {
  const line = await brittleLine();
  const { username, password } = target;
  const login = password ? `${username}:${password}@` : '';
  const subscriber = openRedis(`redis://${login}127.0.0.1:${line.port}`, 'resubscribe-spec');
  const publisher = openRedis(target.href, 'resubscribe-spec');
  const received: string[] = [];
  subscriber.on('message', (_channel: string, text: string) => received.push(text));
  subscriber.on('ready', () => void subscriber.subscribe('resubscribe-spec').catch(() => undefined));
  for (const connection of [subscriber, publisher]) connectRedis(connection, { lost: () => undefined });
  const hear = (text: string) =>
    eventually(`${text} to be received`, async () => {
      await publisher.publish('resubscribe-spec', text);
      return received.includes(text);
    });
  await hear('first');
  line.cut();
  await hear('again');
  expect(line.asked()).toBeGreaterThanOrEqual(3);
  for (const connection of [subscriber, publisher]) connection.disconnect();
  line.close();
});
