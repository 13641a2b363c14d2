import { Inject, Injectable } from '@nestjs/common';
import { AppLogger, HealthRegistry, Metrics, Tracing } from '@veza/platform';
import { requireTime, type SqlExecutor } from '@veza/transport';
import type { Pool, PoolClient, QueryConfig, QueryResultRow } from 'pg';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { ServiceConnection } from './service-connection.js';
import { declareDatabaseError, isDiskFull, isRetryable } from './database-errors.js';
import { measurePool } from './pool-metrics.js';
import { databaseChecks } from './server-clock.js';
import type { Transaction } from './sql.js';
import { spanOf } from './statement-span.js';

export interface TransactionOptions {
  /** READ COMMITTED by default. */
  isolation?: 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';
}

const MOST_ATTEMPTS = 3;
/** A full volume rejects every change; one line a minute is enough. */
const FULL_LOG_MS = 60_000;

/**
 * SQL access of a service, on a bounded pool. An unreachable Postgres is a DeclaredError UNAVAILABLE, a statement past
 * its time limit is DEADLINE. Constraint violations are thrown unchanged, for `isUniqueViolation` and its siblings.
 */
@Injectable()
export class Database implements SqlExecutor {
  private readonly pool: Pool;
  private readonly full: ReturnType<Metrics['counter']>;
  private fullLoggedAt = -Infinity;

  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: AppLogger,
    private readonly tracing: Tracing,
    @Inject(ServiceConnection) private readonly connection: Pick<ServiceConnection, 'follow' | 'isPooled' | 'schema'>,
    health: HealthRegistry,
    metrics: Metrics,
  ) {
    this.pool = poolOf(dataSource);
    measurePool(this.pool, metrics);
    this.full = metrics.counter('veza_postgres_full_total', 'Statements that Postgres rejected because its volume is full');
    connection.follow(this.pool);
    const { postgres, clock } = databaseChecks(this.pool, connection.schema, metrics);
    health.register('postgres', postgres);
    health.register('clock', clock, { own: true });
  }

  /** The rows of one statement, in its own transaction. */
  query<Row = unknown>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.run<Row>({ text: sql, values: parameters });
  }

  /**
   * The same as a named prepared statement: planned once per connection, for hot reads; behind a pooler without a name,
   * since the next statement may run on another connection. A name belongs to one SQL text permanently. `sent` is called
   * when the statement has a connection, just before it leaves.
   */
  prepared<Row = unknown>(name: string, sql: string, parameters: unknown[] = [], sent?: () => void): Promise<Row[]> {
    return this.run<Row>({ ...(!this.connection.isPooled && { name }), text: sql, values: parameters }, sent);
  }

  /** One ordinary read or write through TypeORM's EntityManager, which is a transaction of its own. */
  async entities<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await this.traced(runner, () => work(runner.manager));
    } catch (error) {
      throw this.declared(error);
    } finally {
      await runner.release();
    }
  }

  /**
   * Runs the work in one transaction: committed when it resolves, rolled back when it rejects, and when the call has no time
   * left (DEADLINE): then its caller reads that nothing was done. After a serialization
   * failure or a deadlock it runs again, at most three times, so the work must have no effects but its SQL; publish
   * after it.
   */
  async transaction<Result>(work: (tx: Transaction) => Promise<Result>, options: TransactionOptions = {}): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.tracing.span('transaction', 'client', { 'db.system.name': 'postgresql' }, () =>
          this.attempt(work, options),
        );
      } catch (error) {
        if (attempt >= MOST_ATTEMPTS || !isRetryable(error)) throw this.declared(error);
        this.logger.debug('A transaction is run again', { attempt, cause: error });
      }
    }
  }

  private async attempt<Result>(work: (tx: Transaction) => Promise<Result>, { isolation }: TransactionOptions): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.connect();
      requireTime();
      await runner.startTransaction(isolation);
      const result = await this.traced(runner, () => work(transactionOf(runner)));
      requireTime();
      await runner.commitTransaction();
      return result;
    } catch (error) {
      // On a broken connection the server rolls back by itself. The first error is the one to report.
      if (runner.isTransactionActive && !runner.isReleased) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** During the work each statement of the runner has a span, also those of its EntityManager. */
  private async traced<Result>(runner: QueryRunner, work: () => Promise<Result>): Promise<Result> {
    if (!this.tracing.enabled) return work();
    const { query } = runner;
    const traced = (sql: string, ...rest: unknown[]) =>
      spanOf(this.tracing, sql, () => Reflect.apply(query, runner, [sql, ...rest]));
    Object.assign(runner, { query: traced });
    try {
      return await work();
    } finally {
      Reflect.deleteProperty(runner, 'query');
    }
  }

  private async run<Row>(query: QueryConfig, sent?: () => void): Promise<Row[]> {
    const rows = sent ? () => rowsWhenSent<Row>(this.pool, query, sent) : () => rowsOf<Row>(this.pool, query);
    try {
      if (!this.tracing.enabled) return await rows();
      return await spanOf(this.tracing, query.text, rows);
    } catch (error) {
      throw this.declared(error);
    }
  }

  private declared(error: unknown): unknown {
    if (isDiskFull(error)) {
      this.full.inc();
      if (performance.now() - this.fullLoggedAt > FULL_LOG_MS) {
        this.fullLoggedAt = performance.now();
        this.logger.error('The volume of Postgres is full: changes are rejected until there is room', { cause: error });
      }
    }
    return declareDatabaseError(error);
  }
}

async function rowsWhenSent<Row>(pool: Pool, query: QueryConfig, sent: () => void): Promise<Row[]> {
  const client = await pool.connect();
  let failed = true;
  try {
    sent();
    const rows = await rowsOf<Row>(client, query);
    failed = false;
    return rows;
  } finally {
    client.release(failed); // a connection whose statement failed is closed, as in pool.query
  }
}

/** The type of a row is declared by the author of the SQL; this is the only place that trusts it. */
async function rowsOf<Row>(pool: Pool | PoolClient, query: QueryConfig): Promise<Row[]> {
  const { rows } = await pool.query<QueryResultRow & Row>(query);
  return rows;
}

function transactionOf(runner: QueryRunner): Transaction {
  const query: SqlExecutor['query'] = async (sql, parameters) => (await runner.query(sql, parameters, true)).records;
  return Object.assign(runner.manager, { query });
}

/** TypeORM's own pg pool: its raw queries create a query runner each, which is too expensive for hot reads. */
function poolOf({ driver }: DataSource): Pool {
  if ('master' in driver && isPool(driver.master)) return driver.master;
  throw new Error('The data source is not connected to Postgres');
}

function isPool(value: unknown): value is Pool {
  return typeof value === 'object' && value !== null && 'query' in value && 'totalCount' in value;
}
