import { StartFailure } from '@veza/platform';
import pg, { escapeIdentifier, type Client } from 'pg';
import { AbstractLogger, DataSource } from 'typeorm';
import { isUnavailable } from '../database-errors.js';
import { findPrimary } from '../connection/find-primary.js';
import { isPooled } from '../connection/pooler.js';
import { refuseNewer, schemaState } from './check-schema.js';
import { adoptFolded } from './folded-migrations.js';
import { migrationName, type MigrationClass } from './migration-name.js';
import { prepareSchema, type ServiceRole } from './prepare-schema.js';
import { checkRequirements } from './requirements.js';

export interface MigrationOptions {
  /** The database as the owner of the schemas. */
  ownerUrl: string;
  schema: string;
  role: ServiceRole;
  migrations: readonly MigrationClass[];
  /** Created in `public`, from the contrib package of the server. */
  extensions?: readonly string[];
}

const LOCK_WAIT_MS = 120_000;

/**
 * Migrates a schema to its newest version, each migration in its own transaction, and returns the names of the
 * migrations that it ran. It may run in several processes at once (one migrates, the others wait and find nothing to
 * do). Unqualified names in a migration mean this schema, then `public`.
 */
export async function runMigrations({
  ownerUrl,
  schema,
  role,
  migrations,
  extensions = [],
}: MigrationOptions): Promise<string[]> {
  const { client, address } = await findPrimary(ownerUrl, { application_name: `veza-migrate-${schema}` });
  try {
    await refusePooler(client);
    await checkRequirements(client, extensions);
    await lock(client, schema);
    await prepareSchema(client, schema, role, extensions);
    const pending = await pendingOf(client, schema, migrations);
    if (pending.length > 0) {
      await apply(address, schema, migrations);
      await markCompatible(client, schema, migrations); // a new schema had no row before
    }
    await showTo(client, schema, role);
    return pending;
  } finally {
    // The lock belongs to the session and ends with it.
    await client.end();
  }
}

/**
 * The service may only read the table of migrations, to check its schema; an owner that is its own service keeps all
 * rights.
 */
async function showTo(client: Client, schema: string, role: ServiceRole): Promise<void> {
  if (client.user === role.name) return;
  const [table, reader] = [`${escapeIdentifier(schema)}.migrations`, escapeIdentifier(role.name)];
  await client.query(`REVOKE ALL ON ${table} FROM ${reader}; GRANT SELECT ON ${table} TO ${reader}`);
}

/** The lock is held by a session, which has no meaning behind a pooler in transaction mode. */
async function refusePooler(client: Client): Promise<void> {
  if (await isPooled(client))
    throw new StartFailure('DATABASE_URL of the migration leads to a pooler: name Postgres itself, migrations need a session');
}

async function lock(client: Client, schema: string): Promise<void> {
  try {
    await client.query(`SET lock_timeout = ${LOCK_WAIT_MS}`);
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [`veza:migrate:${schema}`]);
  } catch (cause) {
    if (isUnavailable(cause)) throw cause;
    throw new StartFailure(
      `Another migration of the schema ${schema} has been running for ${LOCK_WAIT_MS / 60_000} minutes`,
      cause,
    );
  }
}

/**
 * Also replaces the rows of folded migrations, and marks the schema for what comes, so that no older program starts on
 * it meanwhile: the lock is held.
 */
async function pendingOf(client: Client, schema: string, migrations: readonly MigrationClass[]): Promise<string[]> {
  const state = await schemaState(client, schema);
  const { applied } = state;
  const names = migrations.map(migrationName);
  if (applied.size === 0) return names;
  refuseNewer(schema, state, migrations);
  const adopted = await adoptFolded(client, schema, migrations, applied);
  await markCompatible(client, schema, migrations);
  return names.filter((name) => !applied.has(name) && !adopted.includes(name));
}

/** Notes in the table of migrations which programs the schema is compatible with. The value never decreases. */
async function markCompatible(client: Client, schema: string, migrations: readonly MigrationClass[]): Promise<void> {
  const table = `${escapeIdentifier(schema)}.migrations`;
  const since = Math.max(0, ...migrations.map((migration) => new migration().compatibleSince ?? 0));
  await client.query(`ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS compatible_since bigint NOT NULL DEFAULT 0`);
  await client.query(`UPDATE ${table} SET compatible_since = $1 WHERE compatible_since < $1`, [since]);
}

async function apply(url: string, schema: string, migrations: readonly MigrationClass[]): Promise<void> {
  const dataSource = new DataSource({
    type: 'postgres',
    driver: pg,
    url,
    schema,
    migrations: [...migrations],
    migrationsTableName: 'migrations',
    installExtensions: false,
    poolSize: 1,
    logger: new SilentLogger(),
    extra: { options: `-c search_path=${escapeIdentifier(schema)},public` },
  });
  await dataSource.initialize();
  try {
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await dataSource.destroy();
  }
}

/** TypeORM prints failures to the console; the error that it throws has the same text. */
class SilentLogger extends AbstractLogger {
  protected override writeLog(): void {}
}
