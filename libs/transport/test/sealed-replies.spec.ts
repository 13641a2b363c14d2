import { createSecretKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { eventually, testRedis, type RunningServer } from '@veza/testing';
import { Redis } from 'ioredis';
import { HEARTBEAT, onForeign, serviceKeys, type RpcKeys } from '../src/index.js';
import { ReplySealer } from '../src/rpc/sealed-replies.js';
import type { WireRequest } from '../src/rpc/wire-format.js';
import { KEYS } from './keys.js';
import { clientOf, listening, work } from './work.js';

const { queue, live, bound, cancelled } = serviceKeys('work');
const OTHER = createSecretKey(Buffer.alloc(32, 8));

let server: RunningServer;
let redis: Redis;
let dropped = 0;
onForeign((place) => (dropped += place === 'replies' ? 1 : 0));

beforeAll(async () => {
  server = await testRedis();
  redis = new Redis(server.url);
});

afterEach(() => redis.del(queue, live, bound, cancelled));

afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

/** A program with access to Redis that takes the place of a replica, without the keys of the service. */
async function intruder(): Promise<() => Promise<WireRequest>> {
  await HEARTBEAT.run(redis, [live, bound, cancelled], ['intruder', 60_000, 1_000]);
  return async () => {
    const entry = await eventually('a request', () => redis.lpop(queue));
    return JSON.parse(String(entry).replace(/^[^{]*/, '')) as WireRequest;
  };
}

test('a listener on every channel reads no reply, and ids of requests do not count up', async () => {
  const heard: Buffer[] = [];
  const listener = new Redis(server.url);
  listener.on('pmessageBuffer', (_pattern: unknown, _channel: unknown, message: Buffer) => heard.push(message));
  await listener.psubscribe('*');
  const replica = await listening({ redisUrl: server.url }, (rpc) =>
    rpc.addHandler(work.look.subject, async () => ({ id: 1, replica: 'a secret address' })),
  );
  const { rpc, wire } = clientOf(server.url);
  await expect(rpc.call(work.look, { id: 1 })).resolves.toMatchObject({ replica: 'a secret address' });
  await eventually('the reply was heard', () => heard.length > 0);
  expect(Buffer.concat(heard).toString('latin1')).not.toMatch(/secret|replica/);
  await Promise.all([replica.close(), wire.close()]);
  listener.disconnect();

  const take = await intruder();
  const next = clientOf(server.url);
  const calls = [next.rpc.call(work.run, { id: 1 }), next.rpc.call(work.run, { id: 2 })].map((call) =>
    call.catch(() => 'failed'),
  );
  const ids = [(await take()).i, (await take()).i];
  expect(ids).toEqual([expect.stringMatching(/^[\da-f-]{36}$/), expect.stringMatching(/^[\da-f-]{36}$/)]);
  expect(ids[0]).not.toBe(ids[1]);
  await next.wire.close();
  await Promise.all(calls);
});

const value = { id: 666, replica: 'forged' };
const sealedBy = (keys: RpcKeys, service: string, of: (request: WireRequest) => WireRequest = (request) => request) => {
  const sealer = new ReplySealer(keys, service);
  return (request: WireRequest) => sealer.seal(of(request).r, JSON.stringify([[request.i, value]])) ?? '';
};

const forgeries: [string, (request: WireRequest) => Buffer | string][] = [
  ['as the release before sent it, unsealed', ({ i }) => JSON.stringify([[i, value]])],
  ['with a heartbeat as the release before sent it', ({ i }) => `b${i}`],
  ['with rubbish', () => '\u0004work and so on'],
  ['with nothing', () => ''],
  ['sealed with another key', sealedBy(() => [OTHER], 'work')],
  ['sealed by another service', sealedBy(KEYS, 'shop')],
  ['sealed for another channel', sealedBy(KEYS, 'work', (request) => ({ ...request, r: `${request.r}0` }))],
];

test('a forged reply is never believed, sealed or not: the call ends as one without a reply', async () => {
  const take = await intruder();
  const { rpc, wire } = clientOf(server.url);
  const call = rpc.call(work.run, { id: 1 }).catch((error: unknown) => error);
  const request = await take();
  for (const [name, forged] of forgeries) {
    const before = dropped;
    await redis.publish(request.r, forged(request));
    await eventually(`a reply ${name} is dropped`, () => dropped === before + 1);
  }
  await expect(call).resolves.toMatchObject({ code: 'UNAVAILABLE' });
  await wire.close();
});

test('a service that was called as well cannot reply for another one', async () => {
  const take = await intruder();
  const { rpc, wire } = clientOf(server.url);
  const other = rpc.call({ ...work.run, subject: 'shop.jobs.run' }, { id: 2 }).catch((error: unknown) => error);
  const call = rpc.call(work.run, { id: 1 }).catch((error: unknown) => error);
  const request = await take();
  await redis.publish(request.r, sealedBy(KEYS, 'shop')(request));
  await expect(Promise.all([call, other])).resolves.toMatchObject([{ code: 'UNAVAILABLE' }, { code: 'UNAVAILABLE' }]);
  const again = rpc.call(work.run, { id: 1 });
  const second = await take();
  await redis.publish(second.r, sealedBy(KEYS, 'work')(second));
  await expect(again).resolves.toEqual(value); // the form of these replies is right
  await wire.close();
});

test.each(Object.entries({ queue, cancelled, bound, live }))('a service goes on when its %s is overwritten', async (_, key) => {
  const replica = await listening({ redisUrl: server.url, logger: { log: skip, warn: skip, error: skip } }, (rpc) =>
    rpc.addHandler(work.look.subject, async ({ id }: { id: number }) => ({ id, replica: 'here' })),
  );
  const { rpc, wire } = clientOf(server.url);
  await redis.set(key, 'rubbish');
  await eventually('it is served again', () => rpc.call(work.look, { id: 1 }).catch(() => false), { ms: 10_000 });
  await Promise.all([replica.close(), wire.close()]);
});

const skip = (): void => undefined;
