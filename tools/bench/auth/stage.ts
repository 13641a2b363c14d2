import { freePort, type RunningServer } from '@veza/servers';
import pg from 'pg';
import { durablePostgres, throwAwayRedis } from '../measure/servers.js';
import { migrate, Service } from '../measure/services.js';
import { Wire } from '../measure/wire.js';

/** Unused rows, so that the tables have a realistic size. */
const CROWD = 50_000;

export const ACCOUNT = { username: 'bench_person', email: 'bench@example.test', password: 'Correct-Horse-Battery-7' };

/** One gateway as deployed, on a Postgres with fsync, and nothing else. */
export class AuthStage {
  private constructor(
    readonly url: string,
    readonly databaseUrl: string,
    private readonly gateway: Service,
    readonly postgres: RunningServer,
    private readonly redis: RunningServer,
  ) {}

  static async open(): Promise<AuthStage> {
    const postgres = await durablePostgres();
    const redis = await throwAwayRedis();
    const http = await freePort();
    const settings = {
      VEZA_SECRET: 'a master secret that only the benchmark uses',
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      HTTP_PORT: String(http),
      LIMIT_SIGNINS: '1000000',
    };
    migrate('gateway', settings);
    await fill(postgres.url);
    const gateway = await Service.start('gateway', settings);
    const stage = new AuthStage(`http://127.0.0.1:${http}`, postgres.url, gateway, postgres, redis);
    const wire = await Wire.open(stage.url);
    const { status, body } = await wire.post('/api/v1/signup', JSON.stringify(ACCOUNT));
    wire.close();
    if (status !== 201) throw new Error(`The sign-up failed: ${status} ${body}`);
    return stage;
  }

  get gatewayPid(): number {
    return this.gateway.pid;
  }

  async close(): Promise<void> {
    await this.gateway.kill();
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
