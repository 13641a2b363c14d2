import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CacheRedis } from '../bus/cache-redis.js';
import { RoomBus } from '../bus/room-bus.js';
import type { Connection, Identity } from '../socket/connection.js';
import { type Entry, type Mark, notYetGiven, type Owed, type Position, positionIn } from './positions.js';

/** How long the end of a socket is remembered. */
const MEMORY_MS = 5 * 60_000;
/** Longer than a socket can live. */
const LIVE_S = 13 * 60 * 60;
const ALIVE_MS = 2_500;

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
 * What is remembered of sockets, so that a session's next one gets back what the last one had. While Redis is away
 * nothing is remembered and nothing resumed by itself; a client that knows `since` or `sync` loses nothing.
 *
 * A killed replica writes nothing any more: what its sockets had is then what its last complete round of pings showed.
 */
@Injectable()
export class ResumeMemory implements OnApplicationBootstrap {
  private readonly replica = randomUUID();

  constructor(
    private readonly redis: CacheRedis,
    private readonly bus: RoomBus,
  ) {}

  /** Redis sees a killed process by its connection before the key of its life lapses. */
  async onApplicationBootstrap(): Promise<void> {
    this.bus.onReturn(() => void this.liveOn().catch(() => undefined)); // away again: the next round says so
    await this.bus.listen(aliveChannel(this.replica), () => undefined);
    await this.liveOn().catch(() => undefined);
  }

  async live(connection: Connection, who: Identity, entries: ReadonlyMap<string, Entry>, owed?: Owed): Promise<void> {
    const key = keyOf(connection, who);
    const memory = this.asLive(connection, Object.fromEntries(entries), owed);
    // No other memory is kept for longer, so what is set here shortens nothing.
    await Promise.all([
      this.redis.client.hset(key, connection.id, JSON.stringify(memory)),
      this.redis.client.expire(key, LIVE_S),
    ]);
  }

  async ended(connection: Connection, who: Identity, position: Position): Promise<void> {
    const memory: Ended = { endedAt: Date.now(), position };
    const key = keyOf(connection, who);
    const ttlS = MEMORY_MS / 1_000;
    await Promise.all([
      this.redis.client.hset(key, connection.id, JSON.stringify(memory)),
      this.redis.client.expire(key, ttlS, 'GT'),
      this.redis.client.expire(key, ttlS, 'NX'),
    ]);
  }

  async forget(connection: Connection, who: Identity): Promise<void> {
    await this.redis.client.hdel(keyOf(connection, who), connection.id);
  }

  /** What the last round showed; one write a second, however many sockets there are. */
  async round(
    round: number,
    covered: ReadonlyMap<string, Mark>,
    lagging: ReadonlyMap<string, Position>,
    caughtUp: readonly string[],
  ): Promise<void> {
    const key = roundsKey(this.replica);
    const fields: string[] = ['round', String(round), 'at', String(Date.now() - 1_000)];
    for (const [room, { round: at, top }] of covered) fields.push(`r:${room}`, `${at}:${top}`);
    for (const [id, position] of lagging) fields.push(`c:${id}`, JSON.stringify(position));
    const work = [
      this.redis.client.hset(key, ...fields),
      this.redis.client.pexpire(key, MEMORY_MS),
      this.liveOn(),
      ...(caughtUp.length > 0 ? [this.redis.client.hdel(key, ...caughtUp.map((id) => `c:${id}`))] : []),
    ];
    await Promise.all(work);
  }

  private async liveOn(): Promise<void> {
    await this.redis.client.set(aliveKey(this.replica), '1', 'PX', ALIVE_MS);
  }

  /** The newest memory of this session in this dialect, once: it is this connection's from then on. */
  async take(connection: Connection, who: Identity): Promise<Position | undefined> {
    const key = keyOf(connection, who);
    const found = Object.entries(await this.redis.client.hgetall(key)).flatMap(([id, text]) => {
      const memory: Memory = JSON.parse(text);
      return id === connection.id ? [] : [{ id, memory }];
    });
    const newest = found.sort((one, other) => timeOf(other.memory) - timeOf(one.memory));
    for (const { id, memory } of newest) {
      if ('endedAt' in memory ? memory.endedAt < Date.now() - MEMORY_MS : await this.lives(memory.replica)) continue;
      const position = 'endedAt' in memory ? memory.position : await this.positionOfKilled(id, memory);
      if (position && (await this.takeOver(key, id, connection, position))) return position;
    }
    return undefined;
  }

  private async takeOver(key: string, id: string, connection: Connection, { rooms, ...direct }: Position): Promise<boolean> {
    const entries = Object.fromEntries(Object.entries(rooms).map(([room, seq]) => [room, notYetGiven(seq)]));
    const live = this.asLive(connection, entries, { ...direct, round: Number.MAX_SAFE_INTEGER });
    return (await this.redis.client.eval(TAKE_OVER, 1, key, id, connection.id, JSON.stringify(live))) === 1;
  }

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

const timeOf = (memory: Memory): number => ('endedAt' in memory ? memory.endedAt : memory.openedAt);
const keyOf = ({ dialect }: Connection, { sessionId }: Identity): string => `chat:sockets:${sessionId}:${dialect.name}`;
const roundsKey = (replica: string): string => `chat:rounds:${replica}`;
const aliveKey = (replica: string): string => `chat:alive:${replica}`;
const aliveChannel = (replica: string): string => `chat:alive:${replica}`;
