import { expect, test } from '@jest/globals';
import { IndexerLease } from '../src/search/indexer-lease.js';
import { replicasOnRedis } from './parts-on-redis.js';

const replicas = replicasOnRedis();
const newReplica = async () => (await replicas.newReplica()).get(IndexerLease);

test('one replica indexes as long as it asks; another begins when that gives up', async () => {
  const [one, other] = [await newReplica(), await newReplica()];
  expect(await one.ask()).toBe('begun');
  expect(await other.ask()).toBe('elsewhere');
  expect(await one.ask()).toBe('kept');
  await other.giveUp();
  expect(await one.ask()).toBe('kept');
  await one.giveUp();
  expect(await other.ask()).toBe('begun');
  expect(await one.ask()).toBe('elsewhere');
});

test('while Redis is away everybody goes on', async () => {
  const [one, other] = [await newReplica(), await newReplica()];
  await replicas.redis().stop();
  expect([await one.ask(), await other.ask()]).toEqual(['kept', 'kept']);
});
