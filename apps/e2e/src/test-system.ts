import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import {
  eventually,
  type RunningServer,
  type RedisUser,
  redisUrlOf,
  redisUsers,
  serviceKeys,
  startCluster,
  startPostgres,
  startProcess,
  startRedis,
  startSentinel,
  type ReplicatedRedis,
  type TestProcess,
} from '@veza/testing';
import type { Page } from 'playwright-core';
import { inMemory, Veza } from '@veza/sdk';
import { programs } from './config.js';
import { Description } from './clients/description.js';
import { RepeatedRefusals } from './clients/repeated-refusals.js';
import { Rest } from './clients/rest.js';
import { Collector } from './collector.js';
import { type ChatPorts, choosePorts, migrate, type Ports, processes, script } from './processes.js';
import { SystemDatabase } from './system-database.js';
import { SystemTls } from './system-tls.js';

export interface SystemPlan {
  /** Services that the test file does not need; a smaller system starts sooner. */
  without?: readonly ('gateway' | 'chat' | 'media' | 'catalog' | 'booking' | 'community')[];
  /** Two if not given. */
  chats?: 3;
  /** Further variables for every service: raised limits, mostly. */
  env?: Record<string, string>;
  /** Collects the traces of all services. */
  traced?: boolean;
  /** Redis is a cluster of six nodes, or a master with a replica and a sentinel. */
  redis?: 'cluster' | 'sentinel';
  /** A Postgres of its own, for journeys that stop it. */
  ownPostgres?: boolean;
  /** Postgres has a standby, and services reach both through PgBouncer. */
  failoverPostgres?: boolean;
  /** TLS to Postgres (its own) and Redis, and between services. */
  tls?: boolean;
  /** Fills the empty database and object store, in place of the migrations. Gets the variables of an operator. */
  fill?: (variables: Record<string, string>) => Promise<void>;
}

const SECRET = 'a master secret that only the journeys use';
/** Each service has the keys that it needs, and its own rights in Redis. */
const SERVICE_KEYS = serviceKeys([SECRET], SECRET);
const REDIS_PASSWORDS = { gateway: 'g', chat: 'c', media: 'm', worker: 'w', catalog: 'k', booking: 'b', community: 'y' };
/** Generous, for a busy test machine. */
const READY_MS = 90_000;
const STOP_MS = 15_000;
/** A log line of level info or below, in words or in pino's numbers. */
const QUIET = /"level":("?)(trace|debug|info|[123]0)\1/;
const OWNERS = ['gateway', 'chat', 'media', 'catalog', 'booking', 'community'] as const;

const startRedisOf = (plan: SystemPlan, users: string[], settings?: Record<string, string>) =>
  ({ cluster: () => startCluster(users), sentinel: () => startSentinel(users), one: () => startRedis({ users, settings }) })[
    plan.redis ?? 'one'
  ]();

/**
 * The whole system as real processes, with two replicas of chat and of catalog, a database and a Redis of its own and an
 * empty object store. It stops everything it starts, and keeps the logs of the services until then.
 */
export class TestSystem {
  private readonly services = new Map<string, TestProcess>();
  /** Log lines of services that were stopped and started again. */
  private readonly past: string[] = [];
  private readonly starts = new Map<string, () => TestProcess>();
  private common: Record<string, string> = {};
  private collector: Collector | undefined;
  private chosen: Ports | undefined;
  private description: Promise<Description> | undefined;
  /** The variables of commands for this system. */
  operator: Record<string, string> = {};
  private readonly repeats = new RepeatedRefusals((url, init) => this.ask(url, init));
  private readonly secrets = new Set<string>();
  private readonly privateTexts = new Set<string>();
  private readonly pages: Pick<Page, 'isClosed' | 'url' | 'innerText'>[] = [];

  private constructor(
    readonly database: SystemDatabase,
    private readonly redisServer: RunningServer | ReplicatedRedis,
    private readonly folder: string,
    private readonly tls: SystemTls | undefined,
  ) {}

  /** The object store of media. */
  get store(): string {
    return join(this.folder, 'store');
  }

  /** A folder for files that tests generate. */
  get workshop(): string {
    return join(this.folder, 'workshop');
  }

  static async start(plan: SystemPlan): Promise<TestSystem> {
    const folder = await mkdtemp(join(tmpdir(), 'veza-e2e-'));
    const tls = plan.tls ? await SystemTls.create() : undefined;
    const database = plan.failoverPostgres
      ? await SystemDatabase.withFailover()
      : await SystemDatabase.create(plan.ownPostgres || tls ? await startPostgres() : undefined);
    await tls?.secure(database.server);
    const users = redisUsers(REDIS_PASSWORDS);
    const redis = await startRedisOf(plan, users, tls?.redisSettings);
    const system = new TestSystem(database, redis, folder, tls);
    try {
      await system.open(plan);
      return system;
    } catch (error) {
      await system.stop().catch(() => undefined);
      throw error;
    }
  }

  private async open({ without = [], chats, env = {}, traced = false, fill }: SystemPlan): Promise<void> {
    const left = [...without, ...(chats === undefined ? ['chat 3'] : [])];
    const absent = (name: string): boolean => left.some((each) => name.startsWith(each));
    if (traced) this.collector = await Collector.open();
    const tracing = this.collector && {
      OTEL_EXPORTER_OTLP_ENDPOINT: this.collector.endpoint,
      OTEL_BSP_SCHEDULE_DELAY: '200',
    };
    const stores = { ...this.database.variables, REDIS_URL: this.redisServer.url };
    const common = { LOG_LEVEL: 'debug', VEZA_SECRET: SECRET, PUSH_SERVICES: 'push.invalid', ...stores, ...tracing, ...env };
    await Promise.all([mkdir(this.store), mkdir(this.workshop)]);
    this.common = common;
    this.operator = { ...common, MEDIA_DATA_DIR: this.store, ...programs };
    await fill?.(this.operator);
    await migrate(
      OWNERS.filter((app) => !absent(app)),
      this.tls?.of('migrate', common) ?? common,
    );
    this.chosen = await choosePorts(); // as late as possible: another process may take them
    for (const { name, app, entry, user, variables } of processes(this.ports, this.store)) {
      if (absent(name)) continue;
      const keys = { VEZA_KEYS: SERVICE_KEYS[user], VEZA_SECRET: '' };
      const all = { ...this.environment(user), ...keys, ...variables };
      const given = this.tls?.of(name, all) ?? all;
      this.starts.set(name, () => startProcess(script(app, entry), given));
    }
    await Promise.all([...this.starts.keys()].map((name) => this.begin(name)));
  }

  /** Variables of a process that signs in to Redis as this user, or as the owner; its keys are derived from the secret. */
  environment(user?: RedisUser): Record<string, string> {
    const redis = user && { REDIS_URL: redisUrlOf(this.redisServer.url, user, REDIS_PASSWORDS[user]) };
    return { ...this.common, ...redis, PUBLIC_URL: this.address };
  }

  /** Starts a service, also one that was stopped, and waits until it is ready. */
  async begin(name: string): Promise<void> {
    const start = this.starts.get(name);
    if (!start) throw new Error(`this system has no ${name}`);
    this.past.push(...this.linesOf(name));
    this.services.set(name, start());
    await this.ready(name);
  }

  /** Waits until a service is ready; throws its last log lines at once if it ended. */
  async ready(name: string): Promise<void> {
    await this.service(name).ready(`http://127.0.0.1:${this.ports.ops[name]}/readyz`, { ms: READY_MS });
  }

  /** The metrics page of a service. */
  async metrics(name: string): Promise<string> {
    return (await fetch(`http://127.0.0.1:${this.ports.ops[name]}/metrics`)).text();
  }

  /** The port for operators of each service. */
  get opsPorts(): Readonly<Record<string, number>> {
    return this.ports.ops;
  }

  get ports(): Ports {
    if (!this.chosen) throw new Error('this system has no ports yet');
    return this.chosen;
  }

  get address(): string {
    return `http://127.0.0.1:${this.ports.http}`;
  }

  /** The one server of Redis. */
  get redis(): RunningServer {
    if ('masterOf' in this.redisServer) throw new Error('Redis is several servers here');
    return this.redisServer;
  }

  get replicatedRedis(): ReplicatedRedis {
    if ('masterOf' in this.redisServer) return this.redisServer;
    throw new Error('Redis is one server here');
  }

  /** An SDK client, anonymous without a token. Every response is checked against /openapi.json. */
  client(accessToken?: string): Veza {
    return this.clientOver(this.repeats.fetch, accessToken);
  }

  /** An SDK client whose refusals are all seen. */
  strictClient(accessToken?: string): Veza {
    return this.clientOver((input, init) => this.ask(new URL(String(input)), init), accessToken);
  }

  private clientOver(transport: typeof fetch, accessToken?: string): Veza {
    const tokens = inMemory(accessToken === undefined ? undefined : { accessToken });
    return new Veza({ baseUrl: this.address, tokens, fetch: transport, retries: 0 });
  }

  /** Requests that no typed client sends. None is sent again. */
  get rest(): Rest {
    return new Rest((token) => this.strictClient(token));
  }

  private async ask(url: URL, init: RequestInit = {}): Promise<Response> {
    const method = init.method ?? 'GET';
    const response = await fetch(url, init).catch((error: unknown) => {
      const reason = error instanceof Error ? (error.cause ?? error) : error;
      throw new Error(`${method} ${url.pathname}  got no response: ${String(reason)}`, { cause: error });
    });
    this.description ??= Description.of(this.address);
    await (await this.description).check(method, url, response);
    return response;
  }

  /** Addresses of a chat replica: `veza.v1` and `veza.chat` on the first listener, `flat` is the second one. */
  chat(replica: 1 | 2): { origin: string; flat: string } {
    const { ws, flat } = this.chatPorts[replica - 1] ?? { ws: 0, flat: 0 };
    return { origin: `ws://127.0.0.1:${ws}`, flat: `ws://127.0.0.1:${flat}` };
  }

  /** The listeners of every chat replica. */
  get chatPorts(): readonly ChatPorts[] {
    return this.ports.chats;
  }

  /** The gateway's WebSocket address; it pipes to the SECOND chat replica, so that a journey can use both. */
  get gatewaySocket(): string {
    return this.address.replace('http', 'ws');
  }

  service(name: string): TestProcess {
    const service = this.services.get(name);
    if (!service) throw new Error(`this system has no ${name}`);
    return service;
  }

  /** The traces that the services exported. */
  get traces(): Collector {
    if (!this.collector) throw new Error('this system is not traced');
    return this.collector;
  }

  get names(): string[] {
    return [...this.services.keys()];
  }

  /** Process ids of the services, Redis and Postgres. */
  async pids(): Promise<Map<string, number>> {
    const services = this.names.map((name) => [name, this.service(name).pid] as const);
    return new Map([...services, ['Redis', this.redis.pid], ['Postgres', await this.database.postmaster()]]);
  }

  /** Empties Redis while all services are connected to it. */
  async flushRedis(): Promise<void> {
    await this.inRedis(undefined, (redis) => redis.flushall());
  }

  /** Commands with the rights of a service in Redis, or with all rights. */
  async inRedis<Result>(user: RedisUser | undefined, work: (redis: Redis) => Promise<Result>): Promise<Result> {
    const redis = new Redis(user ? redisUrlOf(this.redis.url, user, REDIS_PASSWORDS[user]) : this.redis.url);
    return work(redis).finally(() => redis.disconnect());
  }

  /** Registers a token or password that no log may contain. */
  secret(value: string): string {
    this.secrets.add(value);
    return value;
  }

  /** Registers the content of a message, which no log may contain. */
  privateText(content: string): string {
    this.privateTexts.add(content);
    return content;
  }

  /** Log lines that contain a token, a password or the content of a message. */
  leaks(): string[] {
    return this.lines().filter((line) => this.holdsPrivateText(line));
  }

  /** Whether a text contains one of these. */
  holdsPrivateText(text: string): boolean {
    return [...this.secrets, ...this.privateTexts].some((each) => text.includes(each));
  }

  /** All log lines, each after the name of its service. */
  lines(): string[] {
    return [...this.past, ...this.names.flatMap((name) => this.linesOf(name))];
  }

  private linesOf(name: string): string[] {
    return (this.services.get(name)?.lines ?? []).map((line) => `${name}: ${line}`);
  }

  /** The current end of each log, for `warnings`. */
  now(): Map<string, number> {
    return new Map([...this.services].map(([name, { lines }]) => [name, lines.length]));
  }

  /** Log lines above level info since then, a few per service. */
  warnings(since: Map<string, number>): string {
    const all = [...this.services].flatMap(([name, { running, lines }]) => {
      const loud = lines.slice(since.get(name)).filter((line) => !QUIET.test(line));
      return [...(running ? [] : [`${name} is not running`]), ...loud.slice(-8).map((line) => `${name}: ${line.slice(0, 400)}`)];
    });
    return all.join('\n') || '(nothing)';
  }

  /** Registers a page of a browser: the report of a failed step shows its text. */
  shows(page: Pick<Page, 'isClosed' | 'url' | 'innerText'>): void {
    this.pages.push(page);
  }

  /** Address and text of each open page, without its blank lines. */
  shownPages(): Promise<string[]> {
    const open = this.pages.filter((page) => !page.isClosed());
    return Promise.all(
      open.map(async (page) => {
        const text = await page.innerText('body', { timeout: 2_000 }).catch(() => '(no text)');
        return `${new URL(page.url()).pathname}: ${text.replace(/\s+/g, ' ').slice(0, 800)}`;
      }),
    );
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

  /** Stops the gateway first, then the services behind it, then Redis and Postgres. */
  async stop(): Promise<void> {
    this.repeats.report();
    const order = ['gateway', 'chat', 'media worker', 'media', 'catalog', 'booking'];
    const rank = (name: string): number => order.findIndex((each) => name.startsWith(each));
    const stuck: string[] = [];
    for (const name of this.names.sort((a, b) => rank(a) - rank(b))) {
      const service = this.service(name);
      if (service.running && (await service.stop({ ms: STOP_MS })).signal === 'SIGKILL') stuck.push(name);
    }
    this.collector?.close();
    this.tls?.end();
    await Promise.all([this.redisServer.stop(), this.database.drop(), rm(this.folder, { recursive: true, force: true })]);
    if (stuck.length > 0) throw new Error(`did not stop within ${STOP_MS} ms: ${stuck.join(', ')}`);
  }
}
