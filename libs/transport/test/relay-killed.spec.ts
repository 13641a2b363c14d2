import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { eventually, startProcess, testRedis, type RunningServer, type TestProcess } from '@veza/testing';
import { Redis } from 'ioredis';
import { ledger, receivedBy, schema, upTo, type Schema } from './shop.js';

let server: RunningServer;
let redis: Redis;
let shopData: Schema;
let ledgerData: Schema;

beforeAll(async () => {
  Logger.overrideLogger(false);
  server = await testRedis();
  redis = new Redis(server.url);
  [shopData, ledgerData] = await Promise.all([schema('shop'), schema('ledger')]);
});

afterAll(async () => {
  redis.disconnect();
  await Promise.all([shopData.end(), ledgerData.end()]);
  await server.stop();
});

function publisher(settings: Record<string, string>): TestProcess {
  const file = new URL('fixtures/publisher.mjs', import.meta.url).pathname;
  return startProcess(file, { REDIS_URL: server.url, DATABASE_URL: shopData.url, ...settings });
}

test('a relay killed between commit and publish, or publish and mark, loses no event, and effects happen once', async () => {
  const listener = await ledger(ledgerData, server.url);
  expect(await publisher({ HOLD: 'publish', FIRST: '1', LAST: '10' }).ended).toMatchObject({ signal: 'SIGKILL' });
  expect(await redis.exists('events:{shop}')).toBe(0);
  expect(await shopData.query('SELECT 1 FROM events WHERE published_at IS NULL')).toHaveLength(10);

  const lapse = (): Promise<unknown> => shopData.query("UPDATE event_relay SET held_until = now() - interval '1 s'");
  await lapse(); // the lease of the killed relay expires
  expect(await publisher({ HOLD: 'mark' }).ended).toMatchObject({ signal: 'SIGKILL' });
  expect(await redis.xlen('events:{shop}')).toBe(10);
  expect(await shopData.query('SELECT 1 FROM events WHERE published_at IS NULL')).toHaveLength(10);

  await lapse();
  const survivor = publisher({ FIRST: '11', LAST: '20' });
  await eventually('all is received', async () => (await receivedBy(ledgerData)).length >= 20, { ms: 15_000 });
  await eventually(
    'all is marked',
    async () => (await shopData.query('SELECT 1 FROM events WHERE published_at IS NULL')).length === 0,
  );
  expect(await receivedBy(ledgerData)).toEqual(upTo(20));
  expect(await redis.xlen('events:{shop}')).toBe(20);
  await listener.close();
  await survivor.stop();
}); // three processes are started, one after the other
