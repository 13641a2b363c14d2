import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess } from '../../../libs/servers/src/processes.js';
import { keptSecret, provideFfmpeg } from '../../../libs/servers/src/index.js';
import { SetupError } from '../../../libs/servers/src/setup-error.js';
import { command } from '../workspace/command.mjs';
import { ROOT, STATE } from '../workspace/paths.mjs';
import { backPostgres, backRedis } from './backing.mjs';
import { migrate } from './database.mjs';
import { variablesOf } from './env-file.mjs';
import { makePlan } from './plan.mjs';
import { Records } from './records.mjs';
import { Service } from './service.mjs';

/**
 * Flags of the services' Node. Half the usual young generation saves about 20 MB a process at rest; of chat's time under load
 * a sixth went into clearing it, so chat has more. VEZA_NODE_FLAGS replaces them for all, for instance by --inspect, or by
 * --enable-source-maps (which costs memory and a slower start).
 *
 * @param {import('./options.mjs').ServiceName} service
 */
const nodeFlags = (service) =>
  (process.env.VEZA_NODE_FLAGS ?? `--max-semi-space-size=${service === 'chat' ? 32 : 8}`)
    .split(' ')
    .filter((flag) => flag !== '');
/** Who is stopped in which order: first those that take new work from outside, last those that finish it. */
const STOP_ORDER = [['gateway', 'chat'], ['catalog', 'booking', 'media'], ['worker']];

/** Everything that runs: Postgres, Redis and the services. */
export class Stack {
  /** @type {Service[]} */
  services = [];
  /** @type {import('./backing.mjs').Backing | undefined} */
  postgres;
  /** @type {import('./backing.mjs').Backing | undefined} */
  redis;
  httpPort = 0;
  #records = new Records();
  #stopping = false;

  /** @param {{ say: (text: string) => void, changed: (service: Service) => void }} listener */
  constructor(listener) {
    this.listener = listener;
  }

  /** @param {import('./options.mjs').Options} options */
  async start(options) {
    const { say } = this.listener;
    const host = process.env.HOST?.trim() || '127.0.0.1';
    const plan = await makePlan(options, host);
    this.httpPort = plan.httpPort;
    for (const name of ['logs', 'objects', 'secrets']) mkdirSync(join(STATE, name), { recursive: true, mode: 0o700 });
    const ffmpeg = await provideFfmpeg(STATE, say);
    await this.#startBacking();
    const env = { ...process.env, ...this.#shared(), ...plan.env, FFMPEG_PATH: ffmpeg.ffmpeg, FFPROBE_PATH: ffmpeg.ffprobe };
    await migrate({ ...env, ...(this.postgres?.server && { VEZA_OWN_POSTGRES: '1' }) }, say);
    if (this.#stopping) return;
    this.services = plan.processes.map((each) => this.#service(each, env));
    for (const service of this.services) service.start();
    await Promise.all(this.services.map((service) => service.untilReady()));
  }

  async #startBacking() {
    const { say } = this.listener;
    // both are waited for, so that neither is still coming up while the other's failure ends us
    const [postgres, redis] = await Promise.allSettled([backPostgres(say), backRedis(say)]);
    if (postgres.status === 'fulfilled') this.postgres = postgres.value;
    if (redis.status === 'fulfilled') this.redis = redis.value;
    for (const backing of [this.postgres, this.redis])
      if (backing?.server) this.#records.note(backing.name, backing.server.identity);
    for (const outcome of [postgres, redis]) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** What all services are told, beside what this terminal's environment says. */
  #shared() {
    return {
      DATABASE_URL: this.postgres?.url,
      REDIS_URL: this.redis?.url,
      VEZA_SECRET: process.env.VEZA_SECRET ?? keptSecret(join(STATE, 'secrets/master')),
      ADMIN_EMAIL: process.env.ADMIN_EMAIL ?? 'admin@veza.local',
      ADMIN_PASSWORD: process.env.ADMIN_PASSWORD ?? 'change-me-admin',
      OBJECT_STORE_DIR: process.env.OBJECT_STORE_DIR ?? join(STATE, 'objects'),
    };
  }

  /** @param {import('./plan.mjs').Planned} plan @param {Record<string, string | undefined>} env */
  #service(plan, env) {
    const logFile = join(STATE, 'logs', `${plan.name}.log`);
    return new Service(plan, {
      env,
      nodeFlags: nodeFlags(plan.service),
      logFile,
      records: this.#records,
      changed: this.listener.changed,
    });
  }

  /** Asks the services how they are; one that died is started again by its own watch. */
  async look() {
    await Promise.all(this.services.map((service) => service.look()));
  }

  /** Starts a Postgres or Redis of ours again that has died. */
  async reviveBacking() {
    for (const backing of [this.postgres, this.redis]) {
      if (!backing?.server || backing.server.alive || this.#stopping) continue;
      this.listener.say(`${backing.name} died and is started again`);
      await backing.server.start();
      this.#records.note(backing.name, backing.server.identity);
    }
  }

  /** The demo world, through the public API like any client; a process of its own, so that we stay small. */
  async makeDemo() {
    const env = { ...process.env, ...this.variables() };
    const result = await command(process.execPath, [join(ROOT, 'tools/world/cli.mjs'), 'world'], {
      quiet: true,
      env,
      limitMs: 120_000,
    });
    if (this.#stopping) return;
    const lines = result.output.trim().split('\n');
    if (result.code !== 0)
      throw new SetupError(
        `The demo world could not be made ("npm start -- --empty" does without): ${lines.slice(-4).join('\n')}`,
      );
  }

  /** Addresses and pids, for scripts, the benchmarks and the tools beside us. */
  variables() {
    return variablesOf({ services: this.services, postgres: this.postgres, redis: this.redis, httpPort: this.httpPort });
  }

  /** In order, nothing left behind. */
  async stop() {
    this.#stopping = true;
    for (const names of STOP_ORDER) {
      await Promise.all(this.services.filter(({ plan }) => names.includes(plan.service)).map((service) => service.stop()));
    }
    for (const backing of [this.redis, this.postgres]) {
      await backing?.server?.stop();
      if (backing) this.#records.forget(backing.name);
    }
  }

  /** At once: for a second Ctrl-C. */
  async kill() {
    this.#stopping = true;
    await Promise.all(this.services.map((service) => service.stop(0)));
    for (const backing of [this.redis, this.postgres]) {
      if (backing?.server)
        await endProcess(backing.server.identity, [
          { signal: 'SIGQUIT', waitMs: 3_000 },
          { signal: 'SIGKILL', waitMs: 2_000 },
        ]);
    }
  }

  /** Everything that runs, for the table. */
  parts() {
    const backing = [this.postgres, this.redis].flatMap((each) => (each ? [each] : []));
    return [
      ...this.services.map((service) => ({
        name: service.name,
        port: service.plan.ports.join(', '),
        pid: service.pid,
        state: describe(service),
      })),
      ...backing.map(({ name, port, server }) => ({
        name,
        port: String(port),
        pid: server?.pid ?? 0,
        state: !server ? 'given' : server.alive ? 'ready' : 'stopped',
      })),
    ];
  }
}

/** @param {Service} service */
function describe({ state, detail, deaths }) {
  const times = deaths > 1 && state !== 'ready' ? ` (${deaths} times)` : '';
  return detail === '' ? state : `${state}${times}: ${detail.split('\n')[0]}`;
}
