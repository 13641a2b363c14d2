/**
 * Whatever runs SQL with numbered parameters (`$1`) and answers the rows. The events' own statements all answer rows, so
 * that executors which answer something else to a bare UPDATE are no trouble.
 */
export interface SqlExecutor {
  query<Row = unknown>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/** A database whose transactions are executors too; the `Database` of @veza/database is one. */
export interface EventDatabase extends SqlExecutor {
  transaction<T>(work: (tx: SqlExecutor) => Promise<T>): Promise<T>;
}
