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

type Migrate = (ownerUrl: string) => Promise<unknown>;

/**
 * A fresh, empty database on the server of TEST_DATABASE_URL (`npm test` starts one; by hand, name any server whose
 * user may create databases).
 *
 * @param label is part of the name of the database
 */
export const testDatabase = (label = 'spec'): Promise<TestDatabase> =>
  create(`test_${label.replace(/\W/g, '_')}_${randomBytes(5).toString('hex')}`, 'template0');

const templates = new Map<string, Promise<string>>();

/**
 * A fresh database with the schema of a service. The migrations run once in a process, on a template that the others are
 * copies of. On a copy they only grant the rights on the database itself, which are not copied.
 *
 * @param migrate brings the database at the owner's URL to the schema of this code
 */
export async function migratedDatabase(service: string, migrate: Migrate): Promise<TestDatabase> {
  const template = templates.get(service) ?? createTemplate(service, migrate);
  templates.set(service, template);
  const database = await create(`test_${service}_${randomBytes(5).toString('hex')}`, await template);
  await migrate(database.url);
  return database;
}

/** It stays on the server, which mostly ends with the run. On one that lasts, the next process removes it. */
async function createTemplate(service: string, migrate: Migrate): Promise<string> {
  const prefix = `test_template_${service}_`;
  const found = await asOwner(`SELECT datname FROM pg_database WHERE starts_with(datname, '${prefix}')`);
  for (const { datname } of found)
    if (!isRunning(Number(datname.slice(prefix.length)))) await asOwner(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  const { url, name } = await create(`${prefix}${process.pid}`, 'template0');
  await migrate(url);
  return name;
}

function isRunning(pid: number): boolean {
  try {
    return pid !== process.pid && process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function create(name: string, template: string): Promise<TestDatabase> {
  await asOwner(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(server());
  url.pathname = `/${name}`;
  return { url: url.href, name, drop: async () => void (await asOwner(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)) };
}

function server(): string {
  const { TEST_DATABASE_URL: url } = process.env;
  if (url) return url;
  throw new Error(
    'TEST_DATABASE_URL is not set: run the tests with "npm test", or name a Postgres whose user may create databases',
  );
}

async function asOwner(statement: string): Promise<{ datname: string }[]> {
  const client = new pg.Client({ connectionString: server() });
  await client.connect();
  try {
    return (await client.query<{ datname: string }>(statement)).rows;
  } finally {
    await client.end();
  }
}
