export { cappedCount, countOf, estimatedCount, EXACT_UP_TO, type CappedCount } from './capped-count.js';
export { Database, type TransactionOptions } from './database.js';
export { DatabaseClock } from './database-clock.js';
export {
  isUnavailable,
  isCheckViolation,
  isExclusionViolation,
  isForeignKeyViolation,
  isUniqueViolation,
} from './database-errors.js';
export { DatabaseModule } from './database.module.js';
export type { DatabaseOptions } from './database-options.js';
export { columnsOf, type EntityClass, type TableColumn, tableColumnsOf, tableOf } from './entities/columns-of.js';
export { examineService, type ExaminedService } from './doctor/examine-service.js';
export { entityDifferences, type EntityComparison } from './entities/entity-differences.js';
export { insertJsonRows, jsonRowOf } from './entities/json-rows.js';
export { insertAllReturning, insertReturning, insertUnlessExists, updateReturning } from './entities/writes.js';
export { decodeCursor, encodeCursor, type CursorValues } from './keyset.js';
export { JoinedReads } from './lists/joined-reads.js';
export { QueryParts } from './lists/query-parts.js';
export {
  afterCursor,
  emptyPage,
  type List,
  type ListExecutor,
  type SortOrder,
  type Page,
  pageOfRows,
  readPage,
} from './lists/read-page.js';
export { migrateService, type ServiceMigration } from './migrations/migrate-service.js';
export type { FoldedMigration, Migration, MigrationClass } from './migrations/migration-name.js';
export { runMigrations, type MigrationOptions } from './migrations/run-migrations.js';
export { oneRow } from './one-row.js';
export { queueDepth } from './queue-depth.js';
export { openDatabase } from './open-database.js';
export { ownColumnsOf, readOwnRows, type PersonalRows } from './own-rows.js';
export { SearchPool, SEARCHES_AT_ONCE } from './search-pool.js';
export { databaseUrl, derivedRole, type DatabaseRole, type ServiceUrlOptions } from './service-url.js';
export { OperationsSweeper } from './operations-sweeper.js';
export { IDEMPOTENCY_KEY_HOURS, once, type OnceEntry, onceForAll, OPERATION_HOURS, OPERATIONS_SQL } from './operations.js';
export { arrayParameter, rowsById, type Transaction } from './sql.js';
export type { SqlExecutor } from '@veza/transport';
export { waitForPostgres } from './wait-for-postgres.js';
export { readPublicIds } from './public-ids.js';
