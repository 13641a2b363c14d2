import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, startProcess } from '@veza/testing';
import { programs } from './config.js';

const APPS = join(import.meta.dirname, '..', '..');

export type Ports = Awaited<ReturnType<typeof choosePorts>>;

/** A port for each door, held by nobody at this moment. */
export async function choosePorts() {
  const [http, bytes, ws1, flat1, ws2, flat2] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const ops: number[] = [];
  while (ops.length < 8) ops.push(await freePort());
  return { http, bytes, chat1: { ws: ws1, flat: flat1 }, chat2: { ws: ws2, flat: flat2 }, ops };
}

interface Process {
  name: string;
  app: string;
  entry: string;
  variables: Record<string, string>;
}

/** What a world consists of: two replicas where replicas must agree. The gateway pipes its sockets to the second chat. */
export function processes({ http, chat1, chat2, bytes, ops }: Ports, folder: string) {
  const store = { MEDIA_DATA_DIR: folder, ...programs };
  const chat = ({ ws, flat }: Ports['chat1']) => ({ WS_PORT: String(ws), WS_FLAT_PORT: String(flat) });
  const gateway = { HTTP_PORT: String(http), CHAT_URL: `http://127.0.0.1:${chat2.ws}`, MEDIA_URL: `http://127.0.0.1:${bytes}` };
  const list: Process[] = [
    { name: 'gateway', app: 'gateway', entry: 'main', variables: gateway },
    { name: 'chat 1', app: 'chat', entry: 'main', variables: chat(chat1) },
    { name: 'chat 2', app: 'chat', entry: 'main', variables: chat(chat2) },
    { name: 'media', app: 'media', entry: 'main', variables: { BYTES_PORT: String(bytes), ...store } },
    { name: 'media worker', app: 'media', entry: 'worker', variables: store },
    { name: 'catalog 1', app: 'catalog', entry: 'main', variables: {} },
    { name: 'catalog 2', app: 'catalog', entry: 'main', variables: {} },
    { name: 'booking', app: 'booking', entry: 'main', variables: {} },
  ];
  return list.map((each, i) => ({ ...each, ops: ops[i] ?? 0 }));
}

/** Brings the schemas of these apps up to date, as the launcher does before it starts anything. */
export async function migrate(apps: readonly string[], env: Record<string, string>): Promise<void> {
  const scripts = apps.map((app) => script(app, 'migrate'));
  const run = startProcess(join(import.meta.dirname, 'migrate-all.mjs'), env, scripts);
  const { code } = await run.ended;
  if (code !== 0) throw new Error(`the schemas could not be made:\n${run.lines.slice(-20).join('\n')}`);
}

export function script(app: string, entry: string): string {
  const path = join(APPS, app, 'dist', `${entry}.js`);
  if (!existsSync(path)) throw new Error(`apps/${app} is not built (${entry}.js is missing): npm run build`);
  return path;
}
