// covers: libs/database/src/connection, libs/database/src/wait-for-postgres.ts
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { AppLogger, HealthRegistry, PlatformModule } from '@veza/platform';
import { eventually, type RunningServer, startPostgres, startStandby } from '@veza/testing';
import pg from 'pg';
import { Database, DatabaseModule, databaseUrl, derivedRole, runMigrations, SearchPool } from '../src/index.js';
import { shopPlatform } from './shop-platform.js';
import { CreateThings1760000000001 } from './migrations.js';

const migrations = [CreateThings1760000000001];
const secret = 's'.repeat(32);
const logger = new AppLogger({ service: 'shop', replica: 'test', level: 'silent' });

let first: RunningServer;
let second: Awaited<ReturnType<typeof startStandby>>;
let service: TestingModule | undefined;
let health: HealthRegistry;

/** The addresses of both servers. */
const listed = () => first.url.replace(/(@[^/]*)/, `$1,127.0.0.1:${second.port}`);

beforeEach(async () => {
  first = await startPostgres();
  second = await startStandby(first);
  const role = derivedRole('shop', secret);
  await runMigrations({ ownerUrl: listed(), schema: 'shop', role, migrations, extensions: ['pg_trgm'] });
});
afterEach(async () => {
  await service?.close();
  service = undefined;
  await first.stop();
  await second.remove();
});

async function open(variables: Record<string, unknown> = {}): Promise<TestingModule> {
  health = new HealthRegistry(logger);
  const platform = shopPlatform(logger, health);
  const url = databaseUrl({ service: 'shop', ownerUrl: listed(), secret });
  service = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot(platform, { SCHEMA_WAIT: 1_000, ...variables }),
      DatabaseModule.forRoot({ service: 'shop', url, migrations, entities: [] }),
    ],
  }).compile();
  return service;
}

/** Raw SQL: functions of the server. */
async function ask(server: RunningServer, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query({ text: sql, rowMode: 'array' });
  await client.end();
  return rows[0]?.[0];
}

const replayed = () =>
  eventually('the standby to have all changes', async () => {
    const end = await ask(first, 'SELECT pg_current_wal_lsn()');
    return (await ask(second, `SELECT pg_last_wal_replay_lsn() >= '${end}'`)) === true;
  });

const insert = (database: Database, name: string) => database.query('INSERT INTO things (name) VALUES ($1)', [name]);

/** All processes of the server; a frozen one accepts connections and never replies. Linux only. */
async function signal(server: RunningServer, name: NodeJS.Signals): Promise<void> {
  const children = await readFile(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8');
  for (const pid of [server.pid, ...children.split(' ').filter(Boolean).map(Number)]) process.kill(pid, name);
}

test.each(['SIGKILL', 'SIGSTOP'] as const)(
  'the first server gets %s, the second is promoted: changes go on there',
  async (name) => {
    const database = (await open()).get(Database);
    await insert(database, 'before');
    await replayed();
    await signal(first, name);
    const waiting = insert(database, 'meanwhile').catch((error: unknown) => error);
    await ask(second, 'SELECT pg_promote()');
    let attempt = 0;
    const change = () => insert(database, `after ${(attempt += 1)}`).then(() => true);
    await eventually('a change to be stored', change, { ms: 10_000 });
    await waiting; // it ends, stored or not
    expect(await ask(second, "SELECT count(*)::int FROM shop.things WHERE name = 'before'")).toBe(1);
    await eventually('readiness', async () => (await health.readiness()).dependencies.postgres === 'up');
    if (name === 'SIGSTOP') await signal(first, 'SIGCONT');
  },
);

test('a standby alone makes a service not ready, and a change is UNAVAILABLE', async () => {
  const database = (await open()).get(Database);
  await ask(first, 'ALTER SYSTEM SET default_transaction_read_only = on');
  await ask(first, 'SELECT pg_reload_conf()');
  await eventually('the change to be refused', () =>
    insert(database, 'refused').then(
      () => false,
      ({ code }) => code === 'UNAVAILABLE',
    ),
  );
  await eventually('readiness to see it', async () => (await health.readiness()).dependencies.postgres === 'down');
});

test('searches read a replica while it is current, and the primary while it lags or is away', async () => {
  const other = `postgres://127.0.0.1:${second.port}/ignored`;
  const opened = await open({ DATABASE_SEARCH_URL: other });
  const [database, searches] = [opened.get(Database), opened.get(SearchPool)];
  const names = () =>
    searches.read((tx) =>
      tx.query<{ name: string; standby: boolean }>('SELECT name, pg_is_in_recovery() AS standby FROM things'),
    );
  const isOn = (standby: boolean, count: number) => async () => {
    const rows = await names();
    return rows.length === count && rows.every((row) => row.standby === standby);
  };
  await insert(database, 'one');
  await eventually('searches to read the replica', isOn(true, 1));
  await ask(second, 'SELECT pg_wal_replay_pause()');
  await insert(database, 'two');
  expect(await names()).toEqual([{ name: 'one', standby: true }]); // it is within its lag
  await eventually('searches to leave the lagging replica', isOn(false, 2), { ms: 20_000 });
  await ask(second, 'SELECT pg_wal_replay_resume()');
  await eventually('searches to read the replica again', isOn(true, 2));
  await second.stop();
  await eventually('searches to leave the absent replica', isOn(false, 2));
});
