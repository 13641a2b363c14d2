import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ReplicaId } from '@veza/transport';
import { CacheRedis } from '../bus/cache-redis.js';
import { BatchedScript } from '../bus/batched-script.js';
import { RoomBus } from '../bus/room-bus.js';
import { pagesOf } from '../pages.js';
import type { Connection } from '../connections/connection.js';
import type { Identity } from '../protocol/identity.js';
import { type RoomEntry, type Watermark, notYetReplayed, type PendingReplay, type Position, positionIn } from './positions.js';

/** How long the end of a socket is remembered. */
const RETENTION_MS = 5 * 60_000;
/** Longer than a socket can live. */
const LIVE_TTL_S = 13 * 60 * 60;
const LEASE_MS = 2_500;
/** Names and values of one command, at most: Redis answers nobody else meanwhile. */
const PAGE_SIZE = 1_000;

/** A socket in Redis: while it lives where it is and how it came into its rooms; when its end was seen, what it has. */
interface LiveSocket {
  readonly replica: string;
  readonly openedAt: number;
  readonly entries: Record<string, RoomEntry>;
  readonly pendingReplay?: PendingReplay;
}
interface EndedSocket {
  readonly endedAt: number;
  readonly position: Position;
}
type StoredSocket = LiveSocket | EndedSocket;

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
  private readonly replica: string;
  /** One for coming and going: who comes finds what those who went before have left. */
  private readonly sockets: BatchedScript;

  constructor(
    private readonly redis: CacheRedis,
    private readonly bus: RoomBus,
    replica: ReplicaId,
  ) {
    this.replica = replica.value;
    this.sockets = new BatchedScript(redis.client, SOCKETS);
  }

  /** Redis sees a killed process by its connection before the key of its life lapses. */
  async onApplicationBootstrap(): Promise<void> {
    this.bus.onReconnect(() => void this.renewLease().catch(() => undefined)); // away again: the next round says so
    await this.bus.subscribe(aliveChannel(this.replica), () => undefined);
    await this.renewLease().catch(() => undefined); // away: the next epoch repeats it
  }

  async saveLive(
    connection: Connection,
    identity: Identity,
    entries: ReadonlyMap<string, RoomEntry>,
    pendingReplay?: PendingReplay,
  ): Promise<void> {
    await this.save(connection, identity, this.liveSocketOf(connection, Object.fromEntries(entries), pendingReplay), LIVE_TTL_S);
  }

  async saveEnded(connection: Connection, identity: Identity, position: Position): Promise<void> {
    await this.save(connection, identity, { endedAt: Date.now(), position }, RETENTION_MS / 1_000);
  }

  async remove(connection: Connection, identity: Identity): Promise<void> {
    await this.run('forget', connection, identity);
  }

  /**
   * What the last round showed, once a second; the round itself last. Killed on the way, a replica has left the round before:
   * of that more is given again, and nothing is missing.
   */
  async saveEpoch(
    epoch: number,
    covered: ReadonlyMap<string, Watermark>,
    lagging: ReadonlyMap<string, Position>,
    caughtUp: readonly string[],
  ): Promise<void> {
    const fields: string[] = [];
    for (const [id, position] of lagging) fields.push(`c:${id}`, JSON.stringify(position));
    for (const [room, { epoch: at, top }] of covered) fields.push(`r:${room}`, `${at}:${top}`);
    fields.push('round', String(epoch), 'at', String(Date.now() - 1_000));
    await Promise.all([this.renewLease(), this.writeEpoch(fields, caughtUp)]);
  }

  private async writeEpoch(fields: readonly string[], caughtUp: readonly string[]): Promise<void> {
    const { client } = this.redis;
    const key = epochKey(this.replica);
    const pages = [...pagesOf(fields, PAGE_SIZE)];
    const last = pages.pop() ?? [];
    await Promise.all(pages.map((page) => client.hset(key, ...page)));
    const over = [...pagesOf(caughtUp, PAGE_SIZE)];
    await Promise.all([
      client.hset(key, ...last),
      client.pexpire(key, RETENTION_MS),
      ...over.map((page) => client.hdel(key, ...page.map((id) => `c:${id}`))),
    ]);
  }

  private async renewLease(): Promise<void> {
    await this.redis.client.set(aliveKey(this.replica), '1', 'PX', LEASE_MS);
  }

  /**
   * The newest memory of this session in this dialect, once: it is this connection's from then on. One that finds none is
   * kept even so: should its replica be killed, what is then said to it directly is its next one's.
   */
  async inherit(connection: Connection, identity: Identity): Promise<Position | undefined> {
    const key = keyOf(connection, identity);
    const known = await this.run('come', connection, identity, this.liveSocketOf(connection, {}), LIVE_TTL_S);
    if (!Array.isArray(known) || known.length === 0) return undefined;
    const found = pairsOf(known).flatMap(([id, text]) => {
      const stored: StoredSocket = JSON.parse(text);
      return id === connection.id ? [] : [{ id, stored }];
    });
    const newest = found.sort((one, other) => timeOf(other.stored) - timeOf(one.stored));
    for (const { id, stored } of newest) {
      if ('endedAt' in stored ? stored.endedAt < Date.now() - RETENTION_MS : await this.isReplicaAlive(stored.replica)) continue;
      const position = 'endedAt' in stored ? stored.position : await this.positionAfterCrash(id, stored);
      if (position && (await this.takeOver(key, id, connection, position))) return position;
    }
    await this.saveLive(connection, identity, new Map());
    return undefined;
  }

  private async save(connection: Connection, identity: Identity, stored: StoredSocket, seconds: number): Promise<void> {
    await this.run('keep', connection, identity, stored, seconds);
  }

  /** No other memory is kept for longer than that of a living socket, so what is kept shortens no time. */
  private run(
    word: 'come' | 'keep' | 'forget',
    connection: Connection,
    identity: Identity,
    stored?: StoredSocket,
    seconds = 0,
  ): Promise<unknown> {
    const text = stored ? JSON.stringify(stored) : '';
    return this.sockets.run(keyOf(connection, identity), word, connection.id, text, seconds, `{"replica":"${this.replica}"`);
  }

  private async takeOver(key: string, id: string, connection: Connection, { rooms, ...direct }: Position): Promise<boolean> {
    const entries = Object.fromEntries(Object.entries(rooms).map(([room, seq]) => [room, notYetReplayed(seq)]));
    const live = this.liveSocketOf(connection, entries, { ...direct, epoch: Number.MAX_SAFE_INTEGER });
    return (await this.redis.client.eval(TAKE_OVER, 1, key, id, connection.id, JSON.stringify(live))) === 1;
  }

  /** `replica` stands first: SOCKETS looks there. */
  private liveSocketOf({ openedAt }: Connection, entries: Record<string, RoomEntry>, pendingReplay?: PendingReplay): LiveSocket {
    return { replica: this.replica, openedAt, entries, pendingReplay };
  }

  private async isReplicaAlive(replica: string): Promise<boolean> {
    if (replica === this.replica) return true;
    const [key, listeners] = await Promise.all([
      this.redis.client.exists(aliveKey(replica)),
      this.bus.subscriberCount(aliveChannel(replica)),
    ]);
    return key === 1 && listeners > 0;
  }

  private async positionAfterCrash(
    id: string,
    { replica, openedAt, entries, pendingReplay }: LiveSocket,
  ): Promise<Position | undefined> {
    const saved = await this.redis.client.hgetall(epochKey(replica));
    const own = saved[`c:${id}`];
    if (own) return JSON.parse(own) as Position;
    const acked = Number(saved.round ?? 0);
    const watermarkOf = (room: string): Watermark[] => {
      const [epoch, top] = (saved[`r:${room}`] ?? '').split(':').map(Number);
      return epoch && top ? [{ epoch, top }] : [];
    };
    const rooms = Object.fromEntries(
      Object.entries(entries).map(([room, entry]) => [room, positionIn(entry, acked, watermarkOf(room))]),
    );
    if (pendingReplay && acked < pendingReplay.epoch)
      return { rooms, direct: pendingReplay.direct, directAt: pendingReplay.directAt };
    return { rooms, direct: {}, directAt: Math.max(openedAt, Number(saved.at ?? 0)) };
  }
}

/** What Redis answers for a hash: names and values in turn. */
const pairsOf = (flat: readonly unknown[]): [string, string][] =>
  flat.flatMap((name, at) => (at % 2 === 0 ? [[String(name), String(flat[at + 1])] satisfies [string, string]] : []));

const timeOf = (stored: StoredSocket): number => ('endedAt' in stored ? stored.endedAt : stored.openedAt);
const keyOf = ({ dialect }: Connection, { sessionId }: Identity): string => `chat:sockets:${sessionId}:${dialect.name}`;
const epochKey = (replica: string): string => `chat:rounds:${replica}`;
const aliveKey = (replica: string): string => `chat:alive:${replica}`;
const aliveChannel = (replica: string): string => `chat:alive:${replica}`;
