import { createSecretKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Logger, type INestMicroservice } from '@nestjs/common';
import { eventually, testRedis, type RunningServer } from '@veza/testing';
import { Redis } from 'ioredis';
import { onForeign, Outbox } from '../src/index.js';
import { EventStream } from '../src/events/event-stream.js';
import { EventSigner } from '../src/rpc/rpc-keys.js';
import { ledger, receivedBy, schema, shop, sold, upTo, type Schema } from './shop.js';

const STREAM = 'events:{shop}';
const STRANGE = createSecretKey(Buffer.alloc(32, 8));

let server: RunningServer;
let redis: Redis;
let shopData: Schema;
let ledgerData: Schema;
let apps: INestMicroservice[] = [];
let foreign = 0;
onForeign((place) => (foreign += place === 'events' ? 1 : 0));

beforeAll(async () => {
  Logger.overrideLogger(false);
  server = await testRedis();
  redis = new Redis(server.url);
});

beforeEach(async () => {
  await redis.flushall();
  [shopData, ledgerData] = await Promise.all([schema('shop'), schema('ledger')]);
  apps = await Promise.all([shop(shopData, server.url), ledger(ledgerData, server.url)]);
});

afterEach(async () => {
  await Promise.all(apps.map((app) => app.close()));
  await Promise.all([shopData.end(), ledgerData.end()]);
});

afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

async function sell(n: number): Promise<void> {
  await shopData.transaction((tx) => apps[0]?.get(Outbox).append(tx, sold, { n }) ?? Promise.resolve());
}

const received = (count: number): Promise<unknown> =>
  eventually(`${count} are received`, async () => (await receivedBy(ledgerData)).length >= count, { ms: 15_000 });

const fields = (log: string, payload: string): string[] => ['log', log, 'name', 'shop.things.sold', 'payload', payload, 'at', AT];
const AT = new Date(0).toISOString();

/** What a program with access to Redis may do to the stream whose last event is at position 1. */
const poisons: [string, (log: string) => Promise<unknown>][] = [
  ['an entry of another form', () => redis.xadd(STREAM, '*', 'x', 'y')],
  ['an event that is no JSON', (log) => redis.xadd(STREAM, '2-0', ...fields(log, '{'))],
  ['an event without a signature, at the next position', (log) => redis.xadd(STREAM, '2-0', ...fields(log, '{"n":666}'))],
  [
    'an event that another key signed',
    (log) =>
      new EventStream(redis, 'shop', new EventSigner(() => [STRANGE], 'shop')).publish(
        [{ position: 2, name: 'shop.things.sold', payload: { n: 666 }, createdAt: AT }],
        log,
      ),
  ],
  [
    'more entries than a read returns',
    async () => {
      for (let n = 1; n <= 150; n++) await redis.xadd(STREAM, `1-${n}`, 'x', 'y');
    },
  ],
  [
    'the highest id, which is deleted again',
    async () => {
      const id = '18446744073709551615-18446744073709551615';
      await redis.xadd(STREAM, id, 'x', 'y');
      await redis.xdel(STREAM, id);
    },
  ],
  ['the signed event at another position', (log) => copied(log)],
  ['a text in its place', () => redis.set(STREAM, 'rubbish')],
];

async function copied(log: string): Promise<unknown> {
  const [[, [, , , , ...rest]] = ['', []]] = await redis.xrange(STREAM, '1-0', '1-0');
  return redis.xadd(STREAM, '2-0', 'log', log, 'name', 'shop.things.sold', ...rest);
}

const published = (): Promise<unknown> =>
  eventually(
    'all are marked as published',
    async () => (await shopData.query('SELECT 1 FROM events WHERE published_at IS NULL')).length === 0,
  );

async function poisonAfterOne(poison: (log: string) => Promise<unknown>): Promise<void> {
  await sell(1);
  await received(1);
  const [{ log } = { log: '' }] = await shopData.query<{ log: string }>('SELECT log FROM event_relay');
  await poison(log);
}

test.each(poisons)('events arrive, in order and no others, after %s', async (_, poison) => {
  await poisonAfterOne(poison);
  await sell(2);
  await received(2);
  expect(await receivedBy(ledgerData)).toEqual(upTo(2));
  await published();
});

test('an entry of another form is counted, and events arrive after a start of everything too', async () => {
  const before = foreign;
  await poisonAfterOne(() => redis.xadd(STREAM, '*', 'x', 'y'));
  await eventually('it is counted', () => foreign > before);
  await Promise.all(apps.splice(0).map((app) => app.close()));
  apps = await Promise.all([shop(shopData, server.url), ledger(ledgerData, server.url)]);
  await sell(2);
  await received(2);
  await published();
});

test('positions are assigned while Redis refuses everything, so that consumers read from the source', async () => {
  await sell(1);
  await received(1);
  await redis.config('SET', 'maxmemory', '1');
  await sell(2);
  await eventually(
    'a position',
    async () => (await shopData.query('SELECT 1 FROM events WHERE position = 2 AND published_at IS NULL')).length === 1,
  );
  await redis.config('SET', 'maxmemory', '0');
  await received(2);
  expect(await receivedBy(ledgerData)).toEqual([1, 2]);
});
