// covers: tools/stack, libs/transport/src/redis
// drill: heavy
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { eventually, type TestProcess } from '@veza/testing';
import pg from 'pg';
import { Api } from '../../demo-data/api.mjs';
import { melody } from '../../demo-data/melody.mjs';
import { sendMessages } from '../../demo-data/send-messages.mjs';
import { freeOffset, launch } from './launch.js';
import { processesIn } from './left-processes.js';

/** `npm start -- --topology scaled` with its own state folder. The tests build on each other. */
const ROOT = join(import.meta.dirname, '../../..');
const READY_MS = 120_000;
const state = mkdtempSync(join(tmpdir(), 'veza-scaled-'));
chmodSync(state, 0o755); // the user of Postgres enters it
const ACCOUNT = { username: 'scaled', email: 'scaled@example.test', password: 'a-long-enough-one' };
const ROOM = 'general';
const LINE = 'over a cluster';
const SERVICES = [
  'booking',
  'catalog',
  'catalog-2',
  'chat',
  'chat-2',
  'community',
  'gateway',
  'gateway-2',
  'media',
  'worker',
  'worker-2',
];
const NODES = Array.from({ length: 6 }, (_, n) => `redis-cluster-${n + 1}`);
const SERVERS = ['pgbouncer-1', 'pgbouncer-2', 'postgres', ...NODES, 'redis-cache', 'redis-pubsub', 'standby', 'swift'];
const launchers: TestProcess[] = [];
let launcher: TestProcess;

afterAll(async () => {
  for (const each of launchers) if (each.running) await each.stop({ ms: 60_000 });
  rmSync(state, { recursive: true, force: true });
});

async function start(): Promise<void> {
  launcher = launch(ROOT, state, { args: ['--topology', 'scaled', '--empty', '--port-offset', String(await freeOffset())] });
  launchers.push(launcher);
  await launcher.line(/ready in/, { ms: READY_MS });
}

const run = (file: string): unknown => JSON.parse(readFileSync(join(state, 'run', file), 'utf8'));
const variables = () => run('stack.json') as Record<string, string>;

async function signedIn(): Promise<Api> {
  const base = variables()['VEZA_REST_URL'] ?? '';
  const { accessToken } = await new Api(base).post('/api/v1/login', ACCOUNT);
  return new Api(base, accessToken);
}

/** Raw SQL: functions of the server. */
async function rows(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: variables()['VEZA_DATABASE_URL'] });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test(
  'starts two replicas on a Redis Cluster, Postgres with a standby behind poolers, and a bucket',
  async () => {
    await start();
    const names = (run('processes.json') as { name: string }[]).map(({ name }) => name);
    expect(names.sort()).toEqual([...SERVICES, ...SERVERS].sort());
    expect(readdirSync(state).filter((name) => /^(postgres|redis|media)/.test(name))).toEqual([]);
    await eventually(
      'the standby to follow',
      async () => expect(await rows('SELECT state FROM pg_stat_replication')).toEqual([{ state: 'streaming' }]) ?? true,
    );
    const clients = await rows(`SELECT count(*)::int AS direct FROM pg_stat_activity WHERE application_name LIKE 'veza-%'
      AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = usename AND starts_with(rolname, 'veza_'))`);
    expect(clients).toEqual([{ direct: 0 }]);
  },
  READY_MS,
);

test(
  'a message is sent by one replica and read by another, a product is found, and a sound becomes ready in the bucket',
  async () => {
    const { VEZA_REST_URL: base = '', VEZA_WS_URLS: sockets = '' } = variables();
    await new Api(base).post('/api/v1/signup', ACCOUNT);
    const api = await signedIn();
    await sendMessages(sockets.split(',')[1] ?? '', api.token ?? '', [{ room: ROOM, lines: [LINE] }]);
    const history = await api.get(`/api/v1/chat/rooms/${ROOM}/messages?limit=1`);
    expect(history).toMatchObject([{ content: LINE }]);

    await api.post('/api/v1/products', { nom: 'Scaled oud', prix: 399.9, stock: 2, category: 'strings' });
    await eventually('the standby to have the product', async () => {
      const { products } = await api.get('/api/v1/products?search=scaled');
      return products.length === 1;
    });

    const file = { field: 'audio', name: 'melody.wav', type: 'audio/wav', bytes: melody([440, 550]) };
    const fields = { title: 'Tone', artist: 'Scaled', tags: '[]', is_public: 'true' };
    const { id } = await api.upload('/api/v1/tracks/upload', fields, file);
    await eventually('the track to be ready', async () => (await api.get(`/api/v1/tracks/${id}`)).status === 'ready', {
      ms: 30_000,
      everyMs: 200,
    });
    const { url } = await api.get(`/api/v1/tracks/${id}/stream`);
    const heard = await fetch(url);
    expect([heard.status, (await heard.arrayBuffer()).byteLength > 1_000]).toEqual([200, true]);
    expect(existsSync(join(state, 'scaled/swift/devices/d1/objects'))).toBe(true);
  },
  READY_MS,
);

test(
  'SIGINT ends all processes, and the next start has the data',
  async () => {
    launcher.signal('SIGINT');
    expect(await launcher.ended).toEqual({ code: 0, signal: null });
    expect(processesIn(state)).toEqual([]);
    await start();
    const api = await signedIn();
    expect((await api.get('/api/v1/products?search=scaled')).products).toHaveLength(1);
    expect(await api.get(`/api/v1/chat/rooms/${ROOM}/messages?limit=1`)).toMatchObject([{ content: LINE }]);
    launcher.signal('SIGTERM');
    expect(await launcher.ended).toEqual({ code: 0, signal: null });
    expect(processesIn(state)).toEqual([]);
  },
  2 * READY_MS,
);
