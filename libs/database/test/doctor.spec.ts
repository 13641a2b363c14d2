import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@veza/testing';
import pg from 'pg';
import { derivedRole, runMigrations, type MigrationClass } from '../src/index.js';
import { postgresFindings } from '../src/doctor/postgres-findings.js';
import { AddColour1760000000002, CreateThings1760000000001, DropStock1760000000003 } from './migrations.js';

const OLD = [CreateThings1760000000001];
const NEW = [...OLD, AddColour1760000000002];
const NEWEST = [...NEW, DropStock1760000000003];
let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase('doctor');
});
afterEach(() => database.drop());

const migrate = (migrations: readonly MigrationClass[]) => {
  const role = derivedRole('shop', 's'.repeat(32));
  return runMigrations({ ownerUrl: database.url, schema: 'shop', role, migrations, extensions: ['pg_trgm'] });
};
const findings = (migrations: readonly MigrationClass[] = NEW, more: { poolSize?: number; url?: string } = {}) =>
  postgresFindings({ schema: 'shop', url: database.url, poolSize: 10, migrations, extensions: ['pg_trgm'], ...more });

async function run(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

test('a migrated schema on a server with room has no findings; migrations that are missing or unknown are named', async () => {
  expect(await findings()).toEqual(['The schema shop lacks 2 of 2 migrations: run the migrate step']);
  await migrate(OLD);
  expect(await findings()).toEqual(['The schema shop lacks 1 of 2 migrations: run the migrate step']);
  await migrate(NEW);
  expect(await findings()).toEqual([]);
  await migrate(NEWEST);
  expect(await findings(OLD)).toEqual([expect.stringContaining('The schema shop is newer than this program')]);
});

test('a database that takes no writes, has another encoding or too few connections is named, each in a sentence', async () => {
  await migrate(NEW);
  await run(`ALTER DATABASE ${database.name} SET default_transaction_read_only = on`);
  expect(await findings(NEW, { poolSize: 5_000 })).toEqual([
    'Postgres takes no writes (default_transaction_read_only is on)',
    expect.stringMatching(/^Postgres allows \d+ connections, and one replica opens 5003: raise max_connections$/),
  ]);
  const ascii = `${database.name}_ascii`;
  const url = new URL(database.url);
  url.pathname = `/${ascii}`;
  const server = new pg.Client({ connectionString: database.url, options: '-c default_transaction_read_only=off' });
  await server.connect();
  try {
    await server.query(`CREATE DATABASE ${ascii} TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'`);
    expect(await findings(NEW, { url: url.href })).toContainEqual(
      expect.stringContaining('encoding SQL_ASCII, and UTF8 is needed'),
    );
  } finally {
    await server.query(`DROP DATABASE IF EXISTS ${ascii} WITH (FORCE)`);
    await server.end();
  }
});

test('a server that is away or refuses the login is one sentence without the password', async () => {
  const url = new URL(database.url);
  url.password = 'another-password';
  expect(await findings(NEW, { url: url.href })).toEqual([expect.stringMatching(/^Postgres refuses the password of /)]);
  url.port = '1';
  expect(await findings(NEW, { url: url.href })).toEqual([
    expect.stringMatching(/^Postgres does not respond at .* \(waited 3 s\)$/),
  ]);
  expect((await findings(NEW, { url: url.href })).join()).not.toContain('another-password');
});
