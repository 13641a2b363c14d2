import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ReplicaId } from '@veza/transport';
import { CacheRedis } from '../redis/cache-redis.js';
import { BatchedScript } from '../redis/batched-script.js';
import { pagesOf, PubSub } from '@veza/platform';
import type { Connection } from '../connections/connection.js';
import type { Identity } from '../protocol/identity.js';
import { type RoomEntry, type Watermark, notYetReplayed, type PendingReplay, type Position, positionIn } from './positions.js';
import { SOCKETS, TAKE_OVER } from './session-scripts.js';
import { type LiveSocket, readPosition, readSocket, type StoredSocket, timeOf } from './stored-socket.js';

/** How long the state of an ended socket can be inherited. */
const RETENTION_MS = 5 * 60_000;
/** Longer than a socket can live. */
const LIVE_TTL_S = 13 * 60 * 60;
const LEASE_MS = 2_500;
/** Names and values of one command, at most: Redis serves no other client meanwhile. */
const PAGE_SIZE = 1_000;

/**
 * The resume state of sockets, in Redis.
 *
 * Promise: the next socket of a session in the same dialect inherits the position of the one that ended, also when it
 * connects to another replica. Exactly one of two competing sockets inherits it. The position never claims more than the
 * client has confirmed, so a resumed client may get an event twice, but misses none.
 *
 * Limits: state is kept for five minutes after the end of a socket.
 *
 * Failure: a killed replica writes no end. Its lease lapses, and the position of its sockets is then what its last
 * complete ping epoch confirmed. While Redis is away nothing is stored or inherited; a client that sends `since` or
 * `sync` misses nothing even then.
 */
@Injectable()
export class SessionStore implements OnApplicationBootstrap {
  private readonly replica: string;
  private readonly sockets: BatchedScript<keyof typeof SOCKETS>;

  constructor(
    private readonly redis: CacheRedis,
    private readonly bus: PubSub,
    replica: ReplicaId,
  ) {
    this.replica = replica.value;
    this.sockets = new BatchedScript(redis.client, SOCKETS);
  }

  /** A killed process loses its subscription at once, before its lease lapses. */
  async onApplicationBootstrap(): Promise<void> {
    this.bus.onReconnect(() => void this.renewLease().catch(() => undefined)); // away again: the next epoch renews it
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
    await this.sockets.run('remove', keyOf(connection, identity), connection.id);
  }

  /**
   * Stores what an epoch has confirmed, once a second. The number of the epoch is written last: if the replica is killed in
   * between, the epoch before counts, and more is replayed than necessary.
   *
   * @param caughtUp ids of connections whose position is again the common one
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
   * Returns the newest inheritable position of this session in this dialect; it belongs to this connection from then on.
   * The connection is stored even if there is none, so that its own heir gets what was sent directly should this replica
   * be killed.
   */
  async inherit(connection: Connection, identity: Identity): Promise<Position | undefined> {
    const key = keyOf(connection, identity);
    const known = await this.register(connection, identity);
    if (known.length === 0) return undefined;
    const found = known.flatMap(([id, text]) => {
      const stored = id === connection.id ? undefined : readSocket(text);
      return stored ? [{ id, stored }] : [];
    });
    for (const { id, stored } of found.sort((one, other) => timeOf(other.stored) - timeOf(one.stored))) {
      const position = await this.inheritablePosition(id, stored);
      if (position && (await this.takeOver(key, id, connection, position))) return position;
    }
    await this.saveLive(connection, identity, new Map());
    return undefined;
  }

  /** Undefined while the socket lives, and when its state is too old. */
  private async inheritablePosition(id: string, stored: StoredSocket): Promise<Position | undefined> {
    if ('endedAt' in stored) return stored.endedAt < Date.now() - RETENTION_MS ? undefined : stored.position;
    return (await this.isReplicaAlive(stored.replica)) ? undefined : this.positionAfterCrash(id, stored);
  }

  /** Returns the known sockets of the session if it did not store this one: see REGISTER. */
  private async register(connection: Connection, identity: Identity): Promise<[id: string, text: string][]> {
    const state = JSON.stringify(this.liveSocketOf(connection, {}));
    const ownStates = `{"replica":"${this.replica}"`;
    const known = await this.sockets.run('register', keyOf(connection, identity), connection.id, state, LIVE_TTL_S, ownStates);
    return Array.isArray(known) ? pairsOf(known) : [];
  }

  private async save(connection: Connection, identity: Identity, stored: StoredSocket, seconds: number): Promise<void> {
    await this.sockets.run('save', keyOf(connection, identity), connection.id, JSON.stringify(stored), seconds);
  }

  private async takeOver(key: string, id: string, connection: Connection, { rooms, ...direct }: Position): Promise<boolean> {
    const entries = Object.fromEntries(Object.entries(rooms).map(([room, seq]) => [room, notYetReplayed(seq)]));
    const live = this.liveSocketOf(connection, entries, { ...direct, epoch: Number.MAX_SAFE_INTEGER });
    return (await this.redis.client.eval(TAKE_OVER, 1, key, id, connection.id, JSON.stringify(live))) === 1;
  }

  /** `replica` must stay the first field: REGISTER compares the beginning of the JSON. */
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
    if (own) return readPosition(own);
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

/** The reply of Redis for a hash: names and values in turn. */
const pairsOf = (flat: readonly unknown[]): [string, string][] =>
  flat.flatMap((name, at) => (at % 2 === 0 ? [[String(name), String(flat[at + 1])] satisfies [string, string]] : []));

/* Keys and the field `round` keep their names: replicas of two versions share them during an upgrade. */
const keyOf = ({ dialect }: Connection, { sessionId }: Identity): string => `chat:sockets:${sessionId}:${dialect.name}`;
const epochKey = (replica: string): string => `chat:rounds:${replica}`;
const aliveKey = (replica: string): string => `chat:alive:${replica}`;
const aliveChannel = (replica: string): string => `chat:alive:${replica}`;
