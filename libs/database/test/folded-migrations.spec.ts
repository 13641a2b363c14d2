import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@veza/testing';
import pg from 'pg';
import { derivedRole, runMigrations, type MigrationClass } from '../src/index.js';
import { checkSchema } from '../src/migrations/check-schema.js';
import {
  AddColour1760000000002,
  CreateOperations1760000000004,
  CreateShop1760000000002,
  CreateThings1760000000001,
} from './migrations.js';

const SINGLE = [CreateThings1760000000001, AddColour1760000000002];
const FOLDED = [CreateShop1760000000002];
let database: TestDatabase;
let owner: pg.Client;

beforeEach(async () => {
  database = await testDatabase('folded-migrations');
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  await database.drop();
});

const migrate = (migrations: readonly MigrationClass[]) =>
  runMigrations({
    ownerUrl: database.url,
    schema: 'shop',
    role: derivedRole('shop', 's'.repeat(32)),
    migrations,
    extensions: ['pg_trgm'],
  });

const applied = async () =>
  (await owner.query<{ timestamp: string; name: string }>('SELECT timestamp, name FROM shop.migrations ORDER BY id')).rows;

const columns = async () => {
  const { rows } = await owner.query<{ name: string }>(
    "SELECT attname AS name FROM pg_attribute WHERE attrelid = 'shop.things'::regclass AND attnum > 0 ORDER BY attnum",
  );
  return rows.map(({ name }) => name);
};

test('a folded migration runs on an empty schema', async () => {
  expect(await migrate(FOLDED)).toEqual(['CreateShop1760000000002']);
  expect(await migrate(FOLDED)).toEqual([]);
  expect(await columns()).toEqual(['name', 'colour']);
});

test('a schema with all replaced migrations gets the row of the folded one instead of theirs, and only later ones run', async () => {
  await migrate(SINGLE);
  const runs = await Promise.all([1, 2, 3].map(() => migrate([...FOLDED, CreateOperations1760000000004])));
  expect(runs.flat()).toEqual(['CreateOperations1760000000004']);
  expect(await columns()).toEqual(['id', 'name', 'stock', 'colour']);
  expect(await applied()).toEqual([
    { timestamp: '1760000000002', name: 'CreateShop1760000000002' },
    { timestamp: '1760000000004', name: 'CreateOperations1760000000004' },
  ]);
});

test('a schema with only some of the replaced migrations is refused, and keeps its rows', async () => {
  await migrate([CreateThings1760000000001]);
  await expect(migrate([...FOLDED, CreateOperations1760000000004])).rejects.toMatchObject({
    name: 'StartFailure',
    message:
      'The schema shop has 1 of the 2 migrations that are folded into CreateShop1760000000002: migrate it with version 1.0 first',
  });
  expect(await applied()).toEqual([{ timestamp: '1760000000001', name: 'CreateThings1760000000001' }]);
  await migrate(SINGLE);
  expect(await migrate(FOLDED)).toEqual([]);
});

test('a service waits for the migrate step while the rows are those of replaced migrations', async () => {
  await migrate(SINGLE);
  await expect(checkSchema(owner, 'shop', FOLDED, 0)).rejects.toThrow(
    /^The schema shop lacks 1 of 1 migrations .*: run the migrate step$/,
  );
  const checked = checkSchema(owner, 'shop', FOLDED, 30_000);
  await migrate(FOLDED);
  await checked;
});

test('a program with the single migrations rejects a folded schema as newer', async () => {
  await migrate(FOLDED);
  const refusal = 'The schema shop is newer than this program, which does not know CreateShop1760000000002';
  await expect(migrate(SINGLE)).rejects.toThrow(refusal);
  await expect(checkSchema(owner, 'shop', SINGLE, 0)).rejects.toThrow(refusal);
});
