import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { type RunningServer, type TestDatabase, testDatabase } from '@veza/testing';

const SCHEMAS = ['identity', 'chat', 'media', 'catalog', 'booking'];
const PASSWORD = 'a-password-that-only-the-journeys-use';

/**
 * A database of one world, with a role for each schema that is this world's alone. The names that services derive by
 * themselves belong to the whole Postgres server, which other tests share, and whoever migrates changes their passwords.
 */
export class WorldDatabase {
  private constructor(
    private readonly database: TestDatabase,
    private readonly own: RunningServer | undefined,
  ) {}

  /** On the server that all tests share, or on one that goes with the world. */
  static async create(own?: RunningServer): Promise<WorldDatabase> {
    const database = own ? { url: own.url, name: 'world', drop: () => own.stop() } : await testDatabase('e2e');
    return new WorldDatabase(database, own);
  }

  /** The world's own Postgres, for stories that stop it. */
  get server(): RunningServer {
    if (!this.own) throw new Error('this world shares its Postgres');
    return this.own;
  }

  /** The variables that tell the services where their data are. */
  get variables(): Record<string, string> {
    const urls = SCHEMAS.map((schema) => {
      const url = new URL(this.database.url);
      url.username = this.role(schema);
      url.password = PASSWORD;
      return [`${schema.toUpperCase()}_DATABASE_URL`, url.href];
    });
    return { DATABASE_URL: this.database.url, ...Object.fromEntries(urls) };
  }

  /** Asks as the owner. */
  async query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.database.url });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** Does something in a transaction as the owner, and stays in it until the answer is called. */
  async hold(sql: string): Promise<() => Promise<void>> {
    const client = new pg.Client({ connectionString: this.database.url });
    await client.connect();
    await client.query(`BEGIN; ${sql}`);
    return async () => {
      await client.query('COMMIT');
      await client.end();
    };
  }

  /** The first process of the Postgres server, which may serve other tests too. Linux only. */
  async postmaster(): Promise<number> {
    // The checkpointer lives as long as the server; the session that asks is gone when it has its answer.
    const [child] = await this.query<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'`);
    const [, parent] = /^PPid:\s+(\d+)$/m.exec(await readFile(`/proc/${child?.pid}/status`, 'utf8')) ?? [];
    return Number(parent);
  }

  /** Removes the roles, then the database. */
  async drop(): Promise<void> {
    if (this.own) return this.database.drop();
    const roles = await this.query<{ name: string }>(
      `SELECT rolname AS name FROM pg_roles WHERE starts_with(rolname, '${this.role('')}')`,
    );
    for (const { name } of roles) await this.query(`DROP OWNED BY ${name} CASCADE; DROP ROLE ${name}`);
    await this.database.drop();
  }

  private role(schema: string): string {
    return `${this.database.name}_${schema}`;
  }
}
