import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RpcReply } from '@veza/contracts';
import { testRedis, type RunningServer, type TestProcess } from '@veza/testing';
import { Redis } from 'ioredis';
import { clientOf, begun, replica, work } from './work.js';

let server: RunningServer;
let redis: Redis;
let replicas: TestProcess[] = [];

beforeAll(async () => {
  server = await testRedis();
  redis = new Redis(server.url);
  replicas = await Promise.all([replica(server.url, 'one'), replica(server.url, 'two')]);
});

afterAll(async () => {
  await Promise.all(replicas.map((each) => each.stop()));
  redis.disconnect();
  await server.stop();
});

test('two replicas run each of 1,000 requests once between them', async () => {
  const { rpc, wire } = clientOf(server.url);
  const replies: RpcReply<typeof work.run>[] = [];
  // Bounded, so that a slow machine starts them all before the queue rejects requests.
  for (let from = 0; from < 1_000; from += 200)
    replies.push(...(await Promise.all(Array.from({ length: 200 }, (_, n) => rpc.call(work.run, { id: from + n })))));

  expect(replies.map(({ id }) => id)).toEqual(Array.from({ length: 1_000 }, (_, id) => id));
  const counts = await begun(redis);
  expect(counts).toHaveLength(1_000);
  expect(new Set(counts)).toEqual(new Set([1]));
  const shares = ['one', 'two'].map((name) => replies.filter((reply) => reply.replica === name).length);
  expect(Math.min(...shares)).toBeGreaterThan(100); // the load was shared
  await wire.close();
});

test('a busy replica leaves the requests to the other one', async () => {
  const { rpc, wire } = clientOf(server.url);
  const [first] = replicas;
  first?.signal('SIGSTOP'); // like a blocked event loop
  try {
    await rpc.call(work.look, { id: 5_000 }).catch(() => undefined); // at most one request goes to the stopped replica
    const replies = await Promise.all(Array.from({ length: 100 }, (_, n) => rpc.call(work.look, { id: 5_001 + n })));
    expect(new Set(replies.map((reply) => reply.replica))).toEqual(new Set(['two']));
  } finally {
    first?.signal('SIGCONT');
    await wire.close();
  }
});
