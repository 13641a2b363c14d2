import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@veza/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await testDatabase('shared-pool');
  dataSource = await new DataSource({ type: 'postgres', url: database.url, installExtensions: false, poolSize: 1 }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** `Database` reads it (decision 21). TypeORM does not document it, so an upgrade that changes it fails here. */
test("the `master` of TypeORM's Postgres driver is the pg pool of its own query runners", async () => {
  const pool = 'master' in dataSource.driver ? dataSource.driver.master : undefined;
  if (!(pool instanceof pg.Pool)) throw new Error('`master` is no pg pool');
  const runner = dataSource.createQueryRunner();
  try {
    const [ofRunner] = await runner.query('SELECT pg_backend_pid() AS pid');
    expect([pool.totalCount, pool.idleCount]).toEqual([1, 0]);
    const waiting = pool.query('SELECT pg_backend_pid() AS pid');
    expect(pool.waitingCount).toBe(1);
    await runner.release();
    expect((await waiting).rows).toEqual([ofRunner]);
  } finally {
    if (!runner.isReleased) await runner.release();
  }
});
