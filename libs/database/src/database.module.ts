import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule, type TypeOrmModuleOptions } from '@nestjs/typeorm';
import { AppLogger, CONFIG, Tracing, type PlatformConfig } from '@veza/platform';
import pg from 'pg';
import type { EntitySchema } from 'typeorm';
import { Database } from './database.js';
import { ServiceConnection } from './connection/service-connection.js';
import type { MigrationClass } from './migrations/migration-name.js';
import { SearchPool } from './search-pool.js';

export interface DatabaseOptions {
  /** Shown by pg_stat_activity as `veza-<service>`, and the name of the schema. */
  service: string;
  /** One server, or a list of servers of which one accepts changes. */
  url: string;
  /** The service starts when the schema has them. */
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
    const connection = connectionModule(options);
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        connection,
        TypeOrmModule.forRootAsync({
          imports: [connection],
          inject: [ServiceConnection, AppLogger],
          useFactory: (opened: ServiceConnection, logger: AppLogger) => dataSourceOptions(options, opened, logger),
        }),
      ],
      providers: [
        Database,
        {
          provide: SearchPool,
          inject: [ServiceConnection, AppLogger, Tracing],
          useFactory: (opened: ServiceConnection, logger: AppLogger, tracing: Tracing) => new SearchPool(opened, logger, tracing),
        },
      ],
      exports: [Database, SearchPool],
    };
  }
}

/** Opened once, before the data source that uses it. */
@Module({})
class ConnectionModule {}

const connectionModule = (options: DatabaseOptions): DynamicModule => ({
  module: ConnectionModule,
  providers: [
    {
      provide: ServiceConnection,
      inject: [AppLogger, CONFIG],
      useFactory: (logger: AppLogger, config: PlatformConfig) => ServiceConnection.open(options, logger, config),
    },
  ],
  exports: [ServiceConnection],
});

const dataSourceOptions = (
  { entities }: DatabaseOptions,
  connection: ServiceConnection,
  logger: AppLogger,
): TypeOrmModuleOptions => ({
  type: 'postgres',
  driver: pg,
  entities,
  retryAttempts: 0,
  installExtensions: false,
  poolErrorHandler: (cause: unknown) => logger.warn('A database connection broke', { cause }),
  extra: connection.poolOptions(),
});
