import { AppLogger, HealthRegistry, Metrics, Tracing } from '@veza/platform';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Database } from './database.js';
import type { DatabaseOptions } from './database.module.js';
import { checkSchema } from './migrations/check-schema.js';
import { waitForPostgres } from './wait-for-postgres.js';

const STATEMENT_MS = 60_000;

/**
 * The database of a service for a command of its operator, which runs beside the service or without it. The repositories
 * of the service work on it. Rejects with a StartFailure if the schema is not the one of this version. The caller closes it.
 */
export async function openDatabase({
  service,
  url,
  migrations,
  entities,
}: Pick<DatabaseOptions, 'service' | 'url' | 'migrations' | 'entities'>): Promise<{
  database: Database;
  logger: AppLogger;
  close(): Promise<void>;
}> {
  const client = await waitForPostgres(url, { limitMs: 10_000 });
  try {
    await checkSchema(client, service, migrations, 0);
  } finally {
    await client.end();
  }
  const dataSource = new DataSource({
    type: 'postgres',
    driver: pg,
    url,
    entities,
    installExtensions: false,
    extra: {
      max: 2,
      connectionTimeoutMillis: 10_000,
      statement_timeout: STATEMENT_MS,
      application_name: `veza-${service}-operator`,
    },
  });
  await dataSource.initialize();
  const logger = new AppLogger({ service, replica: 'operator', level: 'silent' });
  const tracing = await Tracing.start(service, 'operator', undefined);
  const database = new Database(dataSource, logger, tracing, new HealthRegistry(logger), new Metrics(service));
  return { database, logger, close: () => dataSource.destroy() };
}
