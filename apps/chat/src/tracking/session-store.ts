import { Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { DatabaseClock } from '@veza/database';
import { pagesOf } from '@veza/platform';
import { CacheRedis } from '../redis/cache-redis.js';
import { BatchedScript } from '../redis/batched-script.js';
import type { Connection } from '../connections/connection.js';
import type { Identity } from '../protocol/identity.js';
import { type CompleteEpoch, EpochStore } from './epoch-store.js';
import { LossDetector } from './loss-detector.js';
import { OutageStatesRepository } from './outage-states.repository.js';
import { type RoomEntry, notYetReplayed, type PendingReplay, type Position } from './positions.js';
import { SOCKETS, TAKE_OVER } from './session-scripts.js';
import { Siblings, type SocketPlace } from './siblings.js';
import { RETENTION_MS, StoredPositions } from './stored-positions.js';
import { type LiveSocket, readSocket, type StoredSocket, timeOf } from './stored-socket.js';

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

/** The sockets of a session that a new one may inherit from, with the time of Redis. */
interface KnownSockets {
  readonly now: number;
  readonly sockets: readonly { readonly id: string; readonly stored: StoredSocket }[];
  /** An older socket was pinged without an answer, and lives as far as Redis knows: its position cannot be had now. */
  readonly isUnsettled?: boolean;
}

/** A socket of this replica that has ended. Without a position its state was removed. */
interface EndedSocket {
  readonly key: string;
  readonly isNamed?: true;
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
 * complete ping epoch confirmed. A line that vanished is still a live socket: when a newer socket opens, the older ones of
 * its session are pinged, and one that does not answer is ended and inherited. While Redis is away nothing is inherited: `inherit` rejects, because a new socket of a
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
    private readonly positions: StoredPositions,
    private readonly siblings: Siblings,
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
   * Returns `lost` if there is none and the session began before Redis lost its data, whatever other sockets it has; a
   * client with a token enters its rooms by itself then. Nothing is stored of it: what its heir found would be no position.
   * Rejects if a socket may have left a position that cannot be had now: the client comes again. A connection that has
   * ended meanwhile inherits nothing: its heir may already look for the same position.
   */
  async inherit(connection: Connection, identity: Identity): Promise<Position | 'lost' | undefined> {
    await this.losses.settled();
    if (!(await this.siblings.isPresent(connection))) return undefined;
    const live = { connection, identity, entries: new Map<string, RoomEntry>() };
    const inherited: { position?: Position } = {};
    try {
      return await this.inheritNewest(live, inherited);
    } catch (cause) {
      // A command without a reply may have run: the state of this socket is then removed, or left to the next one.
      void this.end(connection, identity, inherited.position).catch(() => undefined);
      throw cause;
    }
  }

  /**
   * Lets a connection that has inherited nothing yet inherit from a socket that has ended, although it has begun. Rooms that
   * it has entered are left out of the position. Undefined if another one was faster.
   */
  async inheritLate(id: string, live: LiveState): Promise<Position | undefined> {
    const { connection, identity } = live;
    const key = keyOf(connection, identity);
    const { now, sockets } = await this.read(key);
    const found = sockets.find((each) => each.id === id && 'endedAt' in each.stored && !each.stored.isNamed);
    const whole = found && (await this.positions.inheritable(id, found.stored, now));
    if (!whole || !connection.open || this.hasInherited(connection)) return undefined;
    const rooms = Object.fromEntries(Object.entries(whole.rooms).filter(([room]) => !live.entries.has(room)));
    const position = { ...whole, rooms };
    try {
      return (await this.take(key, found, live, position)) ? position : undefined;
    } catch {
      // The command may have run. The state is then here alone, so it counts as taken.
      this.predecessors.set(connection, id);
      return position;
    }
  }

  hasInherited(connection: Connection): boolean {
    return this.predecessors.has(connection);
  }

  /** @param inherited set to a position before it is taken */
  private async inheritNewest(live: LiveState, inherited: { position?: Position }): Promise<Position | 'lost' | undefined> {
    const { connection, identity } = live;
    const key = keyOf(connection, identity);
    const { resumeToken } = connection;
    const isLost = resumeToken === undefined && this.losses.mayHaveLost(identity.sessionBeganAt);
    const known = resumeToken === undefined ? await this.inheritableBy(live, isLost) : await this.named(live, resumeToken);
    if (known === 'stored') return undefined;
    const newestFirst = [...known.sockets].sort((one, other) => timeOf(other.stored) - timeOf(one.stored));
    let isTaken = false;
    for (const each of newestFirst) {
      const position = await this.positions.inheritable(each.id, each.stored, known.now);
      if (!connection.open) return undefined;
      inherited.position = position;
      if (position && (await this.take(key, each, live, position))) return position;
      isTaken ||= position !== undefined;
    }
    inherited.position = undefined;
    if (isLost) return 'lost';
    // A socket that was faster may be a line of the same client that has vanished since.
    if (resumeToken === undefined && (isTaken || known.isUnsettled))
      throw new DeclaredError('UNAVAILABLE', { message: 'An older socket of the session is not settled' });
    await this.saveInRedis(live);
    return undefined;
  }

  /**
   * The sockets that a connection without a token may inherit from, after every older one that lives was pinged. If the
   * session has none with state, the connection is stored already.
   *
   * @param isLost the connection is not stored in any case
   */
  private async inheritableBy(live: LiveState, isLost: boolean): Promise<KnownSockets | 'stored'> {
    const { connection, identity } = live;
    const key = keyOf(connection, identity);
    const here = this.siblings.eldersOf(connection);
    const known = isLost ? await this.read(key) : await this.register(live);
    const elders = [...here, ...(known === 'stored' ? [] : await this.eldersIn(known, connection))];
    const ids = new Set(elders.map(({ id }) => id));
    const areAlive = elders.length === 0 || (await this.siblings.settle(identity.sessionId, elders));
    if (areAlive) return known === 'stored' ? known : unnamed(known, connection);
    // The client may have vanished meanwhile, and be back on a newer line that waits as well: the state is for that one.
    await this.siblings.isAnswered(connection);
    const settled = await this.read(key);
    const stillLiving = await this.livingIn({ ...settled, sockets: settled.sockets.filter(({ id }) => ids.has(id)) });
    return { ...unnamed(settled, connection), isUnsettled: this.siblings.canAsk && stillLiving.length > 0 };
  }

  /** The socket that a client names by its token. If it lives it is ended: its client is here. */
  private async named(live: LiveState, token: string): Promise<KnownSockets> {
    const { connection, identity } = live;
    const find = async (): Promise<KnownSockets> => {
      const { now, sockets } = await this.read(keyOf(connection, identity));
      return { now, sockets: sockets.filter(({ id, stored }) => id === token && id !== connection.id && stored.isNamed) };
    };
    if (token === '') return { now: 0, sockets: [] };
    const known = await find();
    const living = await this.livingIn(known);
    if (living.length === 0) return known;
    await this.siblings.settle(identity.sessionId, living, true);
    return find();
  }

  private async eldersIn(known: KnownSockets, connection: Connection): Promise<SocketPlace[]> {
    const isElder = ({ stored }: KnownSockets['sockets'][number]) =>
      'replica' in stored && !stored.isNamed && this.siblings.isElder(stored.openedAt, connection);
    return this.livingIn({ ...known, sockets: known.sockets.filter(isElder) }, true);
  }

  /** The sockets among them that live on a replica that lives. */
  private async livingIn({ sockets }: KnownSockets, elsewhere = false): Promise<SocketPlace[]> {
    const places = sockets.flatMap(({ id, stored }) => ('replica' in stored ? [{ id, replica: stored.replica }] : []));
    const others = places.filter(({ replica }) => !elsewhere || replica !== this.epochs.replica);
    const alive = await Promise.all(others.map(({ replica }) => this.epochs.isReplicaAlive(replica)));
    return others.filter((_, at) => alive[at]);
  }

  /** Returns whether the state of this socket belongs to the connection now. */
  private async take(key: string, found: KnownSockets['sockets'][number], live: LiveState, position: Position): Promise<boolean> {
    const { id, stored } = found;
    if (!(await this.takeOver(key, id, live, position))) return false;
    this.predecessors.set(live.connection, id);
    if ('endedAt' in stored && stored.endedOn !== undefined) this.epochs.announceTaken(stored.endedOn, id);
    return true;
  }

  private async end(connection: Connection, identity: Identity, position?: Position): Promise<void> {
    const socket = this.endedSocketOf(connection, identity, position);
    this.ended.set(connection.id, socket);
    await this.saveEnd(connection.id, socket);
  }

  private endedSocketOf(connection: Connection, identity: Identity, position: Position | undefined): EndedSocket {
    const predecessor = this.predecessors.get(connection) ?? '';
    const isNamed = connection.resumeToken === undefined ? undefined : true;
    // A socket that fell silent has ended long before: what came after it is newer.
    const endedAt = connection.end.cause === 'silent' ? connection.heardAt : performance.now();
    return { key: keyOf(connection, identity), isNamed, predecessor, position, endedAt };
  }

  private async saveEndAgain(id: string): Promise<void> {
    const socket = this.ended.get(id);
    if (socket) await this.saveEnd(id, socket);
  }

  private async saveEnd(id: string, { key, isNamed, predecessor, position, endedAt }: EndedSocket): Promise<void> {
    if (!position) return void (await this.losses.observed(this.sockets.run('remove', key, id, predecessor)));
    const state = JSON.stringify({ position, endedOn: this.epochs.replica, isNamed });
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

  /** Stores a new socket, or returns the known ones of its session instead: see REGISTER. */
  private async register(live: LiveState): Promise<KnownSockets | 'stored'> {
    const state = JSON.stringify(this.liveSocketOf(live));
    const ownStates = `{"replica":"${this.epochs.replica}"`;
    const known = await this.run('register', live, state, LIVE_TTL_S, ownStates);
    return Array.isArray(known) && known.length > 0 ? knownOf(known) : 'stored';
  }

  private async read(key: string): Promise<KnownSockets> {
    const known = await this.losses.observed(this.sockets.run('read', key));
    return Array.isArray(known) ? knownOf(known) : { now: 0, sockets: [] };
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
    const inherited = Object.entries(rooms).map(([room, seq]) => [room, notYetReplayed(seq)] as const);
    const entries = new Map([...live.entries, ...inherited]);
    const pendingReplay = { ...direct, epoch: Number.MAX_SAFE_INTEGER };
    const state = JSON.stringify(this.liveSocketOf({ ...live, entries, pendingReplay }));
    return (await this.losses.observed(this.redis.client.eval(TAKE_OVER, 1, key, id, live.connection.id, state))) === 1;
  }

  /** `replica` must stay the first field: REGISTER compares the beginning of the JSON. */
  private liveSocketOf({ connection, entries, pendingReplay }: LiveState): LiveSocket {
    const openedAt = Math.floor(this.clock.at(connection.openedAt));
    this.version += 1;
    const isNamed = connection.resumeToken === undefined ? undefined : true;
    const { replica } = this.epochs;
    return { replica, openedAt, version: this.version, entries: Object.fromEntries(entries), pendingReplay, isNamed };
  }
}

/** From a time, then ids and states in turn. States of a form that this version does not know are left out. */
function knownOf([now, ...flat]: readonly unknown[]): KnownSockets {
  const sockets = flat.flatMap((id, at) => {
    const stored = at % 2 === 0 ? readSocket(String(flat[at + 1])) : undefined;
    return stored ? [{ id: String(id), stored }] : [];
  });
  return { now: Number(now), sockets };
}

/** The sockets whose state waits for no token of a client. */
const unnamed = ({ now, sockets }: KnownSockets, { id }: Connection): KnownSockets => ({
  now,
  sockets: sockets.filter((each) => each.id !== id && !each.stored.isNamed),
});

/* Keys keep their names: replicas of two versions share them during an upgrade. */
const keyOf = ({ dialect }: Connection, { sessionId }: Identity): string => `chat:sockets:${sessionId}:${dialect.name}`;
