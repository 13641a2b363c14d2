import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@veza/testing';
import { freePort } from '@veza/servers';
import { connectOwner } from '../postgres.mjs';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('operator');
});
afterAll(() => database?.drop());

test('of a list of servers an operator reaches the one that is there, and an absent one is named without its password', async () => {
  const absent = `127.0.0.1:${await freePort()}`;
  const { host, password } = new URL(database.url);
  const client = await connectOwner({ DATABASE_URL: database.url.replace(host, `${absent},${host}`) });
  expect(client.database).toBe(database.name);
  await client.end();
  const refused: unknown = await connectOwner({ DATABASE_URL: database.url.replace(host, absent) }).catch(
    (error: unknown) => error,
  );
  expect(String(refused)).toMatch(/^SetupError: The Postgres of DATABASE_URL cannot be reached \(.*ECONNREFUSED/);
  expect(String(refused)).not.toContain(password);
});
