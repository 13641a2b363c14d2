import { freePort, type RunningServer } from '@veza/servers';
import pg from 'pg';
import { cpuMicros, familyCpuMicros } from '../measure/cpu.js';
import { durablePostgres, throwAwayRedis } from '../measure/servers.js';
import { migrate, Service, type ServiceSettings } from '../measure/services.js';
import { Wire } from '../measure/wire.js';

/** Of every user that signs up here. */
export const PASSWORD = 'Correct-Horse-Battery-7';
/** Raised limits of users; they are counted as in production. */
const LIMITS = { CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_MESSAGES_PER_HOUR: '1000000', LIMIT_SIGNUPS: '100000' };

interface Replica {
  readonly port: number;
  service: Service;
}

/** The chat as deployed: replicas, the gateway for authentication, Postgres with fsync, Redis. */
export class ChatStage {
  private constructor(
    readonly gatewayUrl: string,
    readonly sql: pg.Client,
    readonly postgres: RunningServer,
    private readonly redis: RunningServer,
    private readonly settings: ServiceSettings,
    private readonly gateway: Service,
    private readonly replicas: readonly Replica[],
  ) {}

  /** @param prepare run before the replicas are started @param further settings of all services */
  static async open(
    replicas: number,
    prepare?: (sql: pg.Client) => Promise<void>,
    further: ServiceSettings = {},
  ): Promise<ChatStage> {
    const postgres = await durablePostgres();
    const redis = await throwAwayRedis();
    const http = await freePort();
    const ports: number[] = [];
    while (ports.length < replicas) ports.push(await freePort());
    const secret = 'a master secret that only the benchmark uses';
    const settings = { VEZA_SECRET: secret, DATABASE_URL: postgres.url, REDIS_URL: redis.url, ...LIMITS, ...further };
    for (const app of ['gateway', 'chat']) migrate(app, settings);
    const sql = new pg.Client({ connectionString: postgres.url });
    await sql.connect();
    await prepare?.(sql);
    const addresses = {
      HTTP_PORT: String(http),
      PUBLIC_URL: `http://localhost:${http}`,
      CHAT_URL: ports.map((port) => `http://127.0.0.1:${port}`).join(','),
    };
    const gateway = await Service.start('gateway', { ...settings, ...addresses });
    const started: Replica[] = [];
    for (const port of ports) started.push({ port, service: await startChat(settings, port) });
    return new ChatStage(`http://127.0.0.1:${http}`, sql, postgres, redis, settings, gateway, started);
  }

  /** Address of each replica. */
  get chatUrls(): string[] {
    return this.replicas.map(({ port }) => `ws://127.0.0.1:${port}/ws`);
  }

  /** Processes of the first replica, and of the servers. */
  get pids(): { chat: number; postgres: number; redis: number } {
    return { chat: this.replica(0).service.pid, postgres: this.postgres.pid, redis: this.redis.pid };
  }

  /** CPU time since their start, in microseconds. */
  spentMicros(): Record<keyof ChatStage['pids'], number> {
    const { chat, postgres, redis } = this.pids;
    return { chat: cpuMicros(chat), postgres: familyCpuMicros(postgres), redis: cpuMicros(redis) };
  }

  /** Signs up these users and returns their tokens. */
  async signUp(names: readonly string[]): Promise<string[]> {
    const wire = await Wire.open(this.gatewayUrl);
    const tokens: string[] = [];
    for (const name of names) {
      const account = { username: name, email: `${name}@example.test`, password: PASSWORD };
      const { status, body } = await wire.post('/api/v1/signup', JSON.stringify(account));
      if (status !== 201) throw new Error(`The sign-up failed: ${status} ${body}`);
      tokens.push(JSON.parse(body).accessToken);
    }
    wire.close();
    return tokens;
  }

  async openRooms(ids: readonly string[]): Promise<void> {
    await this.sql.query("INSERT INTO chat.rooms (id, kind, name) SELECT id, 'public', id FROM unnest($1::text[]) id", [ids]);
  }

  /** Sends SIGKILL to a replica and returns the time. */
  kill(replica: number): number {
    const { service } = this.replica(replica);
    void service.kill();
    return performance.now();
  }

  /** Starts the replica again at the same address. */
  async revive(replica: number): Promise<void> {
    const dead = this.replica(replica);
    dead.service = await startChat(this.settings, dead.port);
  }

  async close(): Promise<void> {
    for (const { service } of [...this.replicas, { service: this.gateway }]) await service.kill();
    await this.sql.end();
    await this.redis.stop();
    await this.postgres.stop();
  }

  private replica(n: number): Replica {
    const replica = this.replicas[n];
    if (!replica) throw new Error(`Unknown replica ${n}`);
    return replica;
  }
}

async function startChat(settings: ServiceSettings, port: number): Promise<Service> {
  return Service.start('chat', { ...settings, WS_PORT: String(port), WS_FLAT_PORT: String(await freePort()) });
}
