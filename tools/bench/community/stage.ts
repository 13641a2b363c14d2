import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, type RunningServer } from '@veza/servers';
import pg from 'pg';
import { z } from 'zod';
import { cpuMicros, familyCpuMicros } from '../measure/cpu.js';
import { durablePostgres, throwAwayRedis } from '../measure/servers.js';
import { migrate, Service } from '../measure/services.js';
import { OTHERS, placed, QUIET, READER, STAR } from './placed.js';

const DEMO = fileURLToPath(new URL('../../../demo', import.meta.url));
const APPS = ['gateway', 'media', 'catalog', 'community'] as const;
const PASSWORD = 'Correct-Horse-Battery-7';
/** In the order of their ids. */
const ACCOUNTS = { reader: READER, quiet: QUIET, star: STAR } as const;
type Account = keyof typeof ACCOUNTS;
export type Publisher = 'quiet' | 'star';

const Signed = z.object({ accessToken: z.string() });

/** Gateway, media, catalog and community as deployed, on a Postgres with fsync, with a community of a size. */
export class CommunityStage {
  private constructor(
    private readonly url: string,
    private readonly tokens: ReadonlyMap<string, string>,
    private readonly client: pg.Client,
    private readonly services: readonly Service[],
    private readonly servers: readonly RunningServer[],
    private readonly folder: string,
  ) {}

  /** @param unpublished tracks that each of the publishers has ready */
  static async open(people: number, unpublished: number): Promise<CommunityStage> {
    const [postgres, redis] = [await durablePostgres(), await throwAwayRedis()];
    const folder = mkdtempSync(join(tmpdir(), 'veza-bench-'));
    const [http, bytes] = [await freePort(), await freePort()];
    const settings = {
      VEZA_SECRET: 'a master secret that only the benchmark uses',
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      HTTP_PORT: String(http),
      BYTES_PORT: String(bytes),
      MEDIA_DATA_DIR: folder,
      MEDIA_URL: `http://127.0.0.1:${bytes}`,
      LIMIT_REQUESTS_ADDRESS: '100000000',
      LIMIT_REQUESTS_USER: '100000000',
    };
    for (const app of APPS) migrate(app, settings);
    const services = [await Service.start('gateway', settings)];
    const url = `http://127.0.0.1:${http}/api/v1`;
    for (const username of Object.keys(ACCOUNTS)) await session(`${url}/signup`, { ...login(username), username });
    const { status } = spawnSync('sh', [DEMO, 'community', String(people - OTHERS + 1)], {
      env: { PATH: process.env['PATH'], VEZA_DATABASE_URL: postgres.url },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error('The community could not be made');
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    for (const statement of placed(people, unpublished)) await client.query(statement);
    await settle(client);
    for (const app of APPS.slice(1)) services.push(await Service.start(app, settings));
    const tokens = new Map<string, string>();
    for (const username of Object.keys(ACCOUNTS)) tokens.set(username, await session(`${url}/login`, login(username)));
    return new CommunityStage(url, tokens, client, services, [postgres, redis], folder);
  }

  /** A request of the reader. */
  async read(path: string): Promise<string> {
    const answer = await fetch(this.url + path, { headers: this.as('reader') });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return text;
  }

  /** Makes so many tracks of a publisher public, until all are in the feeds. */
  async publish(by: Publisher, count: number): Promise<void> {
    const { rows } = await this.client.query<{ id: number }>(
      'SELECT id FROM media.tracks WHERE uploader_id = $1 AND NOT is_public ORDER BY id LIMIT $2',
      [ACCOUNTS[by], count],
    );
    const ids = rows.map(({ id }) => id);
    for (const id of ids) {
      const headers = { ...this.as(by), 'content-type': 'application/json' };
      const body = JSON.stringify({ is_public: true });
      const answer = await fetch(`${this.url}/tracks/${id}`, { method: 'PUT', headers, body });
      if (!answer.ok) throw new Error(`The track was not published: ${answer.status} ${await answer.text()}`);
    }
    const last = `SELECT 1 FROM community.publications WHERE kind = 'track' AND thing_id = $1`;
    while ((await this.client.query(last, [ids.at(-1)])).rows.length === 0) await pause(20);
  }

  /** Of all processes of the stage, Postgres with its backends. */
  spentMicros(): { postgres: number; all: number } {
    const [postgres, redis] = this.servers;
    const ofPostgres = familyCpuMicros(postgres?.pid ?? 0);
    const ofServices = this.services.reduce((sum, { pid }) => sum + cpuMicros(pid), 0);
    return { postgres: ofPostgres, all: ofPostgres + ofServices + cpuMicros(redis?.pid ?? 0) };
  }

  async close(): Promise<void> {
    await this.client.end();
    for (const service of this.services) await service.kill();
    for (const server of [...this.servers].reverse()) await server.stop();
    rmSync(this.folder, { recursive: true });
  }

  private as(name: Account): Record<string, string> {
    return { authorization: `Bearer ${this.tokens.get(name)}` };
  }
}

const login = (username: string) => ({ email: `${username}@bench.example`, password: PASSWORD });

/** The token of a sign-up or a sign-in. */
async function session(url: string, body: Record<string, string>): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return Signed.parse(await answer.json()).accessToken;
}

/** What the inserts left to do is not part of a request. */
async function settle(client: pg.Client): Promise<void> {
  const busy = `SELECT 1 FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'`;
  while ((await client.query(busy)).rows.length > 0) await pause(500);
}
