import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess } from '@veza/testing';
import { programs } from './config.js';
import { freePorts } from './ports.js';

const APPS = join(import.meta.dirname, '..', '..');
const NAMES = ['gateway', 'chat 1', 'chat 2', 'media', 'media worker', 'catalog 1', 'catalog 2', 'booking'] as const;
type Name = (typeof NAMES)[number];

/** One process of a system: which entry of which app it runs, and the variables that are its alone. */
export interface ServiceProcess {
  name: Name;
  app: string;
  entry: 'main' | 'worker';
  variables: Record<string, string>;
}

export type Ports = Awaited<ReturnType<typeof choosePorts>>;

/** A free port for each listener. */
export async function choosePorts() {
  const [http = 0, bytes = 0, ws1 = 0, flat1 = 0, ws2 = 0, flat2 = 0, ...rest] = await freePorts(6 + NAMES.length);
  const ops: Record<string, number> = Object.fromEntries(NAMES.map((name, i) => [name, rest[i] ?? 0]));
  return { http, bytes, chat1: { ws: ws1, flat: flat1 }, chat2: { ws: ws2, flat: flat2 }, ops };
}

/** What a system consists of: two replicas where replicas must agree. The gateway pipes its sockets to the second chat. */
export function processes({ http, chat1, chat2, bytes, ops }: Ports, store: string): ServiceProcess[] {
  const media = { MEDIA_DATA_DIR: store, SWEEP_INTERVAL: '1s', ...programs };
  const chat = ({ ws, flat }: Ports['chat1']) => ({ WS_PORT: String(ws), WS_FLAT_PORT: String(flat) });
  const gateway = { HTTP_PORT: String(http), CHAT_URL: `http://127.0.0.1:${chat2.ws}`, MEDIA_URL: `http://127.0.0.1:${bytes}` };
  const list: ServiceProcess[] = [
    { name: 'gateway', app: 'gateway', entry: 'main', variables: gateway },
    { name: 'chat 1', app: 'chat', entry: 'main', variables: chat(chat1) },
    { name: 'chat 2', app: 'chat', entry: 'main', variables: chat(chat2) },
    { name: 'media', app: 'media', entry: 'main', variables: { BYTES_PORT: String(bytes), ...media } },
    { name: 'media worker', app: 'media', entry: 'worker', variables: media },
    { name: 'catalog 1', app: 'catalog', entry: 'main', variables: {} },
    { name: 'catalog 2', app: 'catalog', entry: 'main', variables: {} },
    { name: 'booking', app: 'booking', entry: 'main', variables: {} },
  ];
  return list.map((each) => ({
    ...each,
    variables: { ...each.variables, OPS_PORT: String(ops[each.name]), REPLICA: each.name },
  }));
}

/** Migrates the schemas of these apps, as the launcher does before it starts a service. */
export async function migrate(apps: readonly string[], env: Record<string, string>): Promise<void> {
  const scripts = apps.map((app) => script(app, 'migrate'));
  const run = startProcess(join(import.meta.dirname, 'migrate-all.mjs'), env, scripts);
  const { code } = await run.ended;
  if (code !== 0) throw new Error(`the migrations failed:\n${run.lines.slice(-20).join('\n')}`);
}

export function script(app: string, entry: string): string {
  const path = join(APPS, app, 'dist', `${entry}.js`);
  if (!existsSync(path)) throw new Error(`apps/${app} is not built (${entry}.js is missing): npm run build`);
  return path;
}
