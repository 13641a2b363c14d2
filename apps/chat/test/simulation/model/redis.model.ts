import { batchScript } from '../../../src/bus/batched-script.js';
import { SOCKETS, TAKE_OVER } from '../../../src/tracking/session-scripts.js';

const NOT_MODELLED = new Error('The model does not run this script');
const NOT_KNOWN = new Error('NOSCRIPT The model knows scripts by their text');
const SOCKET_BATCH = batchScript(SOCKETS);

/** Redis as a server: what is in it, until it lapses or is wiped. */
export class RedisServer {
  private readonly hashes = new Map<string, Map<string, string>>();
  private readonly texts = new Map<string, string>();
  private readonly lapses = new Map<string, number>();
  away = false;

  constructor(private readonly now: () => number) {}

  wipe(): void {
    for (const each of [this.hashes, this.texts, this.lapses]) each.clear();
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

  hgetall(key: string): Record<string, string> {
    return Object.fromEntries(this.hash(key) ?? []);
  }

  set(key: string, text: string, ms: number): 'OK' {
    this.drop(key);
    this.texts.set(key, text);
    this.lapses.set(key, this.now() + ms);
    return 'OK';
  }

  exists(key: string): number {
    return this.isThere(key) ? 1 : 0;
  }

  /** `GT`: only to a later end, and a key without one has the latest; `NX`: only when there is none. */
  pexpire(key: string, ms: number, when?: 'GT' | 'NX'): number {
    if (!this.isThere(key)) return 0;
    const until = this.now() + ms;
    const known = this.lapses.get(key);
    if (when === 'NX' && known !== undefined) return 0;
    if (when === 'GT' && (known === undefined || known >= until)) return 0;
    this.lapses.set(key, until);
    return 1;
  }

  /** TAKE_OVER, as its Lua does it. */
  takeOver(key: string, [id = '', heir = '', live = '']: readonly string[]): number {
    if (this.hdel(key, [id]) === 0) return 0;
    this.hset(key, [heir, live]);
    return 1;
  }

  /** SOCKETS, as its Lua does it. */
  socket(operation: string, key: string, args: readonly string[]): number | string[] {
    const [id = '', text = '', seconds, ownStates = ''] = args;
    if (operation === 'remove') return this.hdel(key, [id]);
    const known = Object.entries(this.hgetall(key));
    if (operation === 'register' && known.some(([, each]) => !each.startsWith(ownStates))) return known.flat();
    this.hset(key, [id, text]);
    this.pexpire(key, Number(seconds) * 1_000, 'GT');
    this.pexpire(key, Number(seconds) * 1_000, 'NX');
    return [];
  }

  private hash(key: string): Map<string, string> | undefined {
    return this.isThere(key) ? this.hashes.get(key) : undefined;
  }

  private isThere(key: string): boolean {
    const lapse = this.lapses.get(key);
    if (lapse !== undefined && lapse <= this.now()) this.drop(key);
    return this.hashes.has(key) || this.texts.has(key);
  }

  private drop(key: string): void {
    for (const each of [this.hashes, this.texts, this.lapses]) each.delete(key);
  }
}

/** When an answer of Redis comes: never to a process that is gone. */
export interface Reply {
  soon(tell: () => void): void;
  /** Nothing came within the limit of a command. */
  tooLate(tell: () => void): void;
}

/** The commands of ioredis that the core uses, on the model. Of the scripts it knows those of the session store: limits and presence work without Redis. */
export class RedisModel {
  constructor(
    private readonly server: RedisServer,
    private readonly reply: Reply,
  ) {}

  hset(key: string, ...fields: string[]): Promise<number> {
    return this.run(() => this.server.hset(key, fields));
  }

  hdel(key: string, ...fields: string[]): Promise<number> {
    return this.run(() => this.server.hdel(key, fields));
  }

  hgetall(key: string): Promise<Record<string, string>> {
    return this.run(() => this.server.hgetall(key));
  }

  set(key: string, text: string, _unit: 'PX', ms: number): Promise<'OK'> {
    return this.run(() => this.server.set(key, text, ms));
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
    if (script !== SOCKET_BATCH) return Promise.reject(NOT_MODELLED);
    return this.run(() =>
      keys.map((key) => this.server.socket(args.shift() ?? '', key, args.splice(0, 1 + Number(args[0])).slice(1))),
    );
  }

  private run<T>(command: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.server.away) return this.reply.tooLate(() => reject(new Error('Command timed out')));
      const answer = command();
      this.reply.soon(() => resolve(answer));
    });
  }
}
