import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { AppLogger, HealthRegistry, Metrics, PlatformModule } from '@veza/platform';
import { ANONYMOUS } from '@veza/contracts';
import { afterCommit, requestContext, type SqlExecutor } from '@veza/transport';
import { startPostgres, eventually, type RunningServer } from '@veza/testing';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import {
  Database,
  DatabaseModule,
  cappedCount,
  databaseUrl,
  derivedRole,
  isUniqueViolation,
  once,
  onceForAll,
  OperationsSweeper,
  rowsById,
  runMigrations,
} from '../src/index.js';
import { shopPlatform } from './shop-platform.js';
import { CreateOperations1760000000004, CreateThings1760000000001 } from './migrations.js';

@Entity('things')
class Thing {
  @PrimaryGeneratedColumn() id: number;
  @Column('text') name: string;
  @Column('integer') stock: number;
}

const migrations = [CreateThings1760000000001, CreateOperations1760000000004];
const secret = 's'.repeat(32);
const logger = new AppLogger({ service: 'shop', replica: 'test', level: 'silent' });
const health = new HealthRegistry(logger);
const POOL_SIZE = 4;

let server: RunningServer;
let module: TestingModule;
let database: Database;

beforeAll(async () => {
  server = await startPostgres();
  await runMigrations({
    ownerUrl: server.url,
    schema: 'shop',
    role: derivedRole('shop', secret),
    migrations,
    extensions: ['pg_trgm'],
  });
  const platform = shopPlatform(logger, health);
  const url = databaseUrl({ service: 'shop', ownerUrl: server.url, secret });
  module = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot(platform, {}),
      DatabaseModule.forRoot({
        service: 'shop',
        url,
        migrations,
        entities: [Thing],
        poolSize: POOL_SIZE,
        statementTimeoutMs: 1_000,
      }),
    ],
  }).compile();
  database = module.get(Database);
});

afterAll(async () => {
  await module.close();
  await server.stop();
});

test('every kind of statement returns its rows, in a transaction and outside', async () => {
  expect(await database.query('INSERT INTO things (name) VALUES ($1) RETURNING name', ['a'])).toEqual([{ name: 'a' }]);
  expect(await database.prepared('thing-by-name', 'SELECT stock FROM things WHERE name = $1', ['a'])).toEqual([{ stock: 0 }]);
  const rows = await database.transaction(async (tx) => {
    await tx.getRepository(Thing).update({ name: 'a' }, { stock: 5 });
    return tx.query<{ stock: number }>('UPDATE things SET stock = stock + 1 WHERE name = $1 RETURNING stock', ['a']);
  });
  expect(rows).toEqual([{ stock: 6 }]);
});

test('connections of the pool, and what waits for one, are measured', async () => {
  const pageOf = async () => (await module.get(Metrics).text()).body;
  const received = (page: string) => Number(/^veza_postgres_pool_wait_seconds_count (\d+)$/m.exec(page)?.[1]);
  let end: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (end = resolve));
  const before = received(await pageOf());
  const work = Array.from({ length: POOL_SIZE + 2 }, () => database.transaction(() => held));
  const full = await eventually('two transactions to wait', async () => {
    const page = await pageOf();
    return page.includes('\nveza_postgres_pool_waiting 2\n') ? page : undefined;
  });
  expect(full).toContain(`veza_postgres_connections{state="used"} ${POOL_SIZE}`);
  expect(full).toContain(`veza_postgres_pool_size ${POOL_SIZE}`);
  end();
  await Promise.all(work);
  const after = await pageOf();
  expect(received(after) - before).toBe(POOL_SIZE + 2);
  expect(after).toContain('veza_postgres_pool_waiting 0');
});

test('a look-up of rows by their ids is planned once, not for each list of ids', async () => {
  const name = 'things-by-name';
  for (let time = 0; time < 8; time += 1)
    await database.prepared(name, `SELECT t.name FROM ${rowsById('things', 't', 'int')}`, [[1, 2]]);
  const [plans] = await database.query<{ kept: string; custom: string }>(
    'SELECT generic_plans AS kept, custom_plans AS custom FROM pg_prepared_statements WHERE name = $1',
    [name],
  );
  // Postgres looks at five plans for given values before it keeps one.
  expect(plans).toEqual({ kept: '3', custom: '5' });
});

test('a failed transaction leaves nothing, and its violation is recognised by name', async () => {
  const failed = database.transaction(async (tx) => {
    await tx.query("INSERT INTO things (name) VALUES ('b')");
    await tx.query("INSERT INTO things (name) VALUES ('a')");
  });
  const error: unknown = await failed.catch((reason: unknown) => reason);
  expect(isUniqueViolation(error, 'things_name_key')).toBe(true);
  expect(await database.query("SELECT FROM things WHERE name = 'b'")).toEqual([]);
});

test('a transaction of a call without time is rolled back as DEADLINE, and what follows a commit is not refused', async () => {
  const stored = async () => (await database.query("SELECT FROM things WHERE name = 'late'")).length;
  const call = (commitBy: number, work: () => Promise<unknown>) =>
    requestContext.run({ requestId: 'late', caller: ANONYMOUS, deadlineAt: performance.now() + 60_000, commitBy }, work);
  const insert = (tx: SqlExecutor) => tx.query("INSERT INTO things (name) VALUES ('late')");
  await expect(call(0, () => database.transaction(insert))).rejects.toMatchObject({ code: 'DEADLINE' });
  const soon = performance.now() + 200;
  const slow = database.transaction.bind(database, async (tx: SqlExecutor) => {
    await insert(tx);
    await tx.query('SELECT pg_sleep(0.3)');
  });
  await expect(call(soon, slow)).rejects.toMatchObject({ code: 'DEADLINE' });
  expect(await stored()).toBe(0);
  await call(0, () => afterCommit(() => database.transaction(insert)));
  expect(await stored()).toBe(1);
});

test('the log of Postgres has the error of a rejected row, and none of its values', async () => {
  const insert = () => database.query('INSERT INTO things (name) VALUES ($1)', ['Mrs. Secret']);
  await insert();
  await expect(insert()).rejects.toThrow('things_name_key');
  const log = () => readFile(join(server.folder, 'server.log'), 'utf8');
  await eventually('the error to be logged', async () => (await log()).includes('things_name_key'));
  expect(await log()).not.toContain('Mrs. Secret');
});

test('concurrent serializable transactions are repeated until each has counted', async () => {
  await database.query("INSERT INTO things (name, stock) VALUES ('counted', 0)");
  let attempts = 0;
  let bothRead = (): void => undefined;
  const together = new Promise<void>((resolve) => (bothRead = resolve));
  const add = () =>
    database.transaction(
      async (tx) => {
        const [row] = await tx.query<{ stock: number }>("SELECT stock FROM things WHERE name = 'counted'");
        attempts += 1;
        if (attempts === 2) bothRead();
        await together;
        await tx.query("UPDATE things SET stock = $1 WHERE name = 'counted'", [(row?.stock ?? 0) + 1]);
      },
      { isolation: 'SERIALIZABLE' },
    );
  await Promise.all([add(), add()]);
  expect(attempts).toBe(3);
  expect(await database.query("SELECT stock FROM things WHERE name = 'counted'")).toEqual([{ stock: 2 }]);
});

test('a transaction is repeated at most three times', async () => {
  let attempts = 0;
  const failing = database.transaction(async (tx) => {
    attempts += 1;
    await tx.query("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
  });
  await expect(failing).rejects.toMatchObject({ message: 'again' });
  expect(attempts).toBe(3);
});

test('totals are exact up to 10,000, and flagged as estimates above', async () => {
  await database.transaction(async (tx) => {
    await tx.query("SET LOCAL statement_timeout = '60s'");
    await tx.query("INSERT INTO things (name, stock) SELECT 'many' || n, 7 FROM generate_series(1, 10000) AS n");
  });
  expect(await cappedCount(database, 'SELECT 1 FROM things WHERE stock = $1', [7])).toEqual({
    total: 10_000,
    totalIsEstimate: false,
  });
  await database.query("INSERT INTO things (name, stock) VALUES ('one more', 7)");
  const capped = await cappedCount(database, 'SELECT 1 FROM things WHERE stock = $1', [7]);
  expect(capped.totalIsEstimate).toBe(true);
  expect(capped.total).toBeGreaterThan(10_000);
});

test('a statement past its time limit is DEADLINE', async () => {
  await expect(database.query('SELECT pg_sleep(5)')).rejects.toMatchObject({ code: 'DEADLINE' });
});

test('a full volume of Postgres is UNAVAILABLE and counted', async () => {
  const full = `DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$`;
  await expect(database.query(full)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await expect(database.transaction((tx) => tx.query(full))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect((await module.get(Metrics).text()).body).toMatch(/^veza_postgres_full_total 2$/m);
});

test('a process whose clock is more than a minute off is not ready, until its clock is right again', async () => {
  const states = () =>
    health.readiness().then(({ ready, dependencies }) => [ready, dependencies['postgres'], dependencies['clock']]);
  const becomes = (wanted: unknown[]) =>
    eventually(`readiness ${wanted}`, async () => expect(await states()).toEqual(wanted) === undefined);
  for (const minutes of [2, -2]) {
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => new Date().getTime() + minutes * 60_000);
    try {
      await becomes([false, 'up', 'down']);
    } finally {
      clock.mockRestore();
    }
    await becomes([true, 'up', 'up']);
  }
});

test('an unreachable Postgres is UNAVAILABLE, the replica degraded, and it recovers by itself', async () => {
  expect((await health.readiness()).dependencies).toEqual({ postgres: 'up', clock: 'up' });
  await server.kill();
  // A backend that outlives the killed postmaster by a moment may still run one query.
  await eventually('every backend has ended', async () => {
    const queries = await Promise.allSettled(Array.from({ length: POOL_SIZE }, () => database.query('SELECT pg_sleep(0.02)')));
    return queries.every(({ status }) => status === 'rejected');
  });
  await expect(database.query('SELECT 1')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await expect(database.transaction((tx) => tx.query('SELECT 1'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await eventually(
    'degraded',
    async () => expect(await health.readiness()).toMatchObject({ ready: true, degraded: true }) === undefined,
  );
  await server.start();
  await eventually('back', async () => (await database.query('SELECT 1')).length === 1, { ms: 10_000 });
  await eventually('whole', async () => !(await health.readiness()).degraded, { ms: 10_000 });
});

describe('a repeated operation', () => {
  const ask = (operation: string | undefined, name: string, then: () => Promise<void> = async () => undefined) =>
    requestContext.run({ requestId: 'r', caller: ANONYMOUS, operation }, () =>
      database.transaction((tx) =>
        once(tx, async () => {
          const [thing] = await tx.query<{ id: number }>('INSERT INTO things (name) VALUES ($1) RETURNING id', [name]);
          await then();
          return { id: thing?.id, name };
        }),
      ),
    );
  const count = async (name: string) =>
    (await database.query<{ n: number }>('SELECT count(*)::int AS n FROM things WHERE name = $1', [name]))[0]?.n;

  test('runs once for twenty concurrent requests, and all get the same reply', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => ask('op-1', 'once')));
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect([await count('once'), await ask('op-1', 'once')]).toEqual([1, replies[0]]);
  });

  test('runs again after a failure', async () => {
    await expect(ask('op-2', 'failed', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await ask('op-2', 'failed')).toMatchObject({ name: 'failed' });
  });

  test('is deleted after a day, a few with each new one', async () => {
    await database.query(`UPDATE operations SET created_at = now() - interval '26 hours' WHERE id = 'op-1'`);
    await ask('op-3', 'later');
    expect(await database.query('SELECT id FROM operations ORDER BY id')).toEqual([{ id: 'op-2' }, { id: 'op-3' }]);
  });

  test('is deleted after a day by the sweeper of a service that gets no new one', async () => {
    await database.query(`UPDATE operations SET created_at = now() - interval '26 hours' WHERE id = 'op-3'`);
    await new OperationsSweeper(database).sweep();
    expect(await database.query('SELECT id FROM operations ORDER BY id')).toEqual([{ id: 'op-2' }]);
  });

  test('of a batch makes each change once, beside changes without an id', async () => {
    const batch = (...operations: (string | undefined)[]) =>
      database.transaction((tx) =>
        onceForAll(
          tx,
          operations.map((operation) => ({ operation })),
          async (fresh) => fresh.map(({ operation }, index) => ({ operation, index })),
        ),
      );
    const first = await batch('b-2', undefined, 'b-1', 'b-2');
    const [two, plain, one] = [
      { operation: 'b-2', index: 0 },
      { operation: undefined, index: 1 },
      { operation: 'b-1', index: 2 },
    ];
    expect(first).toEqual([two, plain, one, two]);
    expect(await batch('b-1', 'b-3', 'b-2')).toEqual([one, { operation: 'b-3', index: 0 }, two]);
    const [left, right] = await Promise.all([batch('b-4', 'b-5'), batch('b-5', 'b-4')]);
    expect([left[0], left[1]]).toEqual([right[1], right[0]]);
  });

  test('simply runs without an id', async () => {
    await ask(undefined, 'plain');
    await expect(ask(undefined, 'plain')).rejects.toThrow(/things_name_key/);
  });
});
