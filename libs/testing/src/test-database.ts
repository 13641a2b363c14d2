import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database for one spec file. */
export interface TestDatabase {
  /** The owner's URL: may create schemas and roles. */
  readonly url: string;
  readonly name: string;
  /** Ends all connections and drops the database; call it in `afterAll`. */
  drop(): Promise<void>;
}

/**
 * A fresh, empty database on the server of TEST_DATABASE_URL (`npm test` starts one; by hand, name any server whose
 * user may create databases).
 *
 * @param label is part of the name of the database
 */
export async function testDatabase(label = 'spec'): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server)
    throw new Error(
      'TEST_DATABASE_URL is not set: run the tests with "npm test", or name a Postgres whose user may create databases',
    );
  const name = `test_${label.replace(/\W/g, '_')}_${randomBytes(5).toString('hex')}`;
  await asOwner(server, `CREATE DATABASE ${name} TEMPLATE template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, name, drop: () => asOwner(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function asOwner(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
