import type { EntitySchema } from 'typeorm';
import type { MigrationClass } from './migrations/migration-name.js';

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
