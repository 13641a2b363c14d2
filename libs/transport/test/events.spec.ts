import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Controller, Logger, Module, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { event } from '@veza/contracts';
import { eventually, testRedis, type RunningServer } from '@veza/testing';
import { EventConsumer, EventLog, EventsModule, OnEvent, Outbox, RpcClient, TransportModule, eventsSince } from '../src/index.js';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { ledger, receivedBy, schema, seen, shop, sold, upTo, type Schema } from './shop.js';
import { KEYS } from './keys.js';

let server: RunningServer;
let redis: Redis;
let shopData: Schema;
let ledgerData: Schema;
let apps: INestMicroservice[] = [];

beforeAll(async () => {
  Logger.overrideLogger(false);
  server = await testRedis();
  redis = new Redis(server.url);
});

beforeEach(async () => {
  [shopData, ledgerData] = await Promise.all([schema('shop'), schema('ledger')]);
});

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
  await Promise.all([shopData.end(), ledgerData.end()]);
});

afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

async function run(...starting: Promise<INestMicroservice>[]): Promise<INestMicroservice[]> {
  const started = await Promise.all(starting);
  apps.push(...started);
  return started;
}

const append = (app: INestMicroservice | undefined, ...numbers: number[]): Promise<void> =>
  shopData.transaction(async (tx) => {
    for (const n of numbers) await app?.get(Outbox).append(tx, sold, { n });
  });

test('committed events arrive once and in order at two replicas together, rolled back ones never', async () => {
  const [app] = await run(shop(shopData, server.url), ledger(ledgerData, server.url), ledger(ledgerData, server.url));
  const outbox = app?.get(Outbox);
  await shopData.transaction((tx) => outbox?.append(tx, seen, { n: 0 }) ?? Promise.resolve());
  const refused = shopData.transaction(async (tx) => {
    await outbox?.append(tx, sold, { n: 666 });
    throw new Error('no');
  });
  await expect(refused).rejects.toThrow('no');
  for (const n of upTo(200)) await append(app, n);
  await eventually('all is received', async () => (await receivedBy(ledgerData)).length >= 200);
  expect(await receivedBy(ledgerData)).toEqual(upTo(200));
});

test('an event arrives soon after its commit', async () => {
  const [app] = await run(shop(shopData, server.url), ledger(ledgerData, server.url));
  await append(app, 1);
  await eventually('the first, which also starts everything', async () => (await receivedBy(ledgerData)).length === 1);
  const took: number[] = [];
  for (const n of [2, 3, 4, 5, 6]) {
    const committed = performance.now();
    await append(app, n);
    await eventually('the next', async () => (await receivedBy(ledgerData)).length === n, { everyMs: 5 });
    took.push(performance.now() - committed);
  }
  expect(took.sort((a, b) => a - b)[2]).toBeLessThan(450); // a busy machine may be late, but not every time
});

test('a transaction that commits late gets the later position, and no event is skipped', async () => {
  const [app] = await run(shop(shopData, server.url), ledger(ledgerData, server.url));
  const outbox = app?.get(Outbox);
  let commit = (): void => undefined;
  const committed = new Promise<void>((resolve) => (commit = resolve));
  const slow = shopData.transaction(async (tx) => {
    await outbox?.append(tx, sold, { n: 1 }); // the lower id
    await committed;
  });
  await eventually(
    'the slow one began',
    async () =>
      (
        await shopData.query(
          "SELECT 1 FROM pg_stat_activity WHERE state = 'idle in transaction' AND query LIKE 'INSERT INTO events%'",
        )
      ).length > 0,
  );
  await append(app, 2);
  await eventually('the fast one is received', async () => (await receivedBy(ledgerData)).length === 1);
  commit();
  await slow;
  await eventually('both are received', async () => (await receivedBy(ledgerData)).length === 2);
  expect(await receivedBy(ledgerData)).toEqual([2, 1]);
});

test('a publication that fails once is a warning, and three in a row are one error', async () => {
  const lines: string[] = [];
  const note = (level: string) => (message: unknown) => {
    if (/^Events /.test(String(message))) lines.push(level);
  };
  try {
    const [app] = await run(shop(shopData, server.url), ledger(ledgerData, server.url));
    Logger.overrideLogger({ log: note('log'), warn: note('warn'), error: note('error') });
    const log = app?.get(EventLog);
    if (!log) throw new Error('The log is missing');
    const hasUnpublished = log.hasUnpublished.bind(log);
    let failures = 0;
    log.hasUnpublished = () => ((failures -= 1) >= 0 ? Promise.reject(new Error('busy')) : hasUnpublished());
    for (const [n, times] of [1, 4].entries()) {
      failures = times;
      await append(app, n);
      await eventually('it is published', async () => (await receivedBy(ledgerData)).length === n + 1);
    }
    // The relay marks the event as published, and says so, after its consumer has it.
    await eventually('the last line is written', () => lines.length === 5);
    expect(lines).toEqual(['warn', 'log', 'warn', 'error', 'log']);
  } finally {
    Logger.overrideLogger(false);
  }
});

test('a failed event is delivered again, its effects happen once, and later events wait', async () => {
  let faults = 2;
  const effect = (n: number): void => {
    if (n === 2 && faults-- > 0) throw new Error('not now');
  };
  const [app] = await run(shop(shopData, server.url), ledger(ledgerData, server.url, effect));
  await append(app, 1, 2, 3);
  await eventually('all is received', async () => (await receivedBy(ledgerData)).length === 3);
  expect(await receivedBy(ledgerData)).toEqual([1, 2, 3]);
  expect(faults).toBe(-1);
});

test('the age of events that wait is known: unpublished at their source, unhandled at a reader', async () => {
  let fails = true;
  const effect = (): void => {
    if (fails) throw new Error('not now');
  };
  const [app, reader] = await run(shop(shopData, server.url), ledger(ledgerData, server.url, effect));
  const log = app?.get(EventLog);
  const lag = () => reader?.get(EventConsumer).lags.find(({ source }) => source === 'shop')?.seconds;
  await append(app, 1);
  await eventually('the event to wait at its reader', () => (lag() ?? 0) > 0.5);
  fails = false;
  await eventually('the event to be handled', () => lag() === 0);
  expect(await log?.backlog()).toEqual({ events: 0, oldestSeconds: 0 });
  await server.kill();
  await append(app, 2, 3);
  await eventually('the events to wait at their source', async () => ((await log?.backlog())?.oldestSeconds ?? 0) > 0.2);
  expect(await log?.backlog()).toMatchObject({ events: 2 });
  await server.start();
  await eventually('the events to be published', async () => (await log?.backlog())?.events === 0);
});

test('every event arrives once when Redis is wiped, with the consumer running or away', async () => {
  const [app, listener] = await run(shop(shopData, server.url), ledger(ledgerData, server.url));
  await append(app, ...upTo(50));
  await eventually('the first are received', async () => (await receivedBy(ledgerData)).length === 50);
  await redis.flushall();
  await append(app, 51, 52);
  await eventually('what came after the wipe', async () => (await receivedBy(ledgerData)).length === 52);

  await listener?.close();
  apps = apps.filter((each) => each !== listener);
  await append(app, 53, 54);
  await eventually(
    'they are published',
    async () => (await shopData.query('SELECT 1 FROM events WHERE published_at IS NULL')).length === 0,
  );
  await redis.flushall(); // deleted from Redis before a consumer read them, and no event follows
  await run(ledger(ledgerData, server.url));
  await eventually('what was only in the source', async () => (await receivedBy(ledgerData)).length === 54);
  expect(await receivedBy(ledgerData)).toEqual(upTo(54));
});

test('a waiting consumer queries the source some time after Redis was wiped', async () => {
  const [app] = await run(shop(shopData, server.url), ledger(ledgerData, server.url));
  await append(app, 1);
  await eventually('the first is received', async () => (await receivedBy(ledgerData)).length === 1);
  // As if the stream had been lost between the relay and the reader.
  await shopData.query(
    `INSERT INTO events (position, name, payload, published_at) VALUES (2, 'shop.things.sold', '{"n": 2}', now())`,
  );
  await shopData.query('UPDATE event_relay SET position = 2');
  await eventually('the lost one is received', async () => (await receivedBy(ledgerData)).length === 2, { ms: 8_000 });
});

test('a source with a recreated database is read from the start, and its old stream is dropped', async () => {
  const [first] = await run(shop(shopData, server.url), ledger(ledgerData, server.url));
  await append(first, 1, 2, 3);
  await eventually('the old ones are received', async () => (await receivedBy(ledgerData)).length === 3);
  await first?.close();
  apps = apps.filter((each) => each !== first);
  await shopData.end();
  shopData = await schema('shop');
  const [second] = await run(shop(shopData, server.url));
  await append(second, 11, 12);
  await eventually('the new ones are received', async () => (await receivedBy(ledgerData)).length === 5, { ms: 10_000 });
  expect(await receivedBy(ledgerData)).toEqual([1, 2, 3, 11, 12]);
});

test('events in the stream arrive while the source is down', async () => {
  const [app, listener] = await run(shop(shopData, server.url), ledger(ledgerData, server.url));
  await append(app, 1);
  await eventually('the first is received', async () => (await receivedBy(ledgerData)).length === 1);
  await listener?.close();
  await append(app, 2, 3);
  await eventually(
    'they are published',
    async () => (await shopData.query('SELECT 1 FROM events WHERE published_at IS NULL')).length === 0,
  );
  await app?.close();
  apps = [];
  await run(ledger(ledgerData, server.url));
  await eventually('the others are received', async () => (await receivedBy(ledgerData)).length === 3);
});

test('every publishing service returns the events after a position', async () => {
  const [app] = await run(shop(shopData, server.url));
  await append(app, 1, 2, 3);
  const client = app?.get(RpcClient);
  const two = await eventually('two come after the first', async () => {
    const since = await client?.call(eventsSince('shop'), { after: 1 });
    return since?.events.length === 2 && since;
  });
  expect(two.events).toMatchObject([{ position: 2, name: 'shop.things.sold', payload: { n: 2 } }, { position: 3 }]);
  await expect(client?.call(eventsSince('shop'), { after: 0, limit: 201 })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});

test('an outbox accepts only valid events that its service publishes', async () => {
  const [app] = await run(shop(shopData, server.url));
  const outbox = app?.get(Outbox);
  const foreign = event('shop.things.stolen', { summary: '', payload: z.object({}) });
  await expect(outbox?.append(shopData, foreign, {})).rejects.toThrow('shop.things.stolen is not among the events');
  await expect(outbox?.append(shopData, sold, { n: 1.5 })).rejects.toThrow();
  expect(await shopData.query('SELECT 1 FROM events')).toEqual([]);
});

test('a service whose consumed events have no handler, or two, does not start', async () => {
  @Controller()
  class TwiceController {
    @OnEvent(sold)
    one(): void {}
    @OnEvent(sold)
    two(): void {}
  }
  @Module({
    imports: [
      TransportModule.forRoot({ service: 'ledger', redis: { rpc: server.url, events: server.url }, rpcKeys: KEYS }),
      EventsModule.forRootAsync({ service: 'ledger', consumes: [sold, seen], useFactory: () => ledgerData }),
    ],
    controllers: [TwiceController],
  })
  class LedgerModule {}
  const app = await NestFactory.createApplicationContext(LedgerModule, { logger: false, abortOnError: false }).catch(
    (error: unknown) => String(error),
  );
  expect(app).toBe(
    'Error: This service cannot start: more than one handler for the event shop.things.sold; no handler for the event shop.things.seen.',
  );
});
