import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule, type TypeOrmModuleOptions } from '@nestjs/typeorm';
import { AppLogger, CONFIG, Tracing, type PlatformConfig } from '@veza/platform';
import pg from 'pg';
import type { EntitySchema } from 'typeorm';
import { Database } from './database.js';
import { checkSchema } from './migrations/check-schema.js';
import type { MigrationClass } from './migrations/migration-name.js';
import { SearchPool } from './search-pool.js';
import { waitForPostgres } from './wait-for-postgres.js';

export interface DatabaseOptions {
  /** Shown by pg_stat_activity as `veza-<service>`. */
  service: string;
  url: string;
  /**
   * Migrations of the schema, which has the name of the service. The service starts when it has them.
   */
  migrations: readonly MigrationClass[];
  entities: (Function | EntitySchema)[];
  /** Connections of one replica, 10 by default. */
  poolSize?: number;
  /** Time limit of a statement, 8,000 by default: less than the deadline of a request. */
  statementTimeoutMs?: number;
}

/**
 * Provides Postgres to every module of a service: `Database`, `SearchPool` for expensive reads, and TypeORM's
 * repositories of its entities. It waits for
 * Postgres at the start, is part of /readyz, and closes its pool after everything else has stopped.
 */
@Module({})
export class DatabaseModule {
  static forRoot(options: DatabaseOptions): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [AppLogger, CONFIG],
          useFactory: (logger: AppLogger, config: PlatformConfig) => dataSourceOptions(options, logger, config.SCHEMA_WAIT),
        }),
      ],
      providers: [
        Database,
        {
          provide: SearchPool,
          inject: [AppLogger, Tracing],
          useFactory: (logger: AppLogger, tracing: Tracing) => new SearchPool(options, logger, tracing),
        },
      ],
      exports: [Database, SearchPool],
    };
  }
}

async function dataSourceOptions(
  options: DatabaseOptions,
  logger: AppLogger,
  schemaWaitMs: number,
): Promise<TypeOrmModuleOptions> {
  const { service, url, migrations, entities, poolSize = 10, statementTimeoutMs = 8_000 } = options;
  const client = await waitForPostgres(url);
  try {
    await checkSchema(client, service, migrations, schemaWaitMs);
  } finally {
    await client.end();
  }
  return {
    type: 'postgres',
    driver: pg,
    url,
    entities,
    retryAttempts: 0,
    installExtensions: false,
    poolErrorHandler: (cause: unknown) => logger.warn('A database connection broke', { cause }),
    extra: {
      max: poolSize,
      // Two concurrent queries find open connections. A new one must sign in and plan all prepared statements again.
      min: 2,
      idleTimeoutMillis: 60_000,
      connectionTimeoutMillis: 3_000,
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: 10_000,
      application_name: `veza-${service}`,
    },
  };
}
