import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, testRedis, type RunningServer } from '@veza/testing';
import { Redis } from 'ioredis';
import { clientOf, listening, outcomes, replica, work } from './work.js';

let server: RunningServer;
let redis: Redis;

beforeAll(async () => {
  server = await testRedis();
  redis = new Redis(server.url);
});

afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

test('replicas stopped and started under load: no request is lost and none runs twice', async () => {
  const { rpc, wire } = clientOf(server.url);
  let current = await replica(server.url, 'first');
  let going = true;
  let id = 0;
  const ends: Promise<unknown>[] = [];
  const callers = Array.from({ length: 24 }, async () => {
    while (going) {
      const call = rpc.call(work.run, { id: ++id, ms: 20 });
      ends.push(call);
      await call.catch(() => undefined);
    }
  });
  for (const name of ['second', 'third']) {
    const before = id;
    await eventually('load', () => id > before + 200);
    const next = await replica(server.url, name);
    expect((await current.stop()).code).toBe(0);
    current = next;
  }
  going = false;
  await Promise.all(callers);

  expect(await outcomes(ends)).toEqual({ OK: ends.length });
  expect(new Set(Object.values(await redis.hgetall('ended')))).toEqual(new Set(['1']));
  expect(await redis.hlen('ended')).toBe(ends.length);
  await current.stop();
  await wire.close();
});

test('the last replica to leave finishes running requests and rejects queued ones', async () => {
  let open = (): void => undefined;
  let running = 0;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const last = await listening({ redisUrl: server.url, concurrency: 2 }, (rpc) =>
    rpc.addHandler(work.run.subject, async ({ id }: { id: number }) => {
      running++;
      await opened;
      return { id, replica: 'last' };
    }),
  );
  const { rpc, wire } = clientOf(server.url);
  const taken = [1, 2].map((id) => rpc.call(work.run, { id }));
  await eventually('both slots are taken', () => running === 2);
  const queued = [3, 4, 5].map((id) => rpc.call(work.run, { id }));
  await eventually('three wait', async () => (await redis.llen('rpc:{work}:q')) === 3);

  const closed = last.close();
  expect(await outcomes(queued)).toEqual({ UNAVAILABLE: 3 });
  await expect(rpc.call(work.run, { id: 6 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  open();
  expect(await outcomes(taken)).toEqual({ OK: 2 });
  await closed;
  expect(running).toBe(2);
  expect(await redis.exists('rpc:{work}:q')).toBe(0);
  expect(await redis.zcard('rpc:{work}:live')).toBe(0);
  await wire.close();
});
