import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CacheRedis } from '../bus/cache-redis.js';
import { GatheredScript } from '../bus/gathered-script.js';
import { RoomBus } from '../bus/room-bus.js';
import { pagesOf } from '../pages.js';
import type { Connection } from '../connections/connection.js';
import type { Identity } from '../protocol/identity.js';
import { type Entry, type Mark, notYetGiven, type Owed, type Position, positionIn } from './positions.js';

/** How long the end of a socket is remembered. */
const MEMORY_MS = 5 * 60_000;
/** Longer than a socket can live. */
const LIVE_S = 13 * 60 * 60;
const ALIVE_MS = 2_500;
/** Names and values of one command, at most: Redis answers nobody else meanwhile. */
const AT_ONCE = 1_000;

/** A socket in Redis: while it lives where it is and how it came into its rooms; when its end was seen, what it has. */
interface Live {
  readonly replica: string;
  readonly openedAt: number;
  readonly entries: Record<string, Entry>;
  readonly owed?: Owed;
}
interface Ended {
  readonly endedAt: number;
  readonly position: Position;
}
type Memory = Live | Ended;

/** Of two sockets that come at the same time one gets it; and it is never in neither's name. */
export const TAKE_OVER = `
if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
return 1`;

/**
 * Three words about a socket of a session. `come` writes it down when all others that are known live at its own replica, for
 * they leave it nothing; else it answers what is known. `keep` writes what it has, and `forget` takes it out.
 */
export const SOCKETS = `
local word, id, text, seconds, replica = unpack(ARGV)
if word == 'forget' then return redis.call('HDEL', KEYS[1], id) end
if word == 'come' then
  local known = redis.call('HGETALL', KEYS[1])
  for i = 2, #known, 2 do if string.sub(known[i], 1, #replica) ~= replica then return known end end
end
redis.call('HSET', KEYS[1], id, text)
redis.call('EXPIRE', KEYS[1], seconds, 'GT')
redis.call('EXPIRE', KEYS[1], seconds, 'NX')
return {}`;

/**
 * What is remembered of sockets, so that a session's next one gets back what the last one had. While Redis is away
 * nothing is remembered and nothing resumed by itself; a client that knows `since` or `sync` loses nothing.
 *
 * A killed replica writes nothing any more: what its sockets had is then what its last complete round of pings showed.
 */
@Injectable()
export class SessionStore implements OnApplicationBootstrap {
  private readonly replica = randomUUID();
  /** One for coming and going: who comes finds what those who went before have left. */
  private readonly sockets: GatheredScript;

  constructor(
    private readonly redis: CacheRedis,
    private readonly bus: RoomBus,
  ) {
    this.sockets = new GatheredScript(redis.client, SOCKETS);
  }

  /** Redis sees a killed process by its connection before the key of its life lapses. */
  async onApplicationBootstrap(): Promise<void> {
    this.bus.onReturn(() => void this.liveOn().catch(() => undefined)); // away again: the next round says so
    await this.bus.listen(aliveChannel(this.replica), () => undefined);
    await this.liveOn().catch(() => undefined);
  }

  async live(connection: Connection, who: Identity, entries: ReadonlyMap<string, Entry>, owed?: Owed): Promise<void> {
    await this.keep(connection, who, this.asLive(connection, Object.fromEntries(entries), owed), LIVE_S);
  }

  async ended(connection: Connection, who: Identity, position: Position): Promise<void> {
    await this.keep(connection, who, { endedAt: Date.now(), position }, MEMORY_MS / 1_000);
  }

  async forget(connection: Connection, who: Identity): Promise<void> {
    await this.tell('forget', connection, who);
  }

  /**
   * What the last round showed, once a second; the round itself last. Killed on the way, a replica has left the round before:
   * of that more is given again, and nothing is missing.
   */
  async round(
    round: number,
    covered: ReadonlyMap<string, Mark>,
    lagging: ReadonlyMap<string, Position>,
    caughtUp: readonly string[],
  ): Promise<void> {
    const fields: string[] = [];
    for (const [id, position] of lagging) fields.push(`c:${id}`, JSON.stringify(position));
    for (const [room, { round: at, top }] of covered) fields.push(`r:${room}`, `${at}:${top}`);
    fields.push('round', String(round), 'at', String(Date.now() - 1_000));
    await Promise.all([this.liveOn(), this.keepRound(fields, caughtUp)]);
  }

  private async keepRound(fields: readonly string[], caughtUp: readonly string[]): Promise<void> {
    const { client } = this.redis;
    const key = roundsKey(this.replica);
    const pages = [...pagesOf(fields, AT_ONCE)];
    const last = pages.pop() ?? [];
    await Promise.all(pages.map((page) => client.hset(key, ...page)));
    const over = [...pagesOf(caughtUp, AT_ONCE)];
    await Promise.all([
      client.hset(key, ...last),
      client.pexpire(key, MEMORY_MS),
      ...over.map((page) => client.hdel(key, ...page.map((id) => `c:${id}`))),
    ]);
  }

  private async liveOn(): Promise<void> {
    await this.redis.client.set(aliveKey(this.replica), '1', 'PX', ALIVE_MS);
  }

  /**
   * The newest memory of this session in this dialect, once: it is this connection's from then on. One that finds none is
   * kept even so: should its replica be killed, what is then said to it directly is its next one's.
   */
  async take(connection: Connection, who: Identity): Promise<Position | undefined> {
    const key = keyOf(connection, who);
    const known = await this.tell('come', connection, who, this.asLive(connection, {}), LIVE_S);
    if (!Array.isArray(known) || known.length === 0) return undefined;
    const found = pairsOf(known).flatMap(([id, text]) => {
      const memory: Memory = JSON.parse(text);
      return id === connection.id ? [] : [{ id, memory }];
    });
    const newest = found.sort((one, other) => timeOf(other.memory) - timeOf(one.memory));
    for (const { id, memory } of newest) {
      if ('endedAt' in memory ? memory.endedAt < Date.now() - MEMORY_MS : await this.lives(memory.replica)) continue;
      const position = 'endedAt' in memory ? memory.position : await this.positionOfKilled(id, memory);
      if (position && (await this.takeOver(key, id, connection, position))) return position;
    }
    await this.live(connection, who, new Map());
    return undefined;
  }

  private async keep(connection: Connection, who: Identity, memory: Memory, seconds: number): Promise<void> {
    await this.tell('keep', connection, who, memory, seconds);
  }

  /** No other memory is kept for longer than that of a living socket, so what is kept shortens no time. */
  private tell(
    word: 'come' | 'keep' | 'forget',
    connection: Connection,
    who: Identity,
    memory?: Memory,
    seconds = 0,
  ): Promise<unknown> {
    const text = memory ? JSON.stringify(memory) : '';
    return this.sockets.run(keyOf(connection, who), word, connection.id, text, seconds, `{"replica":"${this.replica}"`);
  }

  private async takeOver(key: string, id: string, connection: Connection, { rooms, ...direct }: Position): Promise<boolean> {
    const entries = Object.fromEntries(Object.entries(rooms).map(([room, seq]) => [room, notYetGiven(seq)]));
    const live = this.asLive(connection, entries, { ...direct, round: Number.MAX_SAFE_INTEGER });
    return (await this.redis.client.eval(TAKE_OVER, 1, key, id, connection.id, JSON.stringify(live))) === 1;
  }

  /** `replica` stands first: SOCKETS looks there. */
  private asLive({ openedAt }: Connection, entries: Record<string, Entry>, owed?: Owed): Live {
    return { replica: this.replica, openedAt, entries, owed };
  }

  private async lives(replica: string): Promise<boolean> {
    if (replica === this.replica) return true;
    const [key, listeners] = await Promise.all([
      this.redis.client.exists(aliveKey(replica)),
      this.bus.listenersOf(aliveChannel(replica)),
    ]);
    return key === 1 && listeners > 0;
  }

  private async positionOfKilled(id: string, { replica, openedAt, entries, owed }: Live): Promise<Position | undefined> {
    const rounds = await this.redis.client.hgetall(roundsKey(replica));
    const own = rounds[`c:${id}`];
    if (own) return JSON.parse(own) as Position;
    const acked = Number(rounds.round ?? 0);
    const markOf = (room: string): Mark[] => {
      const [round, top] = (rounds[`r:${room}`] ?? '').split(':').map(Number);
      return round && top ? [{ round, top }] : [];
    };
    const rooms = Object.fromEntries(
      Object.entries(entries).map(([room, entry]) => [room, positionIn(entry, acked, markOf(room))]),
    );
    if (owed && acked < owed.round) return { rooms, direct: owed.direct, directAt: owed.directAt };
    return { rooms, direct: {}, directAt: Math.max(openedAt, Number(rounds.at ?? 0)) };
  }
}

/** What Redis answers for a hash: names and values in turn. */
const pairsOf = (flat: readonly unknown[]): [string, string][] =>
  flat.flatMap((name, at) => (at % 2 === 0 ? [[String(name), String(flat[at + 1])] satisfies [string, string]] : []));

const timeOf = (memory: Memory): number => ('endedAt' in memory ? memory.endedAt : memory.openedAt);
const keyOf = ({ dialect }: Connection, { sessionId }: Identity): string => `chat:sockets:${sessionId}:${dialect.name}`;
const roundsKey = (replica: string): string => `chat:rounds:${replica}`;
const aliveKey = (replica: string): string => `chat:alive:${replica}`;
const aliveChannel = (replica: string): string => `chat:alive:${replica}`;
