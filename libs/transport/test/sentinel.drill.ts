// covers: libs/transport/src/redis
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { eventually, type ReplicatedRedis, startSentinel } from '@veza/testing';
import type { RpcServer } from '../src/index.js';
import { clientOf, listening, outcomes, work } from './work.js';

let sentinel: ReplicatedRedis;
let replica: RpcServer;
const runs = new Map<number, number>();

beforeAll(async () => {
  Logger.overrideLogger(false);
  sentinel = await startSentinel();
  replica = await listening({ redisUrl: sentinel.url }, (rpc) =>
    rpc.addHandler(work.run.subject, async ({ id }: { id: number }) => {
      runs.set(id, (runs.get(id) ?? 0) + 1);
      return { id, replica: 'here' };
    }),
  );
});

afterAll(async () => {
  await replica.close();
  await sentinel.stop();
});

test('requests are rejected in time from the death of the master until its failover, then handled', async () => {
  const { rpc, wire } = clientOf(sentinel.url);
  await eventually('an answer', () => rpc.call(work.run, { id: 0 }));
  expect(await outcomes(Array.from({ length: 200 }, (_, id) => rpc.call(work.run, { id: 1 + id })))).toEqual({ OK: 200 });

  await (await sentinel.masterOf('rpc:{work}:q')).kill();
  const ends: string[] = [];
  let next = 1_000;
  let slowest = 0;
  await eventually(
    'answers from the new master',
    async () => {
      const started = performance.now();
      const [code] = Object.keys(await outcomes([rpc.call(work.run, { id: ++next }, { deadlineMs: 1_000 })]));
      slowest = Math.max(slowest, performance.now() - started);
      ends.push(code ?? '');
      return ends.filter((each) => each === 'OK').length > 20;
    },
    { ms: 40_000 },
  );
  expect(slowest).toBeLessThan(2_000);
  expect(new Set(ends)).toContain('UNAVAILABLE');
  expect(Math.max(...runs.values())).toBe(1);
  await wire.close();
});
