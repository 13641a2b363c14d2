import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { type TestDatabase, testDatabase } from '@veza/testing';

const SCHEMAS = ['identity', 'chat', 'media', 'catalog', 'booking'];
const PASSWORD = 'a-password-that-only-the-journeys-use';

/**
 * A database of one world, with a role for each schema that is this world's alone. The names that services derive by
 * themselves belong to the whole Postgres server, which other tests share, and whoever migrates changes their passwords.
 */
export class WorldDatabase {
  private constructor(private readonly database: TestDatabase) {}

  static async create(): Promise<WorldDatabase> {
    return new WorldDatabase(await testDatabase('e2e'));
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

  /** The first process of the Postgres server, which may serve other tests too. Linux only. */
  async postmaster(): Promise<number> {
    // The checkpointer lives as long as the server; the session that asks is gone when it has its answer.
    const [child] = await this.query<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'`);
    const [, parent] = /^PPid:\s+(\d+)$/m.exec(await readFile(`/proc/${child?.pid}/status`, 'utf8')) ?? [];
    return Number(parent);
  }

  /** Removes the roles, then the database. */
  async drop(): Promise<void> {
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
