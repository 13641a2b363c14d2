import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  type AppLogger,
  eachServer,
  type HealthRegistry,
  type PlatformConfig,
  StartFailure,
  withServersOf,
} from '@veza/platform';
import type pg from 'pg';
import { checkSchema } from './migrations/check-schema.js';
import { oneRow } from './one-row.js';
import type { DatabaseOptions } from './database-options.js';
import { findPrimary } from './connection/find-primary.js';
import { IDLE_IN_TRANSACTION_MS, STATEMENT_MS } from './connection/limits.js';
import { isPooled } from './connection/pooler.js';
import { Primary } from './connection/primary.js';

type ConnectionConfig = Pick<PlatformConfig, 'SCHEMA_WAIT'> & Partial<Pick<PlatformConfig, 'DATABASE_SEARCH_URL'>>;

interface Session {
  schema: string | null;
  role: string;
  statementLimit: string;
}

/**
 * The way of a service to its Postgres.
 *
 * Promise: it opens when the schema is there, and its pools follow the primary of a list of servers. Behind a pooler in
 * transaction mode (decision 236) connections have no state: limits are settings of the role, and no statement is
 * prepared by name.
 */
@Injectable()
export class ServiceConnection implements OnApplicationShutdown {
  private constructor(
    private readonly options: DatabaseOptions,
    private readonly primary: Primary,
    readonly isPooled: boolean,
    private readonly searchUrl: string | undefined,
  ) {}

  /** The schema that unqualified names must mean. */
  get schema(): string {
    return this.options.service;
  }

  /** Waits for Postgres and for the migration of the schema. */
  static async open(
    options: DatabaseOptions,
    { logger, health, config }: { logger: AppLogger; health: HealthRegistry; config: ConnectionConfig },
  ): Promise<ServiceConnection> {
    const { service, url, migrations } = options;
    const waiting = (at: string) => logger.warn('Waiting for Postgres', { at });
    const { client, address } = await health.awaiting('postgres', findPrimary(url, { waiting }));
    try {
      await health.awaiting('schema', checkSchema(client, service, migrations, config.SCHEMA_WAIT));
      const pooled = await isPooled(client);
      refuseUseless(await sessionOf(client), service, pooled);
      return new ServiceConnection(options, new Primary(eachServer(url), address, logger), pooled, config.DATABASE_SEARCH_URL);
    } finally {
      await client.end();
    }
  }

  poolOptions(): pg.PoolConfig {
    const { service, poolSize = 10, statementTimeoutMs = STATEMENT_MS } = this.options;
    return {
      ...this.primary.options(),
      max: poolSize,
      // Two concurrent queries find open connections. A new one must sign in and plan all prepared statements again.
      min: 2,
      idleTimeoutMillis: 60_000,
      connectionTimeoutMillis: 3_000,
      application_name: `veza-${service}`,
      // Poolers reject parameters that they would have to keep for one client.
      ...(!this.isPooled && {
        statement_timeout: statementTimeoutMs,
        idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      }),
    };
  }

  /** Of the replica that searches read, if there is one. */
  replicaOptions(): pg.PoolConfig | undefined {
    if (this.searchUrl === undefined) return undefined;
    const options = { ...this.poolOptions(), connectionString: withServersOf(this.options.url, this.searchUrl) };
    return { ...options, stream: undefined };
  }

  follow(pool: pg.Pool): void {
    this.primary.follow(pool);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.primary.stop();
  }
}

/** Raw SQL: settings of the session. */
async function sessionOf(client: pg.Client): Promise<Session> {
  const { rows } = await client.query<Session>(
    `SELECT current_schema() AS schema, current_user AS role, current_setting('statement_timeout') AS "statementLimit"`,
  );
  return oneRow(rows);
}

function refuseUseless({ schema, role, statementLimit }: Session, wanted: string, isPooled: boolean): void {
  if (schema !== wanted) {
    throw new StartFailure(
      `The role ${role} reads the schema ${schema ?? '(none)'} and not ${wanted}: run the migrate step, which sets its search_path; a pooler must sign in as this role`,
    );
  }
  if (isPooled && statementLimit === '0') {
    throw new StartFailure(
      `The role ${role} has no statement_timeout, which a connection cannot set through a pooler: run the migrate step as an owner who may alter it`,
    );
  }
}
