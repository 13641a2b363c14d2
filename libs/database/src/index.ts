export { cappedCount, EXACT_UP_TO, type CappedCount } from './capped-count.js';
export { Database, type TransactionOptions } from './database.js';
export { isAway, isCheckViolation, isExclusionViolation, isForeignKeyViolation, isUniqueViolation } from './database-errors.js';
export { DatabaseModule, type DatabaseOptions } from './database.module.js';
export { decodeCursor, encodeCursor, type CursorValues } from './keyset.js';
export { migrateService, type ServiceMigration } from './migrations/migrate-service.js';
export { runMigrations, type MigrationClass, type MigrationOptions } from './migrations/run-migrations.js';
export { databaseUrl, derivedRole, type Role, type ServiceUrlOptions } from './service-url.js';
export type { SqlExecutor, Transaction } from './sql.js';
