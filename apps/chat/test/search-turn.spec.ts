import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, type RunningServer, testRedis } from '@veza/testing';
import { CacheRedis } from '../src/bus/cache-redis.js';
import { SearchTurn } from '../src/messages/search-turn.js';
import { partsOnRedis } from './parts-on-redis.js';

let redis: RunningServer;
const connections: CacheRedis[] = [];

function newReplica(): SearchTurn {
  const parts = partsOnRedis(redis.url);
  connections.push(parts.get(CacheRedis));
  return parts.get(SearchTurn);
}

beforeAll(async () => {
  redis = await testRedis();
});

afterAll(async () => {
  for (const connection of connections) connection.onApplicationShutdown();
  await redis?.stop();
});

test('one replica indexes as long as it asks; another begins when that gives up', async () => {
  const [one, other] = [newReplica(), newReplica()];
  await eventually('Redis is reached', async () => (await one.ask()) === 'begun');
  expect(await other.ask()).toBe('elsewhere');
  expect(await one.ask()).toBe('kept');
  await other.giveUp();
  expect(await one.ask()).toBe('kept');
  await one.giveUp();
  expect(await other.ask()).toBe('begun');
  expect(await one.ask()).toBe('elsewhere');
});

test('while Redis is away everybody goes on', async () => {
  const [one, other] = [newReplica(), newReplica()];
  await redis.stop();
  expect([await one.ask(), await other.ask()]).toEqual(['kept', 'kept']);
});
