import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule, type TypeOrmModuleOptions } from '@nestjs/typeorm';
import { AppLogger, CONFIG, HealthRegistry, Tracing, type PlatformConfig } from '@veza/platform';
import pg from 'pg';
import { Database } from './database.js';
import type { DatabaseOptions } from './database-options.js';
import { ServiceConnection } from './service-connection.js';
import { SearchPool } from './search-pool.js';

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
      inject: [AppLogger, HealthRegistry, CONFIG],
      useFactory: (logger: AppLogger, health: HealthRegistry, config: PlatformConfig) =>
        ServiceConnection.open(options, { logger, health, config }),
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
