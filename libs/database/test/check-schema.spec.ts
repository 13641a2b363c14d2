import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@veza/testing';
import pg from 'pg';
import { databaseUrl, derivedRole, runMigrations, type MigrationClass } from '../src/index.js';
import { checkSchema } from '../src/migrations/check-schema.js';
import {
  AddColour1760000000002,
  CreateThings1760000000001,
  DropStock1760000000003,
  FailingDrop1760000000004,
} from './migrations.js';

const secret = 's'.repeat(32);
const OLD = [CreateThings1760000000001];
const NEW = [CreateThings1760000000001, AddColour1760000000002];
let database: TestDatabase;
let service: pg.Client;

const migrate = (migrations: readonly MigrationClass[]) =>
  runMigrations({
    ownerUrl: database.url,
    schema: 'shop',
    role: derivedRole('shop', secret),
    migrations,
    extensions: ['pg_trgm'],
  });

beforeEach(async () => {
  database = await testDatabase('check-schema');
  await migrate(OLD);
  service = new pg.Client({ connectionString: databaseUrl({ service: 'shop', ownerUrl: database.url, secret }) });
  await service.connect();
});
afterEach(async () => {
  await service.end();
  await database.drop();
});

test('a service accepts the schema of its version, as its own role', async () => {
  await checkSchema(service, 'shop', OLD, 0);
});

test('a schema of a newer version is accepted, and the migrate step of an older one changes nothing', async () => {
  await migrate(NEW);
  await checkSchema(service, 'shop', OLD, 0);
  expect(await migrate(OLD)).toEqual([]);
  await checkSchema(service, 'shop', NEW, 0);
});

test('a schema without something that a program reads is rejected by it, and accepted by its successors', async () => {
  expect(await migrate([...NEW, DropStock1760000000003])).toHaveLength(2);
  const refusal = {
    name: 'StartFailure',
    message: expect.stringMatching(
      /^The schema shop is newer than this program, .* know AddColour1760000000002, DropStock1760000000003:/,
    ),
  };
  await expect(checkSchema(service, 'shop', OLD, 0)).rejects.toMatchObject(refusal);
  await expect(migrate(OLD)).rejects.toMatchObject(refusal);
  await checkSchema(service, 'shop', NEW, 0);
  expect(await migrate(NEW)).toEqual([]);
  await expect(checkSchema(service, 'shop', OLD, 0)).rejects.toMatchObject(refusal);
});

test('a schema is marked before it is contracted', async () => {
  await migrate(NEW);
  await expect(migrate([...NEW, FailingDrop1760000000004])).rejects.toThrow('nothing');
  await expect(checkSchema(service, 'shop', OLD, 0)).rejects.toThrow('is newer than this program');
  expect(await migrate(NEW)).toEqual([]);
  await checkSchema(service, 'shop', NEW, 0);
});

test('a service waits for a schema that is behind', async () => {
  const checked = checkSchema(service, 'shop', NEW, 30_000);
  await migrate(NEW);
  await checked;
});

test('a schema that stays behind, or whose migrations cannot be read, is rejected', async () => {
  await expect(checkSchema(service, 'shop', NEW, 0)).rejects.toThrow('The schema shop lacks 1 of 2 migrations');
  await expect(checkSchema(service, 'nowhere', NEW, 0)).rejects.toThrow('lacks 2 of 2 migrations');
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(`REVOKE ALL ON shop.migrations FROM ${derivedRole('shop', secret).name}`);
  await owner.end();
  await expect(checkSchema(service, 'shop', OLD, 0)).rejects.toThrow('lacks 1 of 1 migrations');
  expect(await migrate(OLD)).toEqual([]);
  await checkSchema(service, 'shop', OLD, 0);
});
