import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { CacheRedis } from '../src/redis/cache-redis.js';
import type { PubSub } from '@veza/platform';
import { batchScript } from '../src/redis/batched-script.js';
import { PLACES } from '../src/presence/presence-store.js';
import { SOCKETS, TAKE_OVER } from '../src/tracking/session-scripts.js';
import { replicasOnRedis } from './parts-on-redis.js';
import { RedisModel, RedisServer } from './simulation/model/redis.model.js';
import { type Links, PubSubServer, PubSubModel } from './simulation/model/pub-sub.model.js';

/** The simulation proves nothing where its models of Redis differ from Redis: here both run the same commands. */

const { redis, newReplica, newPubSub } = replicasOnRedis();

describe('commands', () => {
  type Commands = Pick<RedisModel, 'hset' | 'hdel' | 'hget' | 'get' | 'setnx' | 'hgetall' | 'exists' | 'pttl' | 'pexpire'> & {
    set(key: string, text: string, unit: 'PX', ms: number): Promise<unknown>;
    expire(key: string, seconds: number, when?: 'GT' | 'NX'): Promise<unknown>;
    eval(script: string, keys: number, ...keysAndArgs: string[]): Promise<unknown>;
  };
  /** Long enough for an expiry to have passed by both clocks. */
  const SHORT = 5;
  const LAPSED = 25;

  /** @param n the number of the step in the program */
  type Step = (store: Commands, wipe: () => Promise<unknown>, n: number) => Promise<unknown>;
  const member = fc.constantFrom('1:a', '1:b', '2:a');
  const [key, text, field] = [fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y', ''), fc.constantFrom('f', 'g', 'h')];
  /** A result without the times of the two servers. */
  const timeless = (result: unknown): unknown =>
    result === undefined ? undefined : JSON.parse(JSON.stringify(result).replace(/\d{13,}/g, 'time'));
  const lapsing = async (work: () => Promise<unknown>) => {
    const answer = await work();
    await sleep(LAPSED);
    return answer;
  };
  const steps = fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.tuple(key, field, text).map(
          ([k, f, t]): Step =>
            (store) =>
              store.hset(`h${k}`, f, t, 'always', t),
        ),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(key, field).map(
          ([k, f]): Step =>
            (store) =>
              store.hdel(`h${k}`, f, 'always'),
        ),
      },
      {
        weight: 4,
        arbitrary: key.map((k): Step => async (store) => ({ ...(await store.hgetall(`h${k}`)) })),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(key, field).map(
          ([k, f]): Step =>
            (store) =>
              store.hget(`h${k}`, f),
        ),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(key, text).map(
          ([k, t]): Step =>
            (store) =>
              store.set(`t${k}`, t, 'PX', 60_000),
        ),
      },
      {
        weight: 1,
        arbitrary: key.map(
          (k): Step =>
            (store) =>
              lapsing(() => store.set(`t${k}`, 'soon gone', 'PX', SHORT)),
        ),
      },
      {
        weight: 2,
        arbitrary: key.map((k): Step => async (store) => [await store.setnx(`t${k}`, 'first'), await store.get(`t${k}`)]),
      },
      {
        weight: 3,
        arbitrary: fc.tuple(fc.constantFrom('h', 't'), key).map(
          ([kind, k]): Step =>
            (store) =>
              Promise.all([store.exists(kind + k), store.pttl(kind + k).then(Math.sign)]),
        ),
      },
      {
        weight: 3,
        // No two expiries of a program are equal: their order does not depend on the duration of the steps between.
        arbitrary: fc.tuple(key, fc.constantFrom(1_000, 100_000), fc.constantFrom('GT' as const, 'NX' as const, undefined)).map(
          ([k, seconds, when]): Step =>
            (store, _, n) =>
              store.expire(`h${k}`, seconds + 60 * n, when),
        ),
      },
      {
        weight: 1,
        arbitrary: key.map(
          (k): Step =>
            (store) =>
              lapsing(() => store.pexpire(`h${k}`, SHORT)),
        ),
      },
      {
        weight: 3,
        arbitrary: fc.tuple(key, field, field, text).map(
          ([k, from, heir, t]): Step =>
            (store) =>
              store.eval(TAKE_OVER, 1, `h${k}`, from, heir, t),
        ),
      },
      {
        weight: 6,
        arbitrary: fc
          .tuple(key, fc.constantFrom('register', 'save', 'end', 'remove'), field, fc.constantFrom('mine x', 'other x'))
          .map(
            ([k, operation, f, t]): Step =>
              (store, _, n) =>
                // Two calls in one command, as they are batched.
                store.eval(
                  batchScript(SOCKETS),
                  2,
                  ...['h', 'g'].map((kind) => kind + k),
                  ...[operation, '5', f, t, String(1_000 + 60 * n), operation === 'register' ? 'mine' : 'h', '50'],
                  ...['save', '4', 'g', t, '60', 'f'],
                ),
          ),
      },
      {
        weight: 6,
        arbitrary: fc
          .tuple(key, fc.constantFrom('enter', 'leave', 'renew', 'list'), member, fc.constantFrom(SHORT, 600_000))
          .map(([k, operation, m, ms]): Step => async (store) => {
            const own = operation === 'leave' ? [m] : operation === 'renew' ? [String(ms), m] : [m, String(ms)];
            const call = () => store.eval(batchScript(PLACES), 1, `p${k}`, operation, String(own.length), ...own);
            const [result] = Object(ms === SHORT ? await lapsing(call) : await call());
            return operation === 'list' ? [...result].map(Number).sort() : [...result].map(Number);
          }),
      },
      { weight: 1, arbitrary: fc.constant<Step>((_, wipe) => wipe().then(() => 'wiped')) },
    ),
    { minLength: 5, maxLength: 25 },
  );

  test('the model returns what Redis returns, for any program of commands', async () => {
    const real = (await newReplica()).get(CacheRedis);
    const { client } = real;
    if (!(client instanceof Redis)) throw new Error('The client is not a single server');
    const redisCommands: Commands = {
      hset: (at, ...fields) => client.hset(at, ...fields),
      hdel: (at, ...fields) => client.hdel(at, ...fields),
      get: (at) => client.get(at),
      setnx: (at, value) => client.setnx(at, value),
      hget: (at, name) => client.hget(at, name),
      hgetall: (at) => client.hgetall(at),
      exists: (at) => client.exists(at),
      pttl: (at) => client.pttl(at),
      pexpire: (at, ms) => client.pexpire(at, ms),
      set: (at, value, unit, ms) => client.set(at, value, unit, ms),
      expire: (at, seconds, when) => {
        if (when === undefined) return client.expire(at, seconds);
        return when === 'GT' ? client.expire(at, seconds, 'GT') : client.expire(at, seconds, 'NX');
      },
      eval: (script, keys, ...keysAndArgs) => client.eval(script, keys, ...keysAndArgs),
    };
    await eventually('Redis replies', () => client.ping());
    const server = new RedisServer(() => Date.now());
    const model = new RedisModel(server, { deliver: setImmediate, timeOut: setImmediate });
    const wipe = async () => server.wipe();
    await fc.assert(
      fc.asyncProperty(steps, async (program) => {
        await client.flushall();
        server.wipe();
        const expected: unknown[] = [];
        for (const [n, step] of program.entries()) expected.push(timeless(await step(redisCommands, () => client.flushall(), n)));
        const modelAnswers: unknown[] = [];
        for (const [n, step] of program.entries()) modelAnswers.push(timeless(await step(model, wipe, n)));
        expect(modelAnswers).toEqual(expected);
      }),
      { numRuns: 40 },
    );
    server.away = true;
    await expect(model.exists('a')).rejects.toThrow();
  });
});

describe('publish and subscribe', () => {
  type Bus = Pick<PubSub, 'subscribe' | 'unsubscribe' | 'publish' | 'subscriberCount' | 'onReconnect'>;
  interface Pair {
    one: Bus;
    other: Bus;
    /** Disconnects every subscriber and publishes this at the same moment; resolves when both have reconnected. */
    disconnect(channel: string, text: string): Promise<void>;
  }

  async function realPair(): Promise<Pair> {
    const [one, other] = [newPubSub(), newPubSub()]; // created now: a ready connection emits no event
    let reconnects = 0;
    for (const each of [one, other]) each.onReconnect(() => (reconnects += 1));
    await eventually('both are connected', () => reconnects === 2);
    return {
      one,
      other,
      disconnect: async (channel, text) => {
        const admin = new Redis(redis().url);
        await admin.multi().client('KILL', 'TYPE', 'PUBSUB').publish(channel, text).exec();
        admin.disconnect();
        await eventually('both have reconnected', () => reconnects === 4);
      },
    };
  }

  async function modelPair(): Promise<Pair> {
    const server = new PubSubServer();
    const links = (): Links => ({ toServer: setImmediate, toClient: setImmediate, timeOut: setImmediate });
    const [one, other] = [new PubSubModel(server, links()), new PubSubModel(server, links())];
    return {
      one,
      other,
      disconnect: async (channel, text) => {
        for (const each of [one, other]) each.disconnect();
        server.publish(channel, text);
        for (const each of [one, other]) await each.reconnect();
      },
    };
  }

  test.each([
    ['Redis', realPair],
    ['model', modelPair],
  ])(
    '%s delivers in order to every subscriber, loses what is published while one is disconnected, and delivers again after it',
    async (_, make) => {
      const { one, other, disconnect } = await make();
      const received: Record<string, string[]> = { one: [], other: [], replaced: [] };
      const into = (name: string) => (text: string) => void received[name]?.push(text);
      const returned: string[] = [];
      one.onReconnect(() => returned.push('one'));
      expect(await one.subscriberCount('room')).toBe(0);
      await one.subscribe('room', into('replaced'));
      await one.subscribe('room', into('one'));
      await other.subscribe('room', into('other'));
      await other.subscribe('elsewhere', into('other'));
      expect([await one.subscriberCount('room'), await one.subscriberCount('elsewhere')]).toEqual([2, 1]);
      for (let n = 1; n <= 50; n += 1) one.publish('room', `n${n}`);
      other.publish('elsewhere', 'for other');
      await eventually('all is received', () => received.one?.length === 50 && received.other?.length === 51);
      const all = Array.from({ length: 50 }, (__, i) => `n${i + 1}`);
      expect(received.one).toEqual(all);
      expect(received.other?.filter((text) => text !== 'for other')).toEqual(all);
      const before = returned.length;
      await disconnect('room', 'lost');
      expect(returned.length).toBe(before + 1);
      await eventually('both are subscribed again', async () => (await one.subscriberCount('room')) === 2);
      one.publish('room', 'back');
      await eventually('both receive it', () => received.one?.at(-1) === 'back' && received.other?.at(-1) === 'back');
      other.unsubscribe('room');
      await eventually('one listens', async () => (await one.subscriberCount('room')) === 1);
      other.publish('room', 'for one');
      await eventually('one receives it', () => received.one?.at(-1) === 'for one');
      expect(received).toMatchObject({ one: [...all, 'back', 'for one'], replaced: [] });
      expect(received.other?.slice(-1)).toEqual(['back']);
    },
  );
});
