import { availableParallelism } from 'node:os';
import type { OnApplicationShutdown } from '@nestjs/common';
import { type Caller, DeclaredError } from '@veza/contracts';
import { type AppLogger, ConcurrencyLimit, type Tracing } from '@veza/platform';
import { requestContext, type SqlExecutor } from '@veza/transport';
import pg from 'pg';
import { declareDatabaseError } from './database-errors.js';
import { spanOf } from './statement-span.js';

/**
 * Searches of one replica that run at the same time, each on a connection of its own: on half of the cores, so that cheap
 * reads find a free one where Postgres is on the same machine.
 */
export const SEARCHES_AT_ONCE = Math.max(1, Math.floor(availableParallelism() / 2));
/** Searches and the calls that wait for them leave slots of `RPC_CONCURRENCY` (64) to cheap reads. */
const MOST_QUEUED = 52;
const MAX_WAIT_MS = 1_500;
/** Less than the deadline of a call, so that a caller that gets DEADLINE leaves no running statement. */
const STATEMENT_MS = 4_000;

export interface SearchPoolOptions {
  /** Shown by pg_stat_activity as `veza-<service>-search`. */
  service: string;
  url: string;
}

/**
 * Expensive reads: searches, and lists with facets.
 *
 * Promise: they use connections of their own, so that any number of them takes none from the cheap reads and writes of
 * `Database`. Callers take turns: all anonymous callers are one group, each user is a group. A read ends in Postgres when
 * its request ends: at its deadline, or when its client has left.
 * Limits: one for two cores runs at a time in a replica and 52 wait, at most 1.5 s. Of more than 52 the last one of the
 * longest group is OVERLOADED at once, so a flood of anonymous callers refuses itself and no user.
 * Failure: as `Database`; a statement past its time limit, or cancelled, is DEADLINE.
 */
export class SearchPool implements OnApplicationShutdown {
  private readonly pool: pg.Pool;
  private readonly limit = new ConcurrencyLimit({
    concurrency: SEARCHES_AT_ONCE,
    maxQueued: MOST_QUEUED,
    maxWaitMs: MAX_WAIT_MS,
  });

  constructor(
    { service, url }: SearchPoolOptions,
    private readonly logger: AppLogger,
    private readonly tracing: Tracing,
  ) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: SEARCHES_AT_ONCE + 1, // one for cancelling
      idleTimeoutMillis: 60_000,
      connectionTimeoutMillis: 3_000,
      statement_timeout: STATEMENT_MS,
      idle_in_transaction_session_timeout: 10_000,
      application_name: `veza-${service}-search`,
    });
    this.pool.on('error', (cause) => logger.warn('A database connection for searches broke', { cause }));
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
    await this.pool.end();
  }

  private async transaction<Result>(
    work: (tx: SqlExecutor) => Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    if (signal?.aborted) throw new DeclaredError('DEADLINE'); // its client left while it was queued
    const client = await this.pool.connect();
    let cancelled: Promise<void> | undefined;
    const cancel = () => {
      cancelled ??= this.cancel(client);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      await client.query('BEGIN READ ONLY');
      const result = await work(this.executor(client, signal));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined); // the first error is the one to report
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      await cancelled; // it must not hit the next statement of this connection
      client.release();
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
  private async cancel(client: pg.PoolClient): Promise<void> {
    try {
      await this.pool.query('SELECT pg_cancel_backend($1)', [backendOf(client)]);
    } catch (cause) {
      this.logger.warn('A search could not be cancelled; its statement ends by its time limit', { cause });
    }
  }
}

/** The id of the server process; the types of pg leave it out. */
const backendOf = (client: object): unknown => ('processID' in client ? client.processID : undefined);

const groupOf = (caller: Caller | undefined): string => (caller?.kind === 'user' ? String(caller.userId) : '');
