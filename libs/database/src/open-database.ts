import { AppLogger, HealthRegistry, Metrics, Tracing } from '@veza/platform';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Database } from './database.js';
import type { DatabaseOptions } from './database-options.js';
import { ServiceConnection } from './service-connection.js';

const STATEMENT_MS = 60_000;

/**
 * The database of a service for a command of its operator, which runs beside the service or without it. The repositories
 * of the service work on it. Rejects with a StartFailure if the schema is not the one of this version. The caller closes it.
 */
export async function openDatabase(
  options: Pick<DatabaseOptions, 'service' | 'url' | 'migrations' | 'entities'>,
): Promise<{ database: Database; logger: AppLogger; close(): Promise<void> }> {
  const { service, entities } = options;
  const logger = new AppLogger({ service, replica: 'operator', level: 'silent' });
  const health = new HealthRegistry(logger);
  const connection = await ServiceConnection.open(
    { ...options, poolSize: 2, statementTimeoutMs: STATEMENT_MS },
    { logger, health, config: { SCHEMA_WAIT: 0 } },
  );
  const dataSource = new DataSource({
    type: 'postgres',
    driver: pg,
    entities,
    installExtensions: false,
    extra: connection.poolOptions(),
  });
  await dataSource.initialize();
  const tracing = await Tracing.start(service, 'operator', undefined);
  const close = async () => {
    await dataSource.destroy();
    await connection.onApplicationShutdown();
  };
  return { database: new Database(dataSource, logger, tracing, connection, health, new Metrics()), logger, close };
}
