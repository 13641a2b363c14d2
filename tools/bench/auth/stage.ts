import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, startPostgres, startRedis, type RunningServer } from '@veza/servers';
import pg from 'pg';
import { Wire } from './wire.js';

const ENTRY = (file: string): string => fileURLToPath(new URL(`../../../../apps/gateway/dist/${file}`, import.meta.url));
const READY_MS = 30_000;
/** Rows that nobody asks for, so that the tables have the size of a community. */
const CROWD = 50_000;

export const ACCOUNT = { username: 'bench_person', email: 'bench@example.test', password: 'Correct-Horse-Battery-7' };

/** One gateway as it is deployed, on a Postgres that really writes to its disk, and nothing else. */
export class Stage {
  private constructor(
    readonly url: string,
    readonly databaseUrl: string,
    private readonly gateway: ChildProcess,
    readonly postgres: RunningServer,
    private readonly redis: RunningServer,
  ) {}

  static async open(): Promise<Stage> {
    const postgres = await startPostgres({ settings: { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' } });
    const redis = await startRedis();
    const [http, ops] = [await freePort(), await freePort()];
    const env = {
      PATH: process.env['PATH'],
      VEZA_SECRET: 'a master secret that only the benchmark uses',
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      HTTP_PORT: String(http),
      OPS_PORT: String(ops),
      LIMIT_SIGNINS: '1000000',
    };
    const migrated = spawnSync(process.execPath, [ENTRY('migrate.js')], { env, encoding: 'utf8' });
    if (migrated.status !== 0) throw new Error(`The schema could not be made: ${migrated.stdout}${migrated.stderr}`);
    await fill(postgres.url);
    const gateway = spawn(process.execPath, [ENTRY('main.js')], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const stage = new Stage(`http://127.0.0.1:${http}`, postgres.url, gateway, postgres, redis);
    await answers(`http://127.0.0.1:${ops}/readyz`);
    const wire = await Wire.open(stage.url);
    const { status, body } = await wire.post('/api/v1/signup', JSON.stringify(ACCOUNT));
    wire.close();
    if (status !== 201) throw new Error(`Nobody can sign up: ${status} ${body}`);
    return stage;
  }

  get gatewayPid(): number {
    return this.gateway.pid ?? 0;
  }

  async close(): Promise<void> {
    this.gateway.kill('SIGKILL');
    await this.redis.stop();
    await this.postgres.stop();
  }
}

async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `INSERT INTO identity.users (username, email, password_hash) SELECT 'crowd' || n, 'crowd' || n || '@example.test', '' FROM generate_series(1, ${CROWD}) n`,
  );
  await client.query(
    `INSERT INTO identity.sessions (user_id, device, address, expires_at)
     SELECT id, 'a browser', '127.0.0.1', now() + interval '30 days' FROM identity.users WHERE username LIKE 'crowd%'`,
  );
  await client.query('VACUUM ANALYZE identity.users, identity.sessions');
  await client.end();
}

async function answers(url: string): Promise<void> {
  for (const until = Date.now() + READY_MS; Date.now() < until; await pause(100)) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`The gateway was not ready within ${READY_MS} ms`);
}
