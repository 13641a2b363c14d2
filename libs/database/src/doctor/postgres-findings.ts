import { clockFinding, StartFailure } from '@veza/platform';
import type { Client } from 'pg';
import { refuseNewer, schemaState } from '../migrations/check-schema.js';
import { migrationName, type MigrationClass } from '../migrations/migration-name.js';
import { checkRequirements } from '../migrations/requirements.js';
import { oneRow } from '../one-row.js';
import { readClock } from '../server-clock.js';
import { waitForPostgres } from '../wait-for-postgres.js';

// Wall clock: it is compared with that of Postgres.

export interface ExaminedSchema {
  schema: string;
  /** As the service connects. */
  url: string;
  /** Connections of one replica. */
  poolSize: number;
  migrations: readonly MigrationClass[];
  extensions?: readonly string[];
}

/** For a server that refuses connections, which may be starting. */
const WAIT_MS = 3_000;
/** For a reply: the machine may be busy, which is no finding. */
const REPLY_MS = 10_000;
/** Of a replica, beside its pool. */
const SEARCH_CONNECTIONS = 3;

/** What is wrong with Postgres, a sentence each. Raw SQL: settings and counts of the server. */
export async function postgresFindings(examined: ExaminedSchema): Promise<string[]> {
  let client: Client;
  try {
    client = await waitForPostgres(examined.url, {
      limitMs: WAIT_MS,
      connectionTimeoutMillis: REPLY_MS,
      query_timeout: REPLY_MS,
    });
  } catch (error) {
    return [sentenceOf(error)];
  }
  try {
    const checks = [requirements, server, schema, clock];
    return (await inTurn(checks.map((check) => () => check(client, examined)))).flat();
  } finally {
    await client.end();
  }
}

async function inTurn(checks: readonly (() => Promise<string[]>)[]): Promise<string[][]> {
  const found: string[][] = [];
  for (const check of checks) found.push(await check().catch((error: unknown) => [sentenceOf(error)]));
  return found;
}

async function requirements(client: Client, { extensions = [] }: ExaminedSchema): Promise<string[]> {
  await checkRequirements(client, extensions);
  return [];
}

interface Server {
  recovers: boolean;
  reads: boolean;
  most: number;
  used: number;
}

async function server(client: Client, { poolSize }: ExaminedSchema): Promise<string[]> {
  const { rows } = await client.query<Server>(
    `SELECT pg_is_in_recovery() AS recovers, current_setting('default_transaction_read_only') = 'on' AS reads,
            current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer AS most,
            (SELECT count(*)::integer FROM pg_stat_activity WHERE backend_type = 'client backend') AS used`,
  );
  const { recovers, reads, most, used } = oneRow(rows);
  return [
    ...(recovers ? ['Postgres is a standby, which takes no writes: name the primary'] : []),
    ...(reads && !recovers ? ['Postgres takes no writes (default_transaction_read_only is on)'] : []),
    ...(most < poolSize + SEARCH_CONNECTIONS
      ? [`Postgres allows ${most} connections, and one replica opens ${poolSize + SEARCH_CONNECTIONS}: raise max_connections`]
      : []),
    ...(used > 0.9 * most
      ? [`Postgres has ${used} of ${most} connections in use: raise max_connections or lower the pools`]
      : []),
  ];
}

async function schema(client: Client, { schema: name, migrations }: ExaminedSchema): Promise<string[]> {
  const state = await schemaState(client, name);
  refuseNewer(name, state, migrations);
  const missing = migrations.filter((migration) => !state.applied.has(migrationName(migration)));
  if (missing.length === 0) return [];
  return [`The schema ${name} lacks ${missing.length} of ${migrations.length} migrations: run the migrate step`];
}

async function clock(client: Client): Promise<string[]> {
  const reading = await readClock(async (sql) => (await client.query<{ now: number }>(sql)).rows);
  const finding = reading && clockFinding(reading.offset + performance.now() - Date.now());
  return finding === undefined ? [] : [`Postgres ${finding}`];
}

const sentenceOf = (error: unknown): string =>
  error instanceof StartFailure
    ? error.message
    : `Postgres cannot be examined: ${error instanceof Error ? error.message : String(error)}`;
