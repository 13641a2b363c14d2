import { expect, test } from '@jest/globals';
import { IndexerLease } from '../src/search/indexer-lease.js';
import { replicasOnRedis } from './parts-on-redis.js';

const replicas = replicasOnRedis();
const newReplica = async () => (await replicas.newReplica()).get(IndexerLease);

test('one replica keeps the lease while it renews it, and another acquires it after a release', async () => {
  const [one, other] = [await newReplica(), await newReplica()];
  expect(await one.acquire()).toBe('acquired');
  expect(await other.acquire()).toBe('elsewhere');
  expect(await one.acquire()).toBe('kept');
  await other.release();
  expect(await one.acquire()).toBe('kept');
  await one.release();
  expect(await other.acquire()).toBe('acquired');
  expect(await one.acquire()).toBe('elsewhere');
});

test('every replica keeps indexing while Redis is away', async () => {
  const [one, other] = [await newReplica(), await newReplica()];
  await replicas.redis().stop();
  expect([await one.acquire(), await other.acquire()]).toEqual(['kept', 'kept']);
});
