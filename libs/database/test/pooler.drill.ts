// covers: libs/database/src
// drill: core
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { AppLogger, HealthRegistry, PlatformModule } from '@veza/platform';
import { ANONYMOUS } from '@veza/contracts';
import { requestContext } from '@veza/transport';
import { eventually, type RunningServer, startPgbouncer, testDatabase, type TestDatabase } from '@veza/testing';
import pg from 'pg';
import { Database, DatabaseModule, databaseUrl, runMigrations, SearchPool } from '../src/index.js';
import { shopPlatform } from './shop-platform.js';
import { CreateThings1760000000001 } from './migrations.js';

const ROLE = { name: 'veza_pooled_shop', password: 'a-password-of-this-drill' };
const migrations = [CreateThings1760000000001];
const logger = new AppLogger({ service: 'shop', replica: 'test', level: 'silent' });

let postgres: TestDatabase;
let pooler: RunningServer;
let url: string;
let owner: pg.Pool;

/** The address of the database through the pooler, as a role. */
function pooled(name: string, password: string): string {
  const through = new URL(postgres.url);
  [through.username, through.password, through.port] = [name, password, String(pooler.port)];
  return through.href;
}

beforeAll(async () => {
  const { VEZA_PGBOUNCER } = process.env;
  if (VEZA_PGBOUNCER === undefined) throw new Error('PgBouncer could not be fetched for this run');
  postgres = await testDatabase('pooler');
  const superuser = new URL(postgres.url);
  await runMigrations({ ownerUrl: postgres.url, schema: 'shop', role: ROLE, migrations, extensions: ['pg_trgm'] });
  // Two connections for all: every client meets what the other ones leave behind.
  pooler = await startPgbouncer(
    VEZA_PGBOUNCER,
    postgres.url,
    { [ROLE.name]: ROLE.password, [superuser.username]: decodeURIComponent(superuser.password) },
    { settings: { default_pool_size: '2' } },
  );
  url = pooled(ROLE.name, ROLE.password);
  owner = new pg.Pool({ connectionString: postgres.url, max: 1 });
});
afterAll(async () => {
  await pooler.stop();
  await owner.query(`DROP OWNED BY ${ROLE.name} CASCADE; DROP ROLE ${ROLE.name}`);
  await owner.end();
  await postgres.drop();
});

const health = () => new HealthRegistry(logger);
function opened(at: string, registry = health()): Promise<TestingModule> {
  const platform = shopPlatform(logger, registry);
  const database = databaseUrl({ service: 'shop', serviceUrl: at, secret: 'unused' });
  return Test.createTestingModule({
    imports: [
      PlatformModule.forRoot(platform, { SCHEMA_WAIT: 1_000 }),
      DatabaseModule.forRoot({ service: 'shop', url: database, migrations, entities: [] }),
    ],
  }).compile();
}

test('two replicas share two connections: hot reads, transactions and searches, and none meets a strange statement', async () => {
  const replicas = await Promise.all([opened(url), opened(url)]);
  const work = replicas.flatMap((replica, at) =>
    Array.from({ length: 30 }, async (_, time) => {
      const name = `thing ${at}-${time}`;
      const database = replica.get(Database);
      await database.transaction((tx) => tx.query('INSERT INTO things (name) VALUES ($1)', [name]));
      const hot = await database.prepared('thing-by-name', 'SELECT name FROM things WHERE name = $1', [name]);
      const found = await replica.get(SearchPool).read((tx) => tx.query('SELECT name FROM things WHERE name = $1', [name]));
      return [hot, found, [{ name }]];
    }),
  );
  for (const [hot, found, wanted] of await Promise.all(work)) {
    expect(hot).toEqual(wanted);
    expect(found).toEqual(wanted);
  }
  await Promise.all(replicas.map((replica) => replica.close()));
});

test('the limits of statements and of idle transactions are settings of the role', async () => {
  const replica = await opened(url);
  const [row] = await replica
    .get(Database)
    .query(
      `SELECT current_setting('statement_timeout') AS statement, current_setting('idle_in_transaction_session_timeout') AS idle`,
    );
  expect(row).toEqual({ statement: '8s', idle: '10s' });
  const limit = await replica.get(SearchPool).read((tx) => tx.query(`SELECT current_setting('statement_timeout') AS own`));
  expect(limit).toEqual([{ own: '4s' }]);
  const after = await replica.get(Database).query(`SELECT current_setting('statement_timeout') AS statement`);
  expect(after).toEqual([{ statement: '8s' }]);
  await replica.close();
});

test('a search whose client leaves is cancelled in Postgres, and the next one on its connection is not', async () => {
  const replica = await opened(url);
  const running = async () => {
    const { rows } = await owner.query("SELECT FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(3)%'");
    return rows.length;
  };
  const client = new AbortController();
  const context = { requestId: 'search', caller: ANONYMOUS, deadlineAt: performance.now() + 60_000, signal: client.signal };
  const search = requestContext.run(context, () => replica.get(SearchPool).read((tx) => tx.query('SELECT pg_sleep(3)')));
  const refused = expect(search).rejects.toMatchObject({ code: 'DEADLINE' });
  await eventually('the search to run', async () => (await running()) === 1);
  client.abort();
  await refused;
  expect(await running()).toBe(0);
  const next = await replica.get(SearchPool).read((tx) => tx.query('SELECT 1 AS one'));
  expect(next).toEqual([{ one: 1 }]);
  await replica.close();
});

test('a pooler that signs in as another role is refused at the start, and a migration through a pooler too', async () => {
  const { username, password } = new URL(postgres.url);
  await expect(opened(pooled(username, password))).rejects.toThrow(/reads the schema .* and not shop: .*search_path/);
  const migration = { ownerUrl: pooled(username, password), schema: 'shop', role: ROLE, migrations, extensions: ['pg_trgm'] };
  await expect(runMigrations(migration)).rejects.toThrow('leads to a pooler');
});

test('readiness sees a connection whose unqualified names mean another schema', async () => {
  const registry = health();
  const replica = await opened(url, registry);
  expect(await registry.readiness()).toMatchObject({ ready: true });
  await owner.query(`ALTER ROLE ${ROLE.name} IN DATABASE ${postgres.name} SET search_path = public`);
  try {
    await owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${ROLE.name}'`);
    await eventually('the wrong schema to be seen', async () => (await registry.readiness()).dependencies.postgres === 'down');
  } finally {
    await owner.query(`ALTER ROLE ${ROLE.name} IN DATABASE ${postgres.name} SET search_path = shop, public`);
    await replica.close();
  }
});
