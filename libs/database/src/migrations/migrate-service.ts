import { AppLogger, eachServer, StartFailure } from '@veza/platform';
import { derivedRole, type ServiceUrlOptions } from '../service-url.js';
import type { MigrationClass } from './migration-name.js';
import type { ServiceRole } from './prepare-schema.js';
import { runMigrations } from './run-migrations.js';

export interface ServiceMigration extends ServiceUrlOptions {
  migrations: readonly MigrationClass[];
  extensions?: readonly string[];
  logger?: AppLogger;
}

/** The body of an app's migrate.ts: one log line; on failure one sentence and exit code 1. */
export async function migrateService(definition: ServiceMigration): Promise<void> {
  const { service, migrations, extensions } = definition;
  const logger = definition.logger ?? new AppLogger({ service, replica: 'migrate', level: 'info' });
  const startedAt = performance.now();
  try {
    const { ownerUrl, role } = target(definition);
    const applied = await runMigrations({ ownerUrl, schema: service, role, migrations, extensions });
    logger.log('Migrated', { schema: service, applied, ms: Math.round(performance.now() - startedAt) });
  } catch (error) {
    if (error instanceof StartFailure) logger.fatal(error.message);
    else logger.fatal(`The schema ${service} could not be migrated`, { cause: error });
    process.exitCode = 1;
  }
}

/** The schema and its role: the operator's role if `<SERVICE>_DATABASE_URL` has one, else the derived one. */
function target({ service, serviceUrl, ownerUrl, secret }: ServiceMigration): { ownerUrl: string; role: ServiceRole } {
  if (!ownerUrl) throw new StartFailure('Set DATABASE_URL to the owner of the schemas: migrations run as it');
  if (!serviceUrl) return { ownerUrl, role: derivedRole(service, secret) };
  const { username, password } = new URL(eachServer(serviceUrl)[0] ?? serviceUrl);
  return { ownerUrl, role: { name: decodeURIComponent(username), password: decodeURIComponent(password), given: true } };
}
