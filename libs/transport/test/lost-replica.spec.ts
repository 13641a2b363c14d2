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
  await expect(rpc.call(work.run, { id: 0 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await expect(rpc.call(work.look, { id: 0 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
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
  await victim.kill();
  const [writeEnds, readEnds] = await ends;

  expect(writeEnds).toEqual({ UNAVAILABLE: 20 });
  expect(readEnds).toEqual({ OK: 20 });
  const counts = (await begun(redis)).toSorted();
  expect(counts).toEqual([...Array<number>(20).fill(1), ...Array<number>(20).fill(2)]);
  await wire.close();
  await survivor.stop();
});

test('an idle replica that stood still is listed as live again as soon as it runs', async () => {
  const paused = await replica(server.url, 'paused');
  const listedUntil = async () => Number((await redis.zrangebyscore('rpc:{work}:live', '-inf', '+inf', 'WITHSCORES'))[1]);
  const clock = async () => Number((await redis.time())[0]) * 1_000;
  /** From the end of a pause until the next heartbeat. */
  const silence = async () => {
    const before = await listedUntil();
    const beat = await eventually('a heartbeat', async () => (await listedUntil()) !== before && listedUntil());
    paused.signal('SIGSTOP');
    await eventually('its entry to be about to expire', async () => (await clock()) > beat - 1_000);
    paused.signal('SIGCONT');
    const resumed = performance.now();
    await eventually('the next heartbeat', async () => (await listedUntil()) !== beat, { everyMs: 5 });
    return performance.now() - resumed;
  };
  // A busy machine may be late each time; a replica that waits for its next turn always is.
  const promptly = async () => (await silence()) < 300;
  expect((await promptly()) || (await promptly()) || (await promptly()) || (await promptly())).toBe(true);
  await paused.stop();
});
