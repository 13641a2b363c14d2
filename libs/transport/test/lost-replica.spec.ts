import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, testRedis, type RunningServer } from '@veza/testing';
import { Redis } from 'ioredis';
import { clientOf, begun, outcomes, replica, work } from './work.js';

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

test('without a replica a request is unavailable at once', async () => {
  const { rpc, wire } = clientOf(server.url);
  await rpc.call(work.run, { id: 0 }).catch(() => undefined); // the first call also connects
  const started = performance.now();
  await expect(rpc.call(work.run, { id: 0 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await expect(rpc.call(work.look, { id: 0 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(performance.now() - started).toBeLessThan(2_000); // a lost request would be rejected after this time at the earliest
  expect(await redis.exists('rpc:{work}:q')).toBe(0); // no request waits for a future replica
  await wire.close();
});

test('the writes of a killed replica are unavailable and not repeated, its reads run again on another one', async () => {
  const { rpc, wire } = clientOf(server.url);
  const victim = await replica(server.url, 'victim');
  const longer = { deadlineMs: 60_000 }; // than the start of the survivor on a busy machine
  const writes = Array.from({ length: 20 }, (_, id) => rpc.call(work.run, { id: 100 + id, ms: 60_000 }, longer));
  const reads = Array.from({ length: 20 }, (_, id) => rpc.call(work.look, { id: 200 + id, ms: 60_000 }, longer));
  const ends = Promise.all([outcomes(writes), outcomes(reads)]);
  await eventually('all of them run', async () => (await redis.hlen('begun')) === 40);

  const survivor = await replica(server.url, 'survivor', { HASTE: '1' });
  const killed = performance.now();
  await victim.kill();
  const [writeEnds, readEnds] = await ends;

  expect(writeEnds).toEqual({ UNAVAILABLE: 20 });
  expect(readEnds).toEqual({ OK: 20 });
  expect(performance.now() - killed).toBeLessThan(5_000);
  const counts = (await begun(redis)).toSorted();
  expect(counts).toEqual([...Array<number>(20).fill(1), ...Array<number>(20).fill(2)]);
  await wire.close();
  await survivor.stop();
});
