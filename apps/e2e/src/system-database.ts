import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { FailoverPostgres } from './failover-postgres.js';
import { type RunningServer, type TestDatabase, testDatabase } from '@veza/testing';

const SCHEMAS = ['identity', 'chat', 'media', 'catalog', 'booking', 'community'];
/** Its roles begin with it. */
const OWN_NAME = 'system';
const PASSWORD = 'a-password-that-only-the-journeys-use';

/** A backend may have ended by itself. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause;
  }
}

/**
 * The database of one system, with its own role per schema. The default role names are global to the Postgres server, which
 * other tests share, and every migration changes their passwords.
 */
export class SystemDatabase {
  /** A connection costs more than most queries: the fuzz alone counts rows a thousand times. */
  private readonly pool: pg.Pool;

  private constructor(
    private readonly database: TestDatabase,
    private readonly own: RunningServer | undefined,
    private readonly failover?: FailoverPostgres,
  ) {
    this.pool = new pg.Pool({ connectionString: database.url, max: 4, allowExitOnIdle: true });
    this.pool.on('error', () => undefined); // of an idle connection, when a journey ends its server; the next query opens one
  }

  /** On the server that all tests share, or on one that goes with the system. */
  static async create(own?: RunningServer): Promise<SystemDatabase> {
    const database = own ? { url: own.url, name: OWN_NAME, drop: () => own.stop() } : await testDatabase('e2e');
    return new SystemDatabase(database, own);
  }

  /** With a standby, and poolers before both. */
  static async withFailover(): Promise<SystemDatabase> {
    const roles = SCHEMAS.map((schema) => [`${OWN_NAME}_${schema}`, PASSWORD]);
    const failover = await FailoverPostgres.start(Object.fromEntries(roles));
    const database = { url: failover.first.url, name: OWN_NAME, drop: () => failover.stop() };
    return new SystemDatabase(database, failover.first, failover);
  }

  /** Its first server dies, and the standby is promoted. */
  async failOver(): Promise<void> {
    if (!this.failover) throw new Error('this system has no standby');
    await this.failover.failOver();
  }

  /** The system's own Postgres, for journeys that stop it. */
  get server(): RunningServer {
    if (!this.own) throw new Error('this system shares its Postgres');
    return this.own;
  }

  /** Database variables of the services. */
  get variables(): Record<string, string> {
    const urls = SCHEMAS.map((schema) => [`${schema.toUpperCase()}_DATABASE_URL`, this.urlOf(schema)]);
    return { DATABASE_URL: this.failover?.url ?? this.database.url, ...Object.fromEntries(urls) };
  }

  private urlOf(schema: string): string {
    if (this.failover) return this.failover.pooledUrl(this.role(schema), PASSWORD);
    const url = new URL(this.database.url);
    url.username = this.role(schema);
    url.password = PASSWORD;
    return url.href;
  }

  /** True when every committed event is published, and every service has stored the effects of those that it follows. */
  async eventsAreHandled(): Promise<boolean> {
    const relays = SCHEMAS.map((schema) => `SELECT '${schema}' AS source, log, position FROM ${schema}.event_relay`);
    const waiting = SCHEMAS.map((schema) => `SELECT 1 FROM ${schema}.events WHERE published_at IS NULL`);
    const behind = SCHEMAS.map(
      (schema) =>
        `SELECT 1 FROM ${schema}.event_positions place JOIN relays USING (source, log) WHERE place.position < relays.position`,
    );
    const unhandled = `WITH relays AS (${relays.join(' UNION ALL ')}) ${[...waiting, ...behind].join(' UNION ALL ')} LIMIT 1`;
    return (await this.query(unhandled)).length === 0;
  }

  /** Runs a query as the owner. */
  async query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    return (await this.pool.query<Row>(sql)).rows;
  }

  /** Runs a statement in a transaction as the owner. The transaction stays open until the returned function is called. */
  async hold(sql: string): Promise<() => Promise<void>> {
    const client = new pg.Client({ connectionString: this.database.url });
    await client.connect();
    await client.query(`BEGIN; ${sql}`);
    return async () => {
      await client.query('COMMIT');
      await client.end();
    };
  }

  /** Process id of the Postgres postmaster, which may serve other tests too. Linux only. */
  async postmaster(): Promise<number> {
    // The checkpointer lives as long as the server, which the backend of this query need not.
    const [child] = await this.query<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'`);
    const [, parent] = /^PPid:\s+(\d+)$/m.exec(await readFile(`/proc/${child?.pid}/status`, 'utf8')) ?? [];
    return Number(parent);
  }

  /** Stops all processes of the system's own Postgres where they are. Returns what lets them go on. Linux only. */
  async freeze(): Promise<() => void> {
    const { pid } = this.server;
    process.kill(pid, 'SIGSTOP'); // first, so that it starts no further one
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    const pids = children.split(' ').filter(Boolean).map(Number);
    for (const each of pids) signal(each, 'SIGSTOP');
    return () => {
      for (const each of [...pids, pid]) signal(each, 'SIGCONT');
    };
  }

  /** Removes the roles, then the database. An own server goes with its roles. */
  async drop(): Promise<void> {
    if (!this.own) await this.dropRoles();
    await this.pool.end();
    await this.database.drop();
  }

  private async dropRoles(): Promise<void> {
    const roles = await this.query<{ name: string }>(
      `SELECT rolname AS name FROM pg_roles WHERE starts_with(rolname, '${this.role('')}')`,
    );
    for (const { name } of roles) await this.query(`DROP OWNED BY ${name} CASCADE; DROP ROLE ${name}`);
  }

  private role(schema: string): string {
    return `${this.database.name}_${schema}`;
  }
}
