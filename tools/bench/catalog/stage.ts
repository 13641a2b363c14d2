import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, type RunningServer } from '@veza/servers';
import pg from 'pg';
import { cpuMicros, familyCpuMicros } from '../measure/cpu.js';
import { durablePostgres, throwAwayRedis } from '../measure/servers.js';
import { migrate, Service } from '../measure/services.js';

const DEMO = fileURLToPath(new URL('../../../demo', import.meta.url));

/** The schema, and the settings that words like those of a search depend on. */
const AS_SEARCHES = ['search_path=catalog,public', 'pg_trgm.similarity_threshold=0.35', 'pg_trgm.word_similarity_threshold=0.25']
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** A gateway and a catalog as deployed, on a Postgres with fsync, with a number of products and a fifth of resources. */
export class CatalogStage {
  private constructor(
    readonly url: string,
    readonly products: number,
    private readonly services: readonly Service[],
    private readonly postgres: RunningServer,
    private readonly redis: RunningServer,
  ) {}

  static async open(products: number): Promise<CatalogStage> {
    const postgres = await durablePostgres();
    const redis = await throwAwayRedis();
    const http = await freePort();
    const settings = {
      VEZA_SECRET: 'a master secret that only the benchmark uses',
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      HTTP_PORT: String(http),
      LIMIT_REQUESTS_ADDRESS: '100000000',
      LIMIT_REQUESTS_USER: '100000000',
    };
    for (const app of ['gateway', 'catalog']) migrate(app, settings);
    const { status } = spawnSync('sh', [DEMO, 'million', String(products)], {
      env: { PATH: process.env['PATH'], VEZA_DATABASE_URL: postgres.url },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error('The products could not be made');
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('VACUUM ANALYZE catalog.products, catalog.resources'); // as autovacuum does
    await client.query('CHECKPOINT');
    // What the inserts left to do is not part of a request.
    const busy = `SELECT 1 FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'`;
    while ((await client.query(busy)).rows.length > 0) await pause(500);
    await client.end();
    const services = [await Service.start('catalog', settings), await Service.start('gateway', settings)];
    return new CatalogStage(`http://127.0.0.1:${http}/api/v1`, products, services, postgres, redis);
  }

  /** Products as an owner creates them, with the triggers of the table. */
  async sell(
    products: readonly (readonly [name: string, category: string, price: number, description: string])[],
  ): Promise<void> {
    const client = new pg.Client({ connectionString: this.postgres.url });
    await client.connect();
    const columns = [0, 1, 2, 3].map((at) => products.map((product) => product[at]));
    await client.query(
      `INSERT INTO catalog.products (name, category, price, description, stock, owner_id)
       SELECT *, 1, 1 FROM unnest($1::text[], $2::text[], $3::numeric[], $4::text[])`,
      columns,
    );
    await client.end();
  }

  /** The rows of a statement of the owner, on the tables of the catalog. */
  readonly rows = async <Row extends object>(sql: string, values: unknown[]): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: this.postgres.url, options: AS_SEARCHES });
    await client.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  };

  /** Of all processes of the stage, Postgres with its backends. */
  spentMicros(): { postgres: number; redis: number; catalog: number; gateway: number; all: number } {
    const postgres = familyCpuMicros(this.postgres.pid);
    const [catalog = 0, gateway = 0] = this.services.map(({ pid }) => cpuMicros(pid));
    return { postgres, redis: cpuMicros(this.redis.pid), catalog, gateway, all: postgres + catalog + gateway };
  }

  async close(): Promise<void> {
    for (const service of this.services) await service.kill();
    await this.redis.stop();
    await this.postgres.stop();
  }
}
