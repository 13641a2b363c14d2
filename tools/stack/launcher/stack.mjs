import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess } from '../../../libs/servers/src/processes.js';
import { provideFfmpeg } from '../../../libs/servers/src/index.js';
import { SetupError } from '../../../libs/servers/src/setup-error.js';
import { command } from '../../../libs/servers/src/command.js';
import { ROOT, STATE } from '../workspace/paths.mjs';
import { backPostgres, backRedis } from './backing.mjs';
import { migrate } from './database.mjs';
import { variablesOf } from './env-file.mjs';
import { environmentOf } from './environment.mjs';
import { localSecrets } from './local-secrets.mjs';
import { Records } from './records.mjs';
import { Service } from './service.mjs';

/**
 * Node flags of the services. Half the default young generation saves about 20 MB per idle process. VEZA_NODE_FLAGS replaces
 * them, for instance by --inspect, or by --enable-source-maps (which costs memory and a slower start).
 */
const NODE_FLAGS = (process.env.VEZA_NODE_FLAGS ?? '--max-semi-space-size=8').split(' ').filter((flag) => flag !== '');
/** Services accept new work in the first group and finish it in the last one. */
const STOP_ORDER = [['gateway', 'chat'], ['catalog', 'booking', 'media'], ['worker']];

/** Postgres, Redis and the services. */
export class Stack {
  /** @type {Service[]} */
  services = [];
  /** @type {import('./backing.mjs').Backing | undefined} */
  postgres;
  /** @type {import('./backing.mjs').RedisBacking | undefined} */
  redis;
  httpPort = 0;
  #records = new Records();
  #stopping = new AbortController();
  /** Of the migrations. @type {NodeJS.ProcessEnv} */
  #ownerEnv = {};
  /** The start of Postgres and Redis. */
  #backing = Promise.resolve();

  /** @param {{ say: (text: string) => void, changed: (service: Service) => void }} listener */
  constructor(listener) {
    this.listener = listener;
  }

  /** @param {import('./plan.mjs').Plan} plan */
  async start(plan) {
    const { say } = this.listener;
    this.httpPort = plan.httpPort;
    for (const name of ['logs', 'objects', 'secrets']) mkdirSync(join(STATE, name), { recursive: true, mode: 0o700 });
    const ffmpeg = await provideFfmpeg(STATE, say);
    if (this.#stopping.signal.aborted) return;
    this.#backing = this.#startBacking();
    await this.#backing;
    const env = { ...process.env, ...this.#shared(), ...plan.env, FFMPEG_PATH: ffmpeg.ffmpeg, FFPROBE_PATH: ffmpeg.ffprobe };
    this.#ownerEnv = { ...env, ...(this.postgres?.server && { VEZA_OWN_POSTGRES: '1' }) };
    await migrate(this.#ownerEnv, say);
    if (this.#stopping.signal.aborted) return;
    this.services = plan.processes.map((each) => this.#service(each, env));
    for (const service of this.services) service.start();
    await Promise.all(this.services.map((service) => service.untilReady()));
  }

  /** After a build: migrates, and restarts the services whose programs it changed. */
  async update() {
    await migrate(this.#ownerEnv, this.listener.say);
    const outdated = this.services.filter((service) => service.isOutdated);
    await Promise.all(outdated.map((service) => service.restart()));
  }

  async #startBacking() {
    const { say } = this.listener;
    const start = (/** @type {string} */ name) => ({
      say,
      signal: this.#stopping.signal,
      spawned: (/** @type {import('@veza/servers').ProcessIdentity} */ identity) => this.#records.note(name, identity),
    });
    // both are awaited, so that neither is still starting when the other one fails
    const [postgres, redis] = await Promise.allSettled([backPostgres(start('postgres')), backRedis(start('redis'))]);
    if (postgres.status === 'fulfilled') this.postgres = postgres.value;
    if (redis.status === 'fulfilled') this.redis = redis.value;
    for (const outcome of [postgres, redis]) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** Variables of all services, in addition to the environment of this terminal. */
  #shared() {
    return {
      DATABASE_URL: this.postgres?.url,
      REDIS_URL: this.redis?.url,
      ...localSecrets(),
      OBJECT_STORE_DIR: process.env.OBJECT_STORE_DIR ?? join(STATE, 'objects'),
    };
  }

  /** @param {import('./plan.mjs').Planned} plan @param {Record<string, string | undefined>} env */
  #service(plan, env) {
    const logFile = join(STATE, 'logs', `${plan.name}.log`);
    return new Service(plan, {
      env: environmentOf(plan.service, { ...env, REDIS_URL: this.redis?.urlOf(plan.service) }),
      nodeFlags: NODE_FLAGS,
      logFile,
      records: this.#records,
      changed: this.listener.changed,
    });
  }

  /** Polls the readiness of the services. Each restarts itself when its process ends. */
  async poll() {
    await Promise.all(this.services.map((service) => service.poll()));
  }

  /** Restarts a managed Postgres or Redis that has exited. */
  async reviveBacking() {
    for (const backing of [this.postgres, this.redis]) {
      if (!backing?.server || backing.server.alive || this.#stopping.signal.aborted) continue;
      this.listener.say(`${backing.name} exited: restarting`);
      await backing.server.start();
    }
  }

  /** Creates the demo data through the public API, in a separate process to keep the launcher small. */
  async makeDemo() {
    const env = { ...process.env, ...this.variables() };
    const result = await command(process.execPath, [join(ROOT, 'tools/demo-data/cli.mjs'), 'data'], {
      quiet: true,
      env,
      limitMs: 120_000,
    });
    if (this.#stopping.signal.aborted) return;
    const lines = result.output.trim().split('\n');
    if (result.code !== 0)
      throw new SetupError(
        `The demo data could not be created (skip it with "npm start -- --empty"): ${lines.slice(-4).join('\n')}`,
      );
  }

  /** Addresses and process ids, for scripts, benchmarks and other tools. */
  variables() {
    return variablesOf({ services: this.services, postgres: this.postgres, redis: this.redis, httpPort: this.httpPort });
  }

  /** Stops everything in order, also what is starting. */
  async stop() {
    this.#stopping.abort();
    await this.#backing.catch(() => undefined);
    for (const names of STOP_ORDER) {
      await Promise.all(this.services.filter(({ plan }) => names.includes(plan.service)).map((service) => service.stop()));
    }
    for (const backing of [this.redis, this.postgres]) {
      await backing?.server?.stop();
      if (backing) this.#records.forget(backing.name);
    }
  }

  /** Kills everything at once, for a repeated Ctrl-C. */
  async kill() {
    this.#stopping.abort();
    await Promise.all(this.services.map((service) => service.stop(0)));
    for (const identity of this.#records.of('redis', 'postgres'))
      await endProcess(identity, [
        { signal: 'SIGQUIT', waitMs: 3_000 },
        { signal: 'SIGKILL', waitMs: 2_000 },
      ]);
  }

  /** All processes, for the table. */
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
        state: !server ? 'external' : server.alive ? 'ready' : 'stopped',
      })),
    ];
  }
}

/** @param {Service} service */
function describe({ state, detail, deaths }) {
  const times = deaths > 1 && state !== 'ready' ? ` (${deaths} times)` : '';
  return detail === '' ? state : `${state}${times}: ${detail.split('\n')[0]}`;
}
