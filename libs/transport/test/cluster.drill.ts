// covers: libs/transport/src
// drill: core
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Logger, type INestMicroservice } from '@nestjs/common';
import { eventually, startCluster, type ReplicatedRedis } from '@veza/testing';
import { connectRedis, openRedis, Outbox, type RpcServer } from '../src/index.js';
import { ledger, receivedBy, schema, shop, sold, upTo } from './shop.js';
import { clientOf, listening, outcomes, work } from './work.js';

let cluster: ReplicatedRedis;
let replicas: RpcServer[] = [];
const runs = new Map<number, number>();

beforeAll(async () => {
  Logger.overrideLogger(false);
  cluster = await startCluster();
  const handler = async ({ id }: { id: number }): Promise<unknown> => {
    runs.set(id, (runs.get(id) ?? 0) + 1);
    return { id, replica: 'here' };
  };
  const register = (rpc: RpcServer): void => {
    rpc.addHandler(work.run.subject, handler);
    rpc.addHandler(work.look.subject, handler);
  };
  replicas = [await listening({ redisUrl: cluster.url }, register), await listening({ redisUrl: cluster.url }, register)];
});

afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.close()));
  await cluster.stop();
});

test('a connection with an offline queue takes commands before the cluster is found', async () => {
  const patient = openRedis(cluster.url, 'spec', { enableOfflineQueue: true, maxRetriesPerRequest: null });
  const impatient = openRedis(cluster.url, 'spec');
  connectRedis(patient, { lost: () => undefined });
  connectRedis(impatient, { lost: () => undefined });
  const asked = [patient.get('nothing'), impatient.get('nothing')];
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  for (const connection of [patient, impatient]) connection.disconnect();
});

test('on a cluster each request runs once, and events arrive once and in order', async () => {
  const { rpc, wire } = clientOf(cluster.url);
  await eventually('an answer', () => rpc.call(work.look, { id: -1 }));
  runs.clear();
  // Bounded, so that a slow machine starts them all before the queue stands and refuses some.
  for (let from = 0; from < 1_000; from += 100) {
    const calls = Array.from({ length: 100 }, (_, n) => rpc.call(work.run, { id: from + n }));
    expect(await outcomes(calls)).toEqual({ OK: 100 });
  }
  expect(runs.size).toBe(1_000);
  expect(new Set(runs.values())).toEqual(new Set([1]));
  await wire.close();

  const [shopData, ledgerData] = await Promise.all([schema('shop'), schema('ledger')]);
  const apps: INestMicroservice[] = await Promise.all([shop(shopData, cluster.url), ledger(ledgerData, cluster.url)]);
  for (const n of upTo(50)) await shopData.transaction((tx) => apps[0]?.get(Outbox).append(tx, sold, { n }) ?? Promise.resolve());
  await eventually('all is received', async () => (await receivedBy(ledgerData)).length === 50);
  expect(await receivedBy(ledgerData)).toEqual(upTo(50));
  await Promise.all(apps.map((app) => app.close()));
  await Promise.all([shopData.end(), ledgerData.end()]);
});

test('a killed master of the queue: no call outlives its deadline, no write runs twice, and calls succeed again', async () => {
  const { rpc, wire } = clientOf(cluster.url);
  await eventually('an answer', () => rpc.call(work.look, { id: -1 }));
  const ends: { code: string; ms: number; at: number }[] = [];
  let next = 10_000;
  let going = true;
  const callers = Array.from({ length: 8 }, async () => {
    while (going) {
      const started = performance.now();
      const code = await rpc.call(work.run, { id: ++next }, { deadlineMs: 2_000 }).then(
        () => 'OK',
        (error: { code: string }) => error.code,
      );
      ends.push({ code, ms: performance.now() - started, at: performance.now() });
    }
  });
  await eventually('load', () => ends.length > 500);
  const killed = performance.now();
  await (await cluster.masterOf('rpc:{work}:q')).kill();
  const answeredSince = (): number => ends.filter(({ code, at }) => code === 'OK' && at > killed + 2_500).length;
  await eventually('answers from the new master', () => answeredSince() > 500, { ms: 30_000 });
  going = false;
  await Promise.all(callers);

  expect(Math.max(...ends.map(({ ms }) => ms))).toBeLessThan(3_000);
  expect(ends.filter(({ code }) => !['OK', 'UNAVAILABLE', 'DEADLINE'].includes(code))).toEqual([]);
  expect(Math.max(...[...runs].filter(([id]) => id >= 10_000).map(([, count]) => count))).toBe(1);
  await wire.close();
});
