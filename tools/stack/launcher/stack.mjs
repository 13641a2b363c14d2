import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { provideFfmpeg } from '../../../libs/servers/src/index.js';
import { SetupError } from '../../../libs/servers/src/setup-error.js';
import { command } from '../../../libs/servers/src/command.js';
import { ROOT, STATE } from '../workspace/paths.mjs';
import { migrate } from './database.mjs';
import { variablesOf } from './env-file.mjs';
import { environmentOf } from './environment.mjs';
import { localSecrets } from './local-secrets.mjs';
import { Records } from './records.mjs';
import { Servers } from './servers.mjs';
import { Service } from './service.mjs';

/**
 * Node flags of the services. Half the default young generation saves about 20 MB per idle process. VEZA_NODE_FLAGS replaces
 * them, for instance by --inspect, or by --enable-source-maps (which costs memory and a slower start).
 */
const NODE_FLAGS = (process.env.VEZA_NODE_FLAGS ?? '--max-semi-space-size=8').split(' ').filter((flag) => flag !== '');
const DEMO_MS = 300_000;
/** Services accept new work in the first group and finish it in the last one. */
const STOP_ORDER = [['gateway', 'chat'], ['catalog', 'booking', 'community', 'media'], ['worker']];

/** The servers and the services. */
export class Stack {
  /** @type {Service[]} */
  services = [];
  /** @type {Servers | undefined} */
  servers;
  httpPort = 0;
  #records = new Records();
  #stopping = new AbortController();
  /** Of the migrations. @type {NodeJS.ProcessEnv} */
  #ownerEnv = {};
  /** The start of the servers. @type {Promise<import('./backing.mjs').Reached> | undefined} */
  #starting;
  /** @type {import('./backing.mjs').OwnerVariables} */
  #owner = { DATABASE_URL: '', REDIS_URL: '' };

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
    this.servers = new Servers({ order: plan.servers.order, records: this.#records, say, signal: this.#stopping.signal });
    this.#starting = plan.servers.start(this.servers);
    const { owner, of, isOwn } = await this.#starting;
    this.#owner = owner;
    const env = { ...process.env, ...this.#shared(), ...plan.env, FFMPEG_PATH: ffmpeg.ffmpeg, FFPROBE_PATH: ffmpeg.ffprobe };
    this.#ownerEnv = { ...env, ...(isOwn && { VEZA_OWN_POSTGRES: '1' }) };
    await migrate(this.#ownerEnv, say);
    if (this.#stopping.signal.aborted) return;
    this.services = plan.processes.map((each) => this.#service(each, { ...env, ...of(each.service, each.name) }));
    for (const service of this.services) service.start();
    await Promise.all(this.services.map((service) => service.untilReady()));
  }

  /** After a build: migrates, and restarts the services whose programs it changed. */
  async update() {
    await migrate(this.#ownerEnv, this.listener.say);
    const outdated = this.services.filter((service) => service.isOutdated);
    await Promise.all(outdated.map((service) => service.restart()));
  }

  /** Variables of all services, in addition to the environment of this terminal. */
  #shared() {
    return {
      ...this.#owner,
      ...localSecrets(),
      OBJECT_STORE_DIR: process.env.OBJECT_STORE_DIR ?? join(STATE, 'objects'),
    };
  }

  /** @param {import('./plan.mjs').Planned} plan @param {Record<string, string | undefined>} env */
  #service(plan, env) {
    const logFile = join(STATE, 'logs', `${plan.name}.log`);
    return new Service(plan, {
      env: environmentOf(plan.service, env),
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

  /** Restarts servers of the launcher that have exited. */
  async reviveServers() {
    await this.servers?.revive();
  }

  /** Creates the demo data through the public API, in a separate process to keep the launcher small. */
  makeDemo() {
    return this.#demo('data', 'The demo data could not be created (skip it with "npm start -- --empty")');
  }

  /** People, their music and their talk: a minute of work, while the system is already used. */
  makeCommunity() {
    return this.#demo('community', 'The demo community is incomplete, the next start completes it');
  }

  /** @param {string} what @param {string} failure */
  async #demo(what, failure) {
    const result = await command(process.execPath, [join(ROOT, 'tools/demo-data/cli.mjs'), what], {
      quiet: true,
      env: { ...process.env, ...this.variables() },
      limitMs: DEMO_MS,
    });
    if (this.#stopping.signal.aborted || result.code === 0) return;
    throw new SetupError(`${failure}: ${result.output.trim().split('\n').slice(-4).join('\n')}`);
  }

  /** Addresses and process ids, for scripts, benchmarks and other tools. */
  variables() {
    const { services, servers, httpPort } = this;
    return servers ? variablesOf({ services, servers, owner: this.#owner, httpPort }) : {};
  }

  /** Further variables of services, for commands of the operator. */
  settings() {
    const { DATABASE_URL: _, REDIS_URL: __, ...settings } = this.#owner;
    return settings;
  }

  /** Stops everything in order, also what is starting. */
  async stop() {
    this.#stopping.abort();
    await this.#starting?.catch(() => undefined);
    for (const names of STOP_ORDER) {
      await Promise.all(this.services.filter(({ plan }) => names.includes(plan.service)).map((service) => service.stop()));
    }
    await this.servers?.stop();
  }

  /** Kills everything at once, for a repeated Ctrl-C. */
  async kill() {
    this.#stopping.abort();
    await Promise.all(this.services.map((service) => service.stop(0)));
    await this.servers?.kill();
  }

  /** All processes, for the table. */
  parts() {
    const services = this.services.map((service) => ({
      name: service.name,
      port: service.plan.ports.join(', '),
      pids: [service.pid],
      state: describe(service),
    }));
    return [...services, ...(this.servers?.parts() ?? [])];
  }
}

/** @param {Service} service */
function describe({ state, detail, deaths }) {
  const times = deaths > 1 && state !== 'ready' ? ` (${deaths} times)` : '';
  return detail === '' ? state : `${state}${times}: ${detail.split('\n')[0]}`;
}
