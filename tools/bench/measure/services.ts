import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { signalOnExit, freePort } from '@veza/servers';

export type ServiceSettings = Readonly<Record<string, string>>;

const READY_MS = 30_000;

/** A file of an app as it is built. */
export const built = (app: string, file: string): string =>
  fileURLToPath(new URL(`../../../../apps/${app}/dist/${file}`, import.meta.url));

/** Migrates the schema of a service. */
export function migrate(app: string, settings: ServiceSettings): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [built(app, 'migrate.js')], {
    env: environmentOf(settings),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The migration of ${app} failed: ${stdout}${stderr}`);
}

/** A service as it is deployed: a process of its own, which is ready. */
export class Service {
  private constructor(private readonly child: ChildProcess) {}

  /** @param file of the app, for an app of several processes */
  static async start(app: string, settings: ServiceSettings, file = 'main.js'): Promise<Service> {
    const ops = await freePort();
    const env = { ...environmentOf(settings), OPS_PORT: String(ops) };
    const service = new Service(spawn(process.execPath, [built(app, file)], { env, stdio: ['ignore', 'ignore', 'inherit'] }));
    signalOnExit(service.pid, 'SIGKILL');
    await waitUntilReady(`http://127.0.0.1:${ops}/readyz`, app);
    return service;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** SIGKILL; resolves when it is gone. */
  async kill(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

const environmentOf = (settings: ServiceSettings): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], ...settings });

async function waitUntilReady(url: string, app: string): Promise<void> {
  for (const until = Date.now() + READY_MS; Date.now() < until; await pause(50)) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`${app} was not ready within ${READY_MS} ms`);
}
