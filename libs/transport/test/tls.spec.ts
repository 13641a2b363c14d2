import { copyFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { eventually, freePort, type RunningServer, startRedis, TestAuthority, UNTRUSTED } from '@veza/testing';
import { Redis } from 'ioredis';
import { connectRedis, openRedis } from '../src/index.js';

let authority: TestAuthority;
let foreign: TestAuthority;
let redis: RunningServer;
/** Its address with TLS; its certificate is for 127.0.0.1 only. */
let url: string;
const ends: (() => void)[] = [];

beforeAll(async () => {
  [authority, foreign] = await Promise.all([TestAuthority.create(), TestAuthority.create()]);
  const port = await freePort();
  redis = await startRedis({ settings: await authority.redisSettings(port, ['127.0.0.1']) });
  url = redis.url.replace('redis:', 'rediss:').replace(`:${redis.port}`, `:${port}`);
});
afterEach(() => ends.splice(0).forEach((end) => end()));
afterAll(async () => {
  await redis.stop();
  [authority, foreign].forEach((each) => each.remove());
});

/** Why the first connection failed, or what PING returned. */
async function ping(address: string): Promise<string> {
  const connection = openRedis(address, 'spec');
  ends.push(() => connection.disconnect());
  return new Promise((resolve) => {
    connection.on('ready', () => void connection.ping().then(resolve));
    connectRedis(connection, { lost: ({ message }) => resolve(message) });
  });
}

const trusting = (address: string, file: string) => `${address}?ca=${encodeURIComponent(file)}`;

test('a connection with the authority of the certificate works, also as a copy that a queue makes', async () => {
  expect(await ping(trusting(url, authority.ca))).toBe('PONG');
  expect(await ping(`${url}/0?ca=${encodeURIComponent(authority.ca)}`)).toBe('PONG');
  const connection = openRedis(trusting(url, authority.ca), 'spec');
  if (!(connection instanceof Redis)) throw new Error('It is one server');
  const copy = connection.duplicate();
  ends.push(
    () => connection.disconnect(),
    () => copy.disconnect(),
  );
  await copy.connect();
  expect(await copy.ping()).toBe('PONG');
});

test('a certificate of another authority or for another host is refused, and so is a server without TLS', async () => {
  expect(await ping(url)).toMatch(UNTRUSTED);
  expect(await ping(trusting(url, foreign.ca))).toMatch(UNTRUSTED);
  expect(await ping(trusting(url.replace('127.0.0.1', 'localhost'), authority.ca))).toMatch(/does not match/);
  expect(await ping(trusting(redis.url.replace('redis:', 'rediss:'), authority.ca))).not.toBe('PONG');
});

test('replaced authorities are read at the next connection', async () => {
  const file = `${foreign.ca}.mounted`;
  copyFileSync(foreign.ca, file);
  const connection = openRedis(trusting(url, file), 'spec');
  ends.push(() => connection.disconnect());
  const refused = new Promise<Error>((resolve) => connectRedis(connection, { lost: resolve }));
  expect((await refused).message).toMatch(UNTRUSTED);
  copyFileSync(authority.ca, file);
  await eventually('the connection', () => connection.status === 'ready');
});
