import pg from 'pg';
import { eventually, type RunningServer, startPgbouncer, startPostgres, startStandby } from '@veza/testing';

/** A Postgres with a standby, and a PgBouncer in transaction mode before each. */
export class FailoverPostgres {
  private constructor(
    readonly first: RunningServer,
    private readonly second: Awaited<ReturnType<typeof startStandby>>,
    private readonly poolers: readonly RunningServer[],
  ) {}

  /** `users` with their passwords sign in through the poolers; they need not exist yet. */
  static async start(users: Readonly<Record<string, string>>): Promise<FailoverPostgres> {
    const { VEZA_PGBOUNCER } = process.env;
    if (VEZA_PGBOUNCER === undefined) throw new Error('PgBouncer could not be fetched for this run');
    const first = await startPostgres();
    const second = await startStandby(first);
    await makeSynchronous(first);
    const poolers = await Promise.all([first, second].map(({ url }) => startPgbouncer(VEZA_PGBOUNCER, url, users)));
    return new FailoverPostgres(first, second, poolers);
  }

  /** The list of both servers, for the owner. */
  get url(): string {
    return this.first.url.replace(`:${this.first.port}`, `:${this.first.port},127.0.0.1:${this.second.port}`);
  }

  /** The list of both poolers, for a user. */
  pooledUrl(user: string, password: string): string {
    const hosts = this.poolers.map(({ port }) => `127.0.0.1:${port}`);
    return `postgres://${user}:${encodeURIComponent(password)}@${hosts.join(',')}${new URL(this.first.url).pathname}`;
  }

  /** The first server dies, and the standby is promoted. */
  async failOver(): Promise<void> {
    await this.first.kill();
    await run(this.second, 'SELECT pg_promote()');
  }

  async stop(): Promise<void> {
    await Promise.all(this.poolers.map((pooler) => pooler.stop()));
    await this.first.stop();
    await this.second.remove();
  }
}

/** From now on a commit is acknowledged when the standby has it, so that the death of the first server loses none. */
async function makeSynchronous(first: RunningServer): Promise<void> {
  await run(first, "ALTER SYSTEM SET synchronous_standby_names = '*'");
  await run(first, 'SELECT pg_reload_conf()');
  await eventually('the standby to be synchronous', async () => {
    const [row] = await run(first, "SELECT FROM pg_stat_replication WHERE sync_state = 'sync'");
    return row !== undefined;
  });
}

/** Raw SQL: functions of the server. */
async function run(server: RunningServer, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
