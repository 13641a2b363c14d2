import { expect, test } from '@jest/globals';
import { PresenceStore } from '../src/presence/presence-store.js';
import { replicasOnRedis } from './parts-on-redis.js';

const { newReplica } = replicasOnRedis();

test('a user who enters in the batch of a renewal counts as new', async () => {
  const store = (await newReplica()).get(PresenceStore);
  const users = Array.from({ length: 60 }, (_, n) => n);
  const [entered] = await Promise.all([store.enter('room', 7, 10_000), store.renew('room', users, 10_000)]);
  expect(entered).toEqual({ isNew: true, count: 1 });
});
