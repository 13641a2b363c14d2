import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { eventually, type RunningServer, startPostgres, startProcess, type TestProcess, testRedis } from '@veza/testing';
import { inMemory, Veza } from '@veza/sdk';
import { Description } from './clients/description.js';
import { Rest } from './clients/rest.js';
import { Collector } from './collector.js';
import { choosePorts, migrate, type Ports, processes, script } from './processes.js';
import { WorldDatabase } from './world-database.js';

export interface WorldPlan {
  /** Services that this file's stories do not need; a smaller world starts sooner. */
  without?: readonly ('chat' | 'media' | 'catalog' | 'booking')[];
  /** Further variables for every service: raised limits, mostly. */
  env?: Record<string, string>;
  /** Collects the traces of all services. */
  traced?: boolean;
  /** A Postgres of its own, where a story stops it. */
  ownPostgres?: boolean;
}

const SECRET = 'a master secret that only the journeys use';
/** Generous: a test machine may be busy with something else. */
const READY_MS = 90_000;
const STOP_MS = 15_000;
/** A log line of level info or below, in words or in pino's numbers. */
const QUIET = /"level":("?)(trace|debug|info|[123]0)\1/;
const OWNERS = ['gateway', 'chat', 'media', 'catalog', 'booking'] as const;

/**
 * The whole system as real processes, with two replicas of chat and of catalog, a database and a Redis of its own and an
 * empty object store. Everything it starts it also stops; what the services said is kept until then.
 */
export class World {
  private readonly services = new Map<string, TestProcess>();
  /** What was said by those that a story has ended and started again. */
  private readonly past: string[] = [];
  private readonly starts = new Map<string, () => TestProcess>();
  private collector: Collector | undefined;
  private chosen: Ports | undefined;
  private description: Promise<Description> | undefined;
  private readonly secrets = new Set<string>();
  private readonly whispers = new Set<string>();

  private constructor(
    readonly database: WorldDatabase,
    readonly redis: RunningServer,
    private readonly folder: string,
  ) {}

  /** Where media keeps its bytes. */
  get store(): string {
    return join(this.folder, 'store');
  }

  /** Where stories make their own files. */
  get workshop(): string {
    return join(this.folder, 'workshop');
  }

  static async start(plan: WorldPlan): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'veza-e2e-'));
    const database = await WorldDatabase.create(plan.ownPostgres ? await startPostgres() : undefined);
    const world = new World(database, await testRedis(), folder);
    try {
      await world.open(plan);
      return world;
    } catch (error) {
      await world.stop().catch(() => undefined);
      throw error;
    }
  }

  private async open({ without = [], env = {}, traced = false }: WorldPlan): Promise<void> {
    const absent = (name: string): boolean => without.some((left) => name.startsWith(left));
    if (traced) this.collector = await Collector.open();
    const tracing = this.collector && {
      OTEL_EXPORTER_OTLP_ENDPOINT: this.collector.endpoint,
      OTEL_BSP_SCHEDULE_DELAY: '200',
    };
    const stores = { ...this.database.variables, REDIS_URL: this.redis.url };
    const common = { LOG_LEVEL: 'debug', VEZA_SECRET: SECRET, ...stores, ...tracing, ...env };
    await Promise.all([mkdir(this.store), mkdir(this.workshop)]);
    await migrate(
      OWNERS.filter((app) => !absent(app)),
      common,
    );
    this.chosen = await choosePorts(); // as late as can be: somebody else may take them
    for (const { name, app, entry, variables } of processes(this.ports, this.store)) {
      if (absent(name)) continue;
      const all = { ...common, PUBLIC_URL: this.address, ...variables };
      this.starts.set(name, () => startProcess(script(app, entry), all));
    }
    await Promise.all([...this.starts.keys()].map((name) => this.begin(name)));
  }

  /** Starts a service, or one that a story has ended, and waits until it can serve. */
  async begin(name: string): Promise<void> {
    const start = this.starts.get(name);
    if (!start) throw new Error(`this world has no ${name}`);
    this.past.push(...this.linesOf(name));
    this.services.set(name, start());
    await this.ready(name);
  }

  /** Waits until this service says that it can serve; fails at once, with its last lines, when it has died instead. */
  async ready(name: string): Promise<void> {
    await this.service(name).ready(`http://127.0.0.1:${this.ports.ops[name]}/readyz`, { ms: READY_MS });
  }

  /** The metrics page of a service. */
  async metrics(name: string): Promise<string> {
    return (await fetch(`http://127.0.0.1:${this.ports.ops[name]}/metrics`)).text();
  }

  private get ports(): Ports {
    if (!this.chosen) throw new Error('this world has no doors yet');
    return this.chosen;
  }

  get address(): string {
    return `http://127.0.0.1:${this.ports.http}`;
  }

  /** The gateway as the SDK speaks to it: with this token, or as nobody in particular. Every answer is held against /openapi.json. */
  client(accessToken?: string): Veza {
    const tokens = inMemory(accessToken === undefined ? undefined : { accessToken });
    return new Veza({ baseUrl: this.address, tokens, fetch: (input, init) => this.ask(new URL(String(input)), init) });
  }

  /** What no typed client would send. */
  get rest(): Rest {
    return new Rest((token) => this.client(token));
  }

  private async ask(url: URL, init: RequestInit = {}): Promise<Response> {
    const method = init.method ?? 'GET';
    const response = await fetch(url, init).catch((error: unknown) => {
      const reason = error instanceof Error ? (error.cause ?? error) : error;
      throw new Error(`${method} ${url.pathname} got no answer: ${String(reason)}`, { cause: error });
    });
    this.description ??= Description.of(this.address);
    await (await this.description).check(method, url, response);
    return response;
  }

  /** `veza.v1` and `veza.chat` straight at a replica; `flat` is its second listener. */
  chat(replica: 1 | 2): { origin: string; flat: string } {
    const { ws, flat } = replica === 1 ? this.ports.chat1 : this.ports.chat2;
    return { origin: `ws://127.0.0.1:${ws}`, flat: `ws://127.0.0.1:${flat}` };
  }

  /** The gateway's WebSocket address; it pipes to the SECOND chat replica, so that a story can be sure to use both. */
  get gatewaySocket(): string {
    return this.address.replace('http', 'ws');
  }

  service(name: string): TestProcess {
    const service = this.services.get(name);
    if (!service) throw new Error(`this world has no ${name}`);
    return service;
  }

  /** What the services said they spent their time on. */
  get traces(): Collector {
    if (!this.collector) throw new Error('this world is not traced');
    return this.collector;
  }

  get names(): string[] {
    return [...this.services.keys()];
  }

  /** The services, and the two servers under them, by process number. */
  async pids(): Promise<Map<string, number>> {
    const services = this.names.map((name) => [name, this.service(name).pid] as const);
    return new Map([...services, ['Redis', this.redis.pid], ['Postgres', await this.database.postmaster()]]);
  }

  /** Everything that Redis holds is gone at once, while all services are connected to it. */
  async forgetRedis(): Promise<void> {
    const redis = new Redis(this.redis.url);
    await redis.flushall();
    redis.disconnect();
  }

  /** Notes something that no log may ever hold: a token or a password. */
  secret(value: string): string {
    this.secrets.add(value);
    return value;
  }

  /** The same for what people say to each other. */
  whisper(content: string): string {
    this.whispers.add(content);
    return content;
  }

  /** The log lines that hold a token, a password or what somebody said. */
  leaks(): string[] {
    return this.lines().filter((line) => this.gives(line));
  }

  /** Whether a text gives something of that away. */
  gives(text: string): boolean {
    return [...this.secrets, ...this.whispers].some((each) => text.includes(each));
  }

  /** Every line of every log, each behind the name of its service. */
  lines(): string[] {
    return [...this.past, ...this.names.flatMap((name) => this.linesOf(name))];
  }

  private linesOf(name: string): string[] {
    return (this.services.get(name)?.lines ?? []).map((line) => `${name}: ${line}`);
  }

  /** Where the logs stand, for `complaints`. */
  now(): Map<string, number> {
    return new Map([...this.services].map(([name, { lines }]) => [name, lines.length]));
  }

  /** What the services have said since then above the level of information, a few lines each. */
  complaints(since: Map<string, number>): string {
    const all = [...this.services].flatMap(([name, { running, lines }]) => {
      const loud = lines.slice(since.get(name)).filter((line) => !QUIET.test(line));
      return [
        ...(running ? [] : [`${name} is not running`]),
        ...loud.slice(-8).map((line) => `${name}: ${line.slice(0, 1_500)}`),
      ];
    });
    return all.join('\n') || '(nothing)';
  }

  /** Every file in the object store, temporary ones included, by its path. */
  async storedFiles(): Promise<string[]> {
    const entries = await readdir(this.store, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  }

  /** Waits until the object store holds exactly these files. */
  async storeHolds(files: readonly string[]): Promise<void> {
    await eventually(
      `the object store to hold ${files.length} files`,
      async () => (await this.storedFiles()).join() === files.join() || undefined,
    );
  }

  /** Doors first, then what stands behind them, then what everything stands on. */
  async stop(): Promise<void> {
    const order = ['gateway', 'chat', 'media worker', 'media', 'catalog', 'booking'];
    const rank = (name: string): number => order.findIndex((each) => name.startsWith(each));
    const stuck: string[] = [];
    for (const name of this.names.sort((a, b) => rank(a) - rank(b))) {
      const service = this.service(name);
      if (service.running && (await service.stop({ ms: STOP_MS })).signal === 'SIGKILL') stuck.push(name);
    }
    this.collector?.close();
    await Promise.all([this.redis.stop(), this.database.drop(), rm(this.folder, { recursive: true, force: true })]);
    if (stuck.length > 0) throw new Error(`did not stop within ${STOP_MS} ms: ${stuck.join(', ')}`);
  }
}
