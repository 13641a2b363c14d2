/**
 * Runs SQL with numbered parameters (`$1`) and returns the rows. All statements of the event wire return rows, because
 * some executors return something else for a plain UPDATE.
 */
export interface SqlExecutor {
  query<Row = unknown>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/** A database whose transactions are executors too; the `Database` of @veza/database is one. */
export interface EventDatabase extends SqlExecutor {
  transaction<T>(work: (tx: SqlExecutor) => Promise<T>): Promise<T>;
}
