import { expect, test } from '@jest/globals';
import { PresenceStore } from '../src/presence/presence-store.js';
import { replicasOnRedis } from './parts-on-redis.js';

const { newReplica } = replicasOnRedis();

test('whoever enters while they are renewed is new all the same', async () => {
  const store = (await newReplica()).get(PresenceStore);
  const everybody = Array.from({ length: 60 }, (_, n) => n);
  const [entered] = await Promise.all([store.enter('room', 7, 10_000), store.renew('room', everybody, 10_000)]);
  expect(entered).toEqual({ isNew: true, count: 1 });
});
