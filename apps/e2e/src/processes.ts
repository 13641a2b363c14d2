import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { REDIS_USERS, type RedisUser, startProcess } from '@veza/testing';
import { programs } from './config.js';
import { freePorts } from './ports.js';

const ROOT = join(import.meta.dirname, '../../..');
const CHATS = ['chat 1', 'chat 2', 'chat 3'] as const;
const NAMES = ['gateway', ...CHATS, 'media', 'media worker', 'catalog 1', 'catalog 2', 'booking', 'community'] as const;
type Name = (typeof NAMES)[number];

/** One process of a system: which entry of which app it runs, and the variables that are its alone. */
export interface ServiceProcess {
  name: Name;
  app: string;
  entry: 'main' | 'worker';
  /** Its user in Redis. */
  user: RedisUser;
  variables: Record<string, string>;
}

export type Ports = Awaited<ReturnType<typeof choosePorts>>;

/** The listeners of a chat replica. */
export interface ChatPorts {
  readonly ws: number;
  readonly flat: number;
}

/** A free port for each listener. */
export async function choosePorts() {
  const [http = 0, bytes = 0, ...rest] = await freePorts(2 + 2 * CHATS.length + NAMES.length);
  const chats: ChatPorts[] = CHATS.map(() => ({ ws: rest.shift() ?? 0, flat: rest.shift() ?? 0 }));
  const ops: Record<string, number> = Object.fromEntries(NAMES.map((name, i) => [name, rest[i] ?? 0]));
  return { http, bytes, chats, ops };
}

/** What a system consists of: two replicas where replicas must agree. The gateway pipes its sockets to the second chat. */
export function processes({ http, chats, bytes, ops }: Ports, store: string): ServiceProcess[] {
  const media = { MEDIA_DATA_DIR: store, SWEEP_INTERVAL: '1s', ...programs };
  const gateway = {
    HTTP_PORT: String(http),
    CHAT_URL: `http://127.0.0.1:${chats[1]?.ws}`,
    MEDIA_URL: `http://127.0.0.1:${bytes}`,
  };
  const catalog = { MEDIA_URL: gateway.MEDIA_URL };
  const list: Omit<ServiceProcess, 'user'>[] = [
    { name: 'gateway', app: 'gateway', entry: 'main', variables: gateway },
    ...CHATS.map((name, i) => ({ name, app: 'chat', entry: 'main' as const, variables: portsOf(chats[i]) })),
    { name: 'media', app: 'media', entry: 'main', variables: { BYTES_PORT: String(bytes), ...media } },
    { name: 'media worker', app: 'media', entry: 'worker', variables: media },
    { name: 'catalog 1', app: 'catalog', entry: 'main', variables: catalog },
    { name: 'catalog 2', app: 'catalog', entry: 'main', variables: catalog },
    { name: 'booking', app: 'booking', entry: 'main', variables: {} },
    { name: 'community', app: 'community', entry: 'main', variables: {} },
  ];
  return list.map((each) => ({
    ...each,
    user: REDIS_USERS.find((user) => user === (each.entry === 'worker' ? 'worker' : each.app)) ?? 'gateway',
    variables: { ...each.variables, OPS_PORT: String(ops[each.name]), REPLICA: each.name },
  }));
}

const portsOf = (ports?: ChatPorts) => ({ WS_PORT: String(ports?.ws), WS_FLAT_PORT: String(ports?.flat) });

/** Migrates the schemas of these apps, as the launcher does before it starts a service. */
export async function migrate(apps: readonly string[], env: Record<string, string>, root = ROOT): Promise<void> {
  const scripts = apps.map((app) => script(app, 'migrate', root));
  const run = startProcess(join(import.meta.dirname, 'migrate-all.mjs'), env, scripts);
  const { code } = await run.ended;
  if (code !== 0) throw new Error(`the migrations failed:\n${run.lines.slice(-20).join('\n')}`);
}

/** @param root of this checkout, or of another built version */
export function script(app: string, entry: string, root = ROOT): string {
  const path = join(root, 'apps', app, 'dist', `${entry}.js`);
  if (!existsSync(path)) throw new Error(`apps/${app} is not built (${entry}.js is missing): npm run build`);
  return path;
}
