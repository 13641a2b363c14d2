import type { EntityManager } from 'typeorm';

/** Whatever runs one statement and answers its rows: `Database`, or the `tx` of a transaction. */
export interface SqlExecutor {
  query<Row = unknown>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/**
 * What the work of a transaction is given: TypeORM's EntityManager whose `query` answers the rows for every statement,
 * also for UPDATE … RETURNING (TypeORM's own answers a pair there).
 */
export type Transaction = SqlExecutor & EntityManager;
