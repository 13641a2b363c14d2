import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@veza/testing';
import pg from 'pg';
import { databaseUrl, derivedRole, runMigrations, type MigrationClass } from '../src/index.js';
import { AddColour1760000000002, Broken1760000000003, CreateThings1760000000001 } from './migrations.js';

const secret = 's'.repeat(32);
const ALL = [CreateThings1760000000001, AddColour1760000000002];
let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase('migrations');
});
afterEach(() => database.drop());

const migrate = (schema: string, migrations: readonly MigrationClass[] = ALL) =>
  runMigrations({ ownerUrl: database.url, schema, role: derivedRole(schema, secret), migrations, extensions: ['pg_trgm'] });

async function as<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const asService = <Result>(service: string, work: (client: pg.Client) => Promise<Result>) =>
  as(databaseUrl({ service, ownerUrl: database.url, secret }), work);

test('pending migrations run once, in order, and the next run finds nothing to do', async () => {
  expect(await migrate('shop', [CreateThings1760000000001])).toEqual(['CreateThings1760000000001']);
  expect(await migrate('shop')).toEqual(['AddColour1760000000002']);
  expect(await migrate('shop')).toEqual([]);
});

test('a database with another encoding than UTF8 is refused', async () => {
  const name = `${database.name}_ascii`;
  await as(database.url, (client) =>
    client.query(
      `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc`,
    ),
  );
  const ownerUrl = database.url.replace(database.name, name);
  const run = runMigrations({ ownerUrl, schema: 'shop', role: derivedRole('shop', secret), migrations: ALL });
  await expect(run).rejects.toThrow('The database has the encoding SQL_ASCII, and UTF8 is needed');
  await as(database.url, (client) => client.query(`DROP DATABASE ${name}`));
});

test('several concurrent runs migrate once', async () => {
  const runs = await Promise.all([
    ...Array.from({ length: 4 }, () => migrate('shop')),
    ...Array.from({ length: 4 }, () => migrate('desk')),
  ]);
  expect(runs.flat().sort()).toEqual([
    'AddColour1760000000002',
    'AddColour1760000000002',
    'CreateThings1760000000001',
    'CreateThings1760000000001',
  ]);
});

test('a role reads and writes its own schema, later tables included, and no other one', async () => {
  await migrate('shop');
  await migrate('desk');
  await asService('shop', async (client) => {
    const { rows } = await client.query("INSERT INTO things (name) VALUES ('a') RETURNING id, colour");
    expect(rows).toEqual([{ id: 1, colour: null }]);
    await client.query("UPDATE things SET stock = 1 WHERE name % 'a'");
    await expect(client.query('SELECT * FROM desk.things')).rejects.toThrow('permission denied for schema desk');
    await expect(client.query('CREATE TABLE mine (id integer)')).rejects.toThrow('permission denied');
    await expect(client.query('CREATE TABLE public.mine (id integer)')).rejects.toThrow('permission denied');
    await expect(client.query('DROP TABLE things')).rejects.toThrow('must be owner');
    await expect(client.query('DELETE FROM migrations')).rejects.toThrow('permission denied');
  });
});

test('the owner may be the role of the service', async () => {
  const role = { name: new URL(database.url).username, password: '', given: true };
  const run = (migrations: MigrationClass[]) =>
    runMigrations({ ownerUrl: database.url, schema: 'shop', role, migrations, extensions: ['pg_trgm'] });
  await run([CreateThings1760000000001]);
  expect(await run(ALL)).toEqual(['AddColour1760000000002']);
});

test('a failed migration leaves nothing and keeps the ones before it', async () => {
  await expect(migrate('shop', [...ALL, Broken1760000000003])).rejects.toThrow('division by zero');
  await asService('shop', async (client) => {
    const { rows } = await client.query("SELECT to_regclass('half_way') AS half, to_regclass('things') AS things");
    expect(rows).toEqual([{ half: null, things: 'things' }]);
  });
});

test('a missing extension is named in the error', async () => {
  const role = derivedRole('shop', secret);
  const run = runMigrations({
    ownerUrl: database.url,
    schema: 'shop',
    role,
    migrations: ALL,
    extensions: ['pg_trgm', 'no_such_thing'],
  });
  await expect(run).rejects.toThrow('Postgres lacks the extensions no_such_thing');
});

test('a role of a release before gets its limits, and no right that a migration has revoked', async () => {
  await migrate('shop');
  const { name } = derivedRole('shop', secret);
  const reset = (setting: string) => `ALTER ROLE ${name} IN DATABASE ${database.name} RESET ${setting}`;
  await as(database.url, (client) =>
    client.query(
      `REVOKE DELETE ON shop.things FROM ${name}; ${reset('statement_timeout')}; ${reset('idle_in_transaction_session_timeout')}`,
    ),
  );
  expect(await migrate('shop')).toEqual([]);
  await asService('shop', async (client) => {
    expect((await client.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '8s' }]);
    await expect(client.query('DELETE FROM things')).rejects.toThrow('permission denied');
  });
});

test('an owner without the right to create roles gets the SQL to run, which creates the same role', async () => {
  const name = `owner_${database.name}`;
  await as(database.url, (client) =>
    client.query(`CREATE ROLE ${name} LOGIN PASSWORD 'pw'; ALTER DATABASE ${database.name} OWNER TO ${name}`),
  );
  const url = new URL(database.url);
  url.username = name;
  url.password = 'pw';
  const role = { name: `role_${database.name}`, password: 'the-password' };
  const run = () => runMigrations({ ownerUrl: url.href, schema: 'shop', role, migrations: [AddNothing1760000000009] });
  const refusal = await run().then(String, (error: Error) => error.message);
  expect(refusal).not.toContain('the-password');
  const sql = /administrator: (.*)$/s.exec(refusal)?.[1] ?? '';
  await as(database.url, (client) => client.query(`SET ROLE ${name}; RESET ROLE; ${sql}; ALTER SCHEMA shop OWNER TO ${name}`));
  url.username = role.name;
  url.password = role.password;
  await as(url.href, async (client) => {
    expect((await client.query('SHOW search_path')).rows).toEqual([{ search_path: 'shop, public' }]);
  });
  await as(database.url, (client) =>
    client.query(
      `REASSIGN OWNED BY ${name} TO CURRENT_USER; DROP OWNED BY ${name}, ${role.name}; DROP ROLE ${name}, ${role.name}`,
    ),
  );
});

class AddNothing1760000000009 {
  async up(): Promise<void> {}
  async down(): Promise<void> {}
}
