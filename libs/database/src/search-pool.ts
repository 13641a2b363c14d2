import { availableParallelism } from 'node:os';
import type { OnApplicationShutdown } from '@nestjs/common';
import { type Caller, DeclaredError } from '@veza/contracts';
import { type AppLogger, ConcurrencyLimit, type Tracing } from '@veza/platform';
import { requestContext, type SqlExecutor } from '@veza/transport';
import pg from 'pg';
import { SearchReplica } from './connection/search-replica.js';
import type { ServiceConnection } from './service-connection.js';
import { declareDatabaseError } from './database-errors.js';
import { oneRow } from './one-row.js';
import { spanOf } from './statement-span.js';

/**
 * Searches of one replica that run at the same time, each on a connection of its own: on half of the cores, so that cheap
 * reads find a free one where Postgres is on the same machine.
 */
export const SEARCHES_AT_ONCE = Math.max(1, Math.floor(availableParallelism() / 2));
/** Searches and the calls that wait for them leave slots of `RPC_CONCURRENCY` (64) to cheap reads. */
const MOST_QUEUED = 52;
const MAX_WAIT_MS = 1_500;
/** A few slow searches in a row are no flood. */
const STANDS_AFTER = 16;
/** Half of what the searches of a group took is forgotten in this time. */
const FORGOTTEN_MS = 10_000;
/** Less than the deadline of a call, so that a caller that gets DEADLINE leaves no running statement. */
const SEARCH_MS = 4_000;

/**
 * Expensive reads: searches, and lists with facets.
 *
 * Promise: they use connections of their own, so that any number of them takes none from the cheap reads and writes of
 * `Database`. Callers take turns: each user is a group, and so are the anonymous callers of a network. The group whose
 * reads took least time lately is next. A read ends in Postgres when its request ends: at its deadline, or when its client
 * has left.
 * Limits: one for two cores runs at a time in a replica and 52 wait, at most 1.5 s, and 100 ms in
 * a group whose queue stands. Of more than 52 the last one of the longest group, or of the dearest, is OVERLOADED at once,
 * so a flood of one network refuses itself and no other caller.
 * With DATABASE_SEARCH_URL they read a replica of Postgres while it has the changes of ten seconds ago, else the primary.
 * Failure: as `Database`; a statement past its time limit, or cancelled, is DEADLINE.
 */
export class SearchPool implements OnApplicationShutdown {
  private readonly pool: pg.Pool;
  private readonly replica: SearchReplica | undefined;
  private readonly limit = new ConcurrencyLimit({
    concurrency: SEARCHES_AT_ONCE,
    maxQueued: MOST_QUEUED,
    maxWaitMs: MAX_WAIT_MS,
    standsAfter: STANDS_AFTER,
    cheapestFirstMs: FORGOTTEN_MS,
  });

  constructor(
    connection: ServiceConnection,
    private readonly logger: AppLogger,
    private readonly tracing: Tracing,
  ) {
    this.pool = this.newPool(connection.poolOptions(), connection.schema);
    connection.follow(this.pool);
    const replica = connection.replicaOptions();
    this.replica = replica && new SearchReplica(this.newPool(replica, connection.schema), this.pool, logger);
  }

  private newPool(options: pg.PoolConfig, schema: string): pg.Pool {
    const pool = new pg.Pool({
      ...options,
      min: 0,
      max: SEARCHES_AT_ONCE + 1, // one for cancelling
      application_name: `veza-${schema}-search`,
    });
    pool.on('error', (cause) => this.logger.warn('A database connection for searches broke', { cause }));
    return pool;
  }

  /** Runs the work in one read-only transaction. */
  async read<Result>(work: (tx: SqlExecutor) => Promise<Result>): Promise<Result> {
    const context = requestContext.get();
    try {
      return await this.limit.run(() => this.transaction(work, context?.signal), groupOf(context?.caller));
    } catch (error) {
      throw declareDatabaseError(error);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.pool.end(), this.replica?.pool.end()]);
  }

  private async transaction<Result>(
    work: (tx: SqlExecutor) => Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    if (signal?.aborted) throw new DeclaredError('DEADLINE'); // its client left while it was queued
    const pool = this.replica && (await this.replica.isCurrent()) ? this.replica.pool : this.pool;
    const client = await pool.connect();
    try {
      const backend = await begin(client);
      let cancelled: Promise<void> | undefined;
      const cancel = () => {
        cancelled ??= this.cancel(pool, backend);
      };
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        return await work(this.executor(client, signal));
      } finally {
        signal?.removeEventListener('abort', cancel);
        await cancelled; // within the transaction: behind a pooler the server process has other clients after it
      }
    } finally {
      // It only read. The first error is the one to report.
      await client.query('ROLLBACK').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
    }
  }

  private executor(client: pg.PoolClient, signal: AbortSignal | undefined): SqlExecutor {
    const query: SqlExecutor['query'] = async (sql, parameters) => {
      if (signal?.aborted) throw new DeclaredError('DEADLINE');
      return (await spanOf(this.tracing, sql, () => client.query(sql, parameters))).rows;
    };
    return { query };
  }

  /** Raw SQL: a function of the server. */
  private async cancel(pool: pg.Pool, backend: number): Promise<void> {
    try {
      await pool.query('SELECT pg_cancel_backend($1)', [backend]);
    } catch (cause) {
      this.logger.warn('A search could not be cancelled; its statement ends by its time limit', { cause });
    }
  }
}

/**
 * Returns the id of the server process of the transaction. Its limit is its own, because a pooler gives the process to
 * others afterwards. Raw SQL: settings of the session.
 */
async function begin(client: pg.PoolClient): Promise<number> {
  const begun = await client.query<{ backend: number }>(
    `BEGIN READ ONLY; SET LOCAL statement_timeout = ${SEARCH_MS}; SELECT pg_backend_pid() AS backend`,
  );
  return oneRow([begun].flat().at(-1)?.rows ?? []).backend; // one result a statement
}

function groupOf(caller: Caller | undefined): string {
  if (caller?.kind === 'user') return String(caller.userId);
  return caller?.kind === 'anonymous' ? `network ${caller.network ?? ''}` : '';
}
