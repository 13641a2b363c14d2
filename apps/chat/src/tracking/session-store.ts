import { Injectable } from '@nestjs/common';
import { DatabaseClock } from '@veza/database';
import { pagesOf } from '@veza/platform';
import { CacheRedis } from '../redis/cache-redis.js';
import { BatchedScript } from '../redis/batched-script.js';
import type { Connection } from '../connections/connection.js';
import type { Identity } from '../protocol/identity.js';
import { type CompleteEpoch, EpochStore } from './epoch-store.js';
import { LossDetector } from './loss-detector.js';
import { OutageStatesRepository } from './outage-states.repository.js';
import { type RoomEntry, notYetReplayed, type PendingReplay, type Position, positionIn } from './positions.js';
import { SOCKETS, TAKE_OVER } from './session-scripts.js';
import { type LiveSocket, readSocket, type StoredSocket, timeOf } from './stored-socket.js';

/** How long the state of an ended socket can be inherited. */
const RETENTION_MS = 5 * 60_000;
/** Longer than a socket can live. */
const LIVE_TTL_S = 13 * 60 * 60;
/** Sockets of one page when everything is stored again. */
const PAGE_SIZE = 256;
/** A socket as it is stored while it lives. */
export interface LiveState {
  readonly connection: Connection;
  readonly identity: Identity;
  readonly entries: ReadonlyMap<string, RoomEntry>;
  readonly pendingReplay?: PendingReplay;
}

/** A socket of this replica that has ended. Without a position its state was removed. */
interface EndedSocket {
  readonly key: string;
  /** The connection whose state it has inherited. */
  readonly predecessor: string;
  readonly position?: Position;
  /** Instant of `performance.now()`. */
  readonly endedAt: number;
}

/**
 * The resume state of sockets, in Redis.
 *
 * Promise: the next socket of a session in the same dialect inherits the position of the one that ended, also when it
 * connects to another replica. Exactly one of two competing sockets inherits it. The position never claims more than the
 * client has confirmed, so a resumed client may get an event twice, but misses none.
 *
 * Limits: state is kept for five minutes after the end of a socket. Outages of Redis do not count.
 *
 * Failure: a killed replica writes no end. Its lease lapses, and the position of its sockets is then what its last
 * complete ping epoch confirmed. While Redis is away nothing is inherited: `inherit` rejects, because a new socket of a
 * client that relies on the server would otherwise stay without its rooms. The state of a live socket is then stored in
 * Postgres, so that a join which was confirmed survives its replica. What could not be stored, or was lost, is stored again
 * when Redis is back (LossDetector, `restore`). Until then, and until the other replicas have done the same, `inherit` waits.
 */
@Injectable()
export class SessionStore {
  private readonly sockets: BatchedScript<keyof typeof SOCKETS>;
  /** Of the last state of a live socket that this replica has written. */
  private version = 0;
  private readonly ended = new Map<string, EndedSocket>();
  private readonly predecessors = new WeakMap<Connection, string>();
  constructor(
    private readonly redis: CacheRedis,
    private readonly epochs: EpochStore,
    private readonly losses: LossDetector,
    private readonly outageStates: OutageStatesRepository,
    private readonly clock: DatabaseClock,
  ) {
    this.sockets = new BatchedScript(redis.client, SOCKETS);
    epochs.onTaken((connectionId) => this.ended.delete(connectionId));
  }

  /** Stores a live socket, in Postgres if Redis fails. Rejects if both do. */
  async saveLive(live: LiveState): Promise<void> {
    const socket = this.liveSocketOf(live);
    await this.saveInRedis(live, socket).catch(() => this.outageStates.save(live.connection.id, socket));
  }

  async saveEnded(connection: Connection, identity: Identity, position: Position): Promise<void> {
    await this.end(connection, identity, position);
  }

  async remove(connection: Connection, identity: Identity): Promise<void> {
    await this.end(connection, identity);
  }

  /** Stores what an epoch has confirmed, once a second. */
  async saveEpoch(epoch: CompleteEpoch): Promise<void> {
    await this.losses.epochSaved(await this.losses.observed(this.epochs.save(epoch)));
    if (this.losses.isComplete) this.forgetOldEnds();
  }

  /**
   * Stores the state of all sockets again, the positions before the sockets that they belong to. If this fails,
   * `isComplete` stays false.
   *
   * @param stateOf undefined for a connection that has ended meanwhile
   */
  async restore(
    lagging: ReadonlyMap<string, Position>,
    connections: Iterable<Connection>,
    stateOf: (connection: Connection) => LiveState | undefined,
  ): Promise<void> {
    this.losses.isComplete = true;
    this.rejuvenateEnds();
    await this.losses.observed(this.epochs.saveLagging(lagging));
    for (const page of pagesOf([...connections], PAGE_SIZE))
      await Promise.all(page.flatMap((each) => stateOf(each) ?? []).map((live) => this.saveInRedis(live)));
    for (const page of pagesOf([...this.ended.keys()], PAGE_SIZE)) await Promise.all(page.map((id) => this.saveEndAgain(id)));
    await this.losses.restored();
    await this.outageStates.removeOf(this.epochs.replica).catch(() => undefined); // the ones in Redis are newer
  }

  /**
   * Returns the newest inheritable position of this session in this dialect; it belongs to this connection from then on.
   * The connection is stored even if there is none, so that its own heir gets what was sent directly should this replica
   * be killed.
   *
   * Returns `lost` if the session has no socket at all, and began before Redis lost its data. A connection
   * that has ended meanwhile inherits nothing: its heir may already look for the same position.
   */
  async inherit(connection: Connection, identity: Identity): Promise<Position | 'lost' | undefined> {
    await this.losses.settled();
    if (!connection.open) return undefined;
    const live = { connection, identity, entries: new Map<string, RoomEntry>() };
    const inherited: { position?: Position } = {};
    try {
      return await this.inheritNewest(live, inherited);
    } catch (cause) {
      // A command without a reply may have run: the state of this socket is then removed, or left to the next one.
      this.ended.set(connection.id, this.endedSocketOf(connection, identity, inherited.position));
      throw cause;
    }
  }

  /** @param inherited set to a position before it is taken */
  private async inheritNewest(live: LiveState, inherited: { position?: Position }): Promise<Position | 'lost' | undefined> {
    const { connection, identity } = live;
    const key = keyOf(connection, identity);
    const [now, known] = await this.register(live);
    if (known.length === 0) return now === 0 && this.losses.mayHaveLost(identity.sessionBeganAt) ? 'lost' : undefined;
    const found = known.flatMap(([id, text]) => {
      const stored = id === connection.id ? undefined : readSocket(text);
      return stored ? [{ id, stored }] : [];
    });
    for (const { id, stored } of found.sort((one, other) => timeOf(other.stored) - timeOf(one.stored))) {
      const position = await this.inheritablePosition(id, stored, now);
      if (!connection.open) return undefined;
      inherited.position = position;
      if (!position || !(await this.takeOver(key, id, live, position))) continue;
      this.predecessors.set(connection, id);
      if ('endedAt' in stored && stored.endedOn !== undefined) this.epochs.announceTaken(stored.endedOn, id);
      return position;
    }
    inherited.position = undefined;
    await this.saveInRedis(live);
    return undefined;
  }

  private async end(connection: Connection, identity: Identity, position?: Position): Promise<void> {
    const socket = this.endedSocketOf(connection, identity, position);
    this.ended.set(connection.id, socket);
    await this.saveEnd(connection.id, socket);
  }

  private endedSocketOf(connection: Connection, identity: Identity, position: Position | undefined): EndedSocket {
    const predecessor = this.predecessors.get(connection) ?? '';
    return { key: keyOf(connection, identity), predecessor, position, endedAt: performance.now() };
  }

  private async saveEndAgain(id: string): Promise<void> {
    const socket = this.ended.get(id);
    if (socket) await this.saveEnd(id, socket);
  }

  private async saveEnd(id: string, { key, predecessor, position, endedAt }: EndedSocket): Promise<void> {
    if (!position) return void (await this.losses.observed(this.sockets.run('remove', key, id, predecessor)));
    const state = JSON.stringify({ position, endedOn: this.epochs.replica });
    const age = Math.floor(performance.now() - endedAt);
    await this.losses.observed(this.sockets.run('end', key, id, state, RETENTION_MS / 1_000, predecessor, age));
  }

  /** No client could come back while Redis was away, so that time does not count. */
  private rejuvenateEnds(): void {
    const now = performance.now();
    const awayMs = now - this.losses.completeAt;
    for (const [id, socket] of this.ended) this.ended.set(id, { ...socket, endedAt: Math.min(now, socket.endedAt + awayMs) });
  }

  private forgetOldEnds(): void {
    const oldest = performance.now() - RETENTION_MS;
    for (const [id, { endedAt }] of this.ended) {
      if (endedAt > oldest) return;
      this.ended.delete(id);
    }
  }

  /** Undefined while the socket lives, and when its state is too old. */
  private async inheritablePosition(id: string, stored: StoredSocket, now: number): Promise<Position | undefined> {
    if ('endedAt' in stored) return stored.endedAt < now - RETENTION_MS ? undefined : stored.position;
    return (await this.epochs.isReplicaAlive(stored.replica)) ? undefined : this.positionAfterCrash(id, stored, now);
  }

  /**
   * Returns the time of Redis and the known sockets of the session if it did not store this one, else their number and
   * none of them: see REGISTER.
   */
  private async register(live: LiveState): Promise<[nowOrNumber: number, sockets: [id: string, text: string][]]> {
    const state = JSON.stringify(this.liveSocketOf(live));
    const ownStates = `{"replica":"${this.epochs.replica}"`;
    const known = await this.run('register', live, state, LIVE_TTL_S, ownStates);
    if (!Array.isArray(known)) return [0, []];
    const [now, ...sockets] = known;
    return [Number(now), pairsOf(sockets)];
  }

  private async saveInRedis(live: LiveState, socket = this.liveSocketOf(live)): Promise<void> {
    const predecessor = this.predecessors.get(live.connection) ?? '';
    await this.run('save', live, JSON.stringify(socket), LIVE_TTL_S, predecessor);
  }

  private run(
    operation: 'register' | 'save',
    { connection, identity }: LiveState,
    ...args: (string | number)[]
  ): Promise<unknown> {
    return this.losses.observed(this.sockets.run(operation, keyOf(connection, identity), connection.id, ...args));
  }

  private async takeOver(key: string, id: string, live: LiveState, { rooms, ...direct }: Position): Promise<boolean> {
    const entries = new Map(Object.entries(rooms).map(([room, seq]) => [room, notYetReplayed(seq)]));
    const pendingReplay = { ...direct, epoch: Number.MAX_SAFE_INTEGER };
    const state = JSON.stringify(this.liveSocketOf({ ...live, entries, pendingReplay }));
    return (await this.losses.observed(this.redis.client.eval(TAKE_OVER, 1, key, id, live.connection.id, state))) === 1;
  }

  /** `replica` must stay the first field: REGISTER compares the beginning of the JSON. */
  private liveSocketOf({ connection, entries, pendingReplay }: LiveState): LiveSocket {
    const openedAt = Math.floor(this.clock.at(connection.openedAt));
    this.version += 1;
    return { replica: this.epochs.replica, openedAt, version: this.version, entries: Object.fromEntries(entries), pendingReplay };
  }

  /** Without epochs of its replica the stored entries are the position, unless they are old. */
  private async positionAfterCrash(id: string, inRedis: LiveSocket, now: number): Promise<Position | undefined> {
    const [saved, inPostgres] = await Promise.all([this.epochs.read(inRedis.replica), this.outageStates.find(id)]);
    if (!saved && (inRedis.savedAt ?? 0) < now - RETENTION_MS) return undefined;
    const isNewer = inPostgres && inPostgres.version > inRedis.version;
    const { openedAt, entries, pendingReplay } = isNewer ? inPostgres : inRedis;
    const own = saved?.positionOf(id);
    if (own) return own;
    const acked = saved?.acked ?? 0;
    const rooms = Object.fromEntries(
      Object.entries(entries).map(([room, entry]) => [room, positionIn(entry, acked, saved?.watermarkOf(room) ?? [])]),
    );
    if (pendingReplay && acked < pendingReplay.epoch)
      return { rooms, direct: pendingReplay.direct, directAt: pendingReplay.directAt };
    return { rooms, direct: {}, directAt: Math.max(openedAt, saved?.at ?? 0) };
  }
}

/** The reply of Redis for a hash: names and values in turn. */
const pairsOf = (flat: readonly unknown[]): [string, string][] =>
  flat.flatMap((name, at) => (at % 2 === 0 ? [[String(name), String(flat[at + 1])] satisfies [string, string]] : []));

/* Keys keep their names: replicas of two versions share them during an upgrade. */
const keyOf = ({ dialect }: Connection, { sessionId }: Identity): string => `chat:sockets:${sessionId}:${dialect.name}`;
