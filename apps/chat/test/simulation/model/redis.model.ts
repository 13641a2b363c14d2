import { PlacesModel } from './places.model.js';
import { batchScript } from '../../../src/redis/batched-script.js';
import { PLACES } from '../../../src/presence/presence-store.js';
import { SOCKETS, TAKE_OVER } from '../../../src/tracking/session-scripts.js';

const NOT_MODELLED = new Error('The model does not run this script');
const NOT_KNOWN = new Error('NOSCRIPT The model runs scripts by their text only');
const SOCKET_BATCH = batchScript(SOCKETS);
const PLACE_BATCH = batchScript(PLACES);

/** The keys of a Redis server, with their expiries. */
export class RedisServer {
  private readonly hashes = new Map<string, Map<string, string>>();
  private readonly texts = new Map<string, string>();
  private readonly expiries = new Map<string, number>();
  away = false;
  /** The commands that have arrived since it was frozen; undefined while it runs. */
  private waiting?: (() => void)[];

  readonly places: PlacesModel;

  constructor(private readonly now: () => number) {
    this.places = new PlacesModel(now);
  }

  /** It runs nothing until `thaw`. Connections stay, and commands wait, also those of a process that is killed. */
  freeze(): void {
    this.waiting ??= [];
  }

  thaw(): void {
    const { waiting = [] } = this;
    this.waiting = undefined;
    for (const each of waiting) each();
  }

  /** It is killed: what has arrived is lost. */
  stop(): void {
    this.waiting = undefined;
    this.away = true;
  }

  get isFrozen(): boolean {
    return this.waiting !== undefined;
  }

  /** Runs a command that has arrived, now or when it goes on. */
  run(command: () => void): void {
    if (this.waiting) this.waiting.push(command);
    else command();
  }

  wipe(): void {
    this.places.wipe();
    for (const each of [this.hashes, this.texts, this.expiries]) each.clear();
  }

  hset(key: string, fields: readonly string[]): number {
    const hash = this.hash(key) ?? new Map<string, string>();
    this.hashes.set(key, hash);
    const before = hash.size;
    for (let at = 0; at + 1 < fields.length; at += 2) hash.set(fields[at] ?? '', fields[at + 1] ?? '');
    return hash.size - before;
  }

  hdel(key: string, fields: readonly string[]): number {
    const hash = this.hash(key);
    const gone = fields.filter((field) => hash?.delete(field)).length;
    if (hash?.size === 0) this.drop(key);
    return gone;
  }

  hget(key: string, field: string): string | null {
    return this.hash(key)?.get(field) ?? null;
  }

  hgetall(key: string): Record<string, string> {
    return Object.fromEntries(this.hash(key) ?? []);
  }

  set(key: string, text: string, ms: number): 'OK' {
    this.drop(key);
    this.texts.set(key, text);
    this.expiries.set(key, this.now() + ms);
    return 'OK';
  }

  setnx(key: string, text: string): number {
    if (this.has(key)) return 0;
    this.texts.set(key, text);
    return 1;
  }

  get(key: string): string | null {
    return this.has(key) ? (this.texts.get(key) ?? null) : null;
  }

  exists(key: string): number {
    return this.has(key) ? 1 : 0;
  }

  /** Milliseconds until the expiry; -1 without one, -2 without the key. */
  pttl(key: string): number {
    if (!this.has(key)) return -2;
    const until = this.expiries.get(key);
    return until === undefined ? -1 : until - this.now();
  }

  /** `GT`: only to a later expiry, where a key without expiry has the latest; `NX`: only without an expiry. */
  pexpire(key: string, ms: number, when?: 'GT' | 'NX'): number {
    if (!this.has(key)) return 0;
    const until = this.now() + ms;
    const known = this.expiries.get(key);
    if (when === 'NX' && known !== undefined) return 0;
    if (when === 'GT' && (known === undefined || known >= until)) return 0;
    this.expiries.set(key, until);
    return 1;
  }

  /** The effect of the Lua script TAKE_OVER. */
  takeOver(key: string, [id = '', heir = '', live = '']: readonly string[]): number {
    if (this.hdel(key, [id]) === 0) return 0;
    this.hset(key, [heir, stamped(live, 'savedAt', this.now())]);
    return 1;
  }

  /** The effect of the Lua script SOCKETS. */
  socket(operation: string, key: string, args: readonly string[]): number | (string | number)[] {
    const [id = '', text = '', seconds, fourth = '', age = ''] = args;
    if (operation === 'remove') return this.hdel(key, [id, text]);
    if (operation === 'read') return [String(this.now()), ...Object.entries(this.hgetall(key)).flat()];
    if (operation !== 'register') this.hdel(key, [fourth]);
    const known = Object.entries(this.hgetall(key));
    if (operation === 'register' && known.some(([, each]) => !each.startsWith(fourth)))
      return [String(this.now()), ...known.flat()];
    this.hset(key, [
      id,
      operation === 'end' ? stamped(text, 'endedAt', this.now() - Number(age)) : stamped(text, 'savedAt', this.now()),
    ]);
    this.pexpire(key, Number(seconds) * 1_000, 'GT');
    this.pexpire(key, Number(seconds) * 1_000, 'NX');
    return [];
  }

  private hash(key: string): Map<string, string> | undefined {
    return this.has(key) ? this.hashes.get(key) : undefined;
  }

  private has(key: string): boolean {
    const expiry = this.expiries.get(key);
    if (expiry !== undefined && expiry <= this.now()) this.drop(key);
    return this.hashes.has(key) || this.texts.has(key);
  }

  private drop(key: string): void {
    for (const each of [this.hashes, this.texts, this.expiries]) each.delete(key);
  }
}

/** A state with a time, as the scripts of the session store write it. */
const stamped = (state: string, field: string, at: number): string => `${state.slice(0, -1)},"${field}":${Math.floor(at)}}`;

/** The way of a reply to the client. A killed process gets none. */
export interface ReplyLink {
  deliver(reply: () => void): void;
  /** No reply came within the timeout of a command. */
  timeOut(reply: () => void): void;
}

/**
 * The commands of ioredis that the core uses, on the model. It runs the scripts of the session store and of presence only:
 * limits work without Redis.
 */
export class RedisModel {
  constructor(
    private readonly server: RedisServer,
    private readonly link: ReplyLink,
  ) {}

  hset(key: string, ...fields: string[]): Promise<number> {
    return this.run(() => this.server.hset(key, fields));
  }

  hdel(key: string, ...fields: string[]): Promise<number> {
    return this.run(() => this.server.hdel(key, fields));
  }

  hget(key: string, field: string): Promise<string | null> {
    return this.run(() => this.server.hget(key, field));
  }

  hgetall(key: string): Promise<Record<string, string>> {
    return this.run(() => this.server.hgetall(key));
  }

  set(key: string, text: string, _unit: 'PX', ms: number): Promise<'OK'> {
    return this.run(() => this.server.set(key, text, ms));
  }

  setnx(key: string, text: string): Promise<number> {
    return this.run(() => this.server.setnx(key, text));
  }

  get(key: string): Promise<string | null> {
    return this.run(() => this.server.get(key));
  }

  pttl(key: string): Promise<number> {
    return this.run(() => this.server.pttl(key));
  }

  exists(key: string): Promise<number> {
    return this.run(() => this.server.exists(key));
  }

  expire(key: string, seconds: number, when?: 'GT' | 'NX'): Promise<number> {
    return this.run(() => this.server.pexpire(key, seconds * 1_000, when));
  }

  pexpire(key: string, ms: number): Promise<number> {
    return this.run(() => this.server.pexpire(key, ms));
  }

  zrem(): Promise<number> {
    return Promise.resolve(0);
  }

  evalsha(): Promise<never> {
    return Promise.reject(NOT_KNOWN);
  }

  eval(script: string, count: number, ...rest: (string | number)[]): Promise<unknown> {
    const keys = rest.slice(0, count).map(String);
    const args = rest.slice(count).map(String);
    if (script === TAKE_OVER) return this.run(() => this.server.takeOver(keys[0] ?? '', args));
    if (script !== SOCKET_BATCH && script !== PLACE_BATCH) return Promise.reject(NOT_MODELLED);
    return this.run(() =>
      keys.map((key) => {
        const operation = args.shift() ?? '';
        const own = args.splice(0, 1 + Number(args[0])).slice(1);
        return script === PLACE_BATCH ? this.server.places.run(operation, key, own) : this.server.socket(operation, key, own);
      }),
    );
  }

  private run<T>(command: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.server.away || this.server.isFrozen) this.link.timeOut(() => reject(new Error('Command timed out')));
      if (this.server.away) return;
      this.server.run(() => {
        const result = command();
        this.link.deliver(() => resolve(result));
      });
    });
  }
}
