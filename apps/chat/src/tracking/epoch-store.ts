import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { pagesOf, PubSub } from '@veza/platform';
import { ReplicaId } from '@veza/transport';
import { CacheRedis } from '../redis/cache-redis.js';
import type { Position, Watermark } from './positions.js';
import { readPosition } from './stored-socket.js';

/** Longer than the state of a socket can be inherited: Redis may be away for a while around the death of a replica. */
const EPOCHS_TTL_MS = 15 * 60_000;
const LEASE_MS = 2_500;
const LEASE_CHECK_MS = 100;
/** Names and values of one command, at most: Redis serves no other client meanwhile. */
const PAGE_SIZE = 1_000;

/** What the ping epochs of one replica have confirmed. */
export interface SavedEpochs {
  /** The last complete epoch. */
  readonly acked: number;
  /** When it began, by the clock of Postgres. */
  readonly at: number;
  watermarkOf(room: string): readonly Watermark[];
  /** The position of a connection that had not answered the last complete epoch. */
  positionOf(connectionId: string): Position | undefined;
}

/** A complete epoch, as it is stored. */
export interface CompleteEpoch {
  readonly epoch: number;
  /** When its pings were sent, by the clock of Postgres. */
  readonly at: number;
  /** Rooms whose deliveries every connection but the laggards has confirmed. */
  readonly covered: ReadonlyMap<string, Watermark>;
  /** By connection id. */
  readonly lagging: ReadonlyMap<string, Position>;
  /** Ids of connections whose position is again the common one. */
  readonly caughtUp: readonly string[];
}

/**
 * The ping epochs of the replicas, in Redis, and which replicas live.
 *
 * A replica lives while it holds its lease and its subscription. A killed process loses its subscription at once, before
 * its lease lapses. While pub/sub is away a lease counts once it is renewed.
 */
@Injectable()
export class EpochStore implements OnApplicationBootstrap {
  readonly replica: string;
  /** The last epoch that Redis has confirmed; -1 before the first one. */
  private saved = -1;
  /** Redis was reached before. */
  hasStarted = false;
  private checking?: Promise<boolean>;
  private settling?: Promise<boolean>;
  /** Leases that are watched, by replica. */
  private readonly renewals = new Map<string, Promise<boolean>>();
  private takenListener: (connectionId: string) => void = () => undefined;

  constructor(
    private readonly redis: CacheRedis,
    private readonly bus: PubSub,
    replica: ReplicaId,
  ) {
    this.replica = replica.value;
  }

  async onApplicationBootstrap(): Promise<void> {
    this.bus.onReconnect(() => void this.renewLease().catch(() => undefined)); // away again: the next epoch renews it
    await this.bus.subscribe(aliveChannel(this.replica), (connectionId) => this.takenListener(connectionId));
    await this.begin().catch(() => undefined); // away: the next epoch repeats it
  }

  /**
   * When Redis lost data that a new socket may need (epoch milliseconds by the clock of Postgres); 0 if it has not within
   * this time. A Redis that no replica has used before counts as one that has lost its data.
   */
  async lostAt(now: number, withinMs: number): Promise<number> {
    const { client } = this.redis;
    await this.begin(); // a loss before that is found here, a later one by the epochs
    if ((await client.exists(KNOWN_KEY)) === 0) {
      // One that a replica has noticed by its epochs is known better.
      if ((await client.exists(LOST_KEY)) === 0) await this.recordLoss(now, now, withinMs);
      // Last: what failed until here, perhaps after it has run, is done again.
      await client.setnx(KNOWN_KEY, '1');
    }
    return Number((await client.get(LOST_KEY)) ?? 0);
  }

  /** Other replicas read it, also those that start later. `since`: when Redis had everything, as far as this replica knows. */
  async recordLoss(now: number, since: number, forMs: number): Promise<void> {
    const { client } = this.redis;
    await Promise.all([
      client.set(LOST_KEY, String(Math.floor(now)), 'PX', forMs),
      client.hset(LOST_SINCE_KEY, this.replica, String(Math.floor(since))),
      client.pexpire(LOST_SINCE_KEY, forMs),
    ]);
  }

  /** The earliest such moment of all replicas, `lostAt` at the latest. */
  async lostSince(lostAt: number): Promise<number> {
    return Math.min(lostAt, ...Object.values(await this.redis.client.hgetall(LOST_SINCE_KEY)).map(Number));
  }

  /** New sockets of all replicas wait so long, because a replica may still have to store state. */
  async announceSettling(forMs: number): Promise<void> {
    await this.redis.client.set(SETTLING_KEY, '1', 'PX', forMs);
  }

  /** Whether a replica has announced that. Calls of the same moment share one command. */
  isSettling(): Promise<boolean> {
    this.settling ??= this.readSettling().finally(() => (this.settling = undefined));
    return this.settling;
  }

  /** Called with the id of each connection of this replica whose state another connection has inherited. */
  onTaken(listener: (connectionId: string) => void): void {
    this.takenListener = listener;
  }

  /** Notifies the replica of a connection that its state was inherited. At most once: an unnoticed one lapses. */
  announceTaken(replica: string, connectionId: string): void {
    if (replica === this.replica) this.takenListener(connectionId);
    else this.bus.publish(aliveChannel(replica), connectionId);
  }

  /**
   * Stores what an epoch has confirmed. The number of the epoch is written last: if the replica is killed in between, the
   * epoch before counts, and more is replayed than necessary. Returns false if Redis has lost earlier epochs.
   */
  async save({ epoch, at, covered, lagging, caughtUp }: CompleteEpoch): Promise<boolean> {
    const fields = laggingFields(lagging);
    for (const [room, watermark] of covered) fields.push(`r:${room}`, `${watermark.epoch}:${watermark.top}`);
    const [wasIntact] = await Promise.all([this.isIntact(), this.renewLease(), this.write(fields)]);
    const over = [...pagesOf(caughtUp, PAGE_SIZE)];
    const [created] = await Promise.all([
      this.writeEpoch(epoch, at),
      ...over.map((page) => this.redis.client.hdel(epochKey(this.replica), ...page.map((id) => `c:${id}`))),
    ]);
    const isIntact = wasIntact && (this.saved < 0 || created === 0);
    this.saved = Math.max(this.saved, epoch);
    return isIntact;
  }

  async saveLagging(lagging: ReadonlyMap<string, Position>): Promise<void> {
    await this.write(laggingFields(lagging));
  }

  /** Whether Redis has the epochs of this replica. Calls of the same moment share one command. */
  isIntact(): Promise<boolean> {
    if (this.saved < 0) return Promise.resolve(true);
    this.checking ??= this.check().finally(() => (this.checking = undefined));
    return this.checking;
  }

  async isReplicaAlive(replica: string): Promise<boolean> {
    if (replica === this.replica) return true;
    const [leaseMs, listeners] = await Promise.all([
      this.redis.client.pttl(aliveKey(replica)),
      this.bus.subscriberCount(aliveChannel(replica)).catch(() => undefined),
    ]);
    if (leaseMs <= 0 || listeners !== undefined) return leaseMs > 0 && listeners !== 0;
    const renewal = this.renewals.get(replica) ?? this.isRenewed(replica, leaseMs).finally(() => this.renewals.delete(replica));
    this.renewals.set(replica, renewal);
    return renewal;
  }

  /** The epochs of a replica; undefined if there are none. */
  async read(replica: string): Promise<SavedEpochs | undefined> {
    const stored = await this.redis.client.hgetall(epochKey(replica));
    if (stored.round === undefined) return undefined;
    return {
      acked: Number(stored.round),
      at: Number(stored.at ?? 0),
      watermarkOf: (room) => {
        const [epoch, top] = (stored[`r:${room}`] ?? '').split(':').map(Number);
        return epoch && top ? [{ epoch, top }] : [];
      },
      positionOf: (connectionId) => readPosition(stored[`c:${connectionId}`] ?? ''),
    };
  }

  /** Whether the lease is renewed before it lapses: that of a killed replica is still there for a while. */
  private async isRenewed(replica: string, leaseMs: number): Promise<boolean> {
    for (let left = leaseMs, before = leaseMs; left > 0; before = left) {
      await new Promise((resolve) => setTimeout(resolve, LEASE_CHECK_MS));
      left = await this.redis.client.pttl(aliveKey(replica));
      if (left > before) return true;
    }
    return false;
  }

  /** Stores epoch 0, so that a loss of data before the first complete epoch is noticed too. */
  private async begin(): Promise<void> {
    if (this.saved >= 0) return;
    await Promise.all([this.renewLease(), this.writeEpoch(0, 0)]);
    this.saved = Math.max(this.saved, 0);
  }

  /** Returns how many of the fields were absent. */
  private async writeEpoch(epoch: number, at: number): Promise<number> {
    const key = epochKey(this.replica);
    const [created] = await Promise.all([
      this.redis.client.hset(key, 'round', String(epoch), 'at', String(Math.floor(at))),
      this.redis.client.pexpire(key, EPOCHS_TTL_MS),
    ]);
    return created;
  }

  private async readSettling(): Promise<boolean> {
    return (await this.redis.client.exists(SETTLING_KEY)) === 1;
  }

  private async check(): Promise<boolean> {
    const least = this.saved;
    return Number((await this.redis.client.hget(epochKey(this.replica), 'round')) ?? -1) >= least;
  }

  private async write(fields: readonly string[]): Promise<void> {
    const key = epochKey(this.replica);
    await Promise.all([...pagesOf(fields, PAGE_SIZE)].map((page) => this.redis.client.hset(key, ...page)));
  }

  private async renewLease(): Promise<void> {
    await this.redis.client.set(aliveKey(this.replica), '1', 'PX', LEASE_MS);
    this.hasStarted = true;
  }
}

const laggingFields = (lagging: ReadonlyMap<string, Position>): string[] =>
  [...lagging].flatMap(([id, position]) => [`c:${id}`, JSON.stringify(position)]);

/* Keys and the field `round` keep their names: replicas of two versions share them during an upgrade. */
const epochKey = (replica: string): string => `chat:rounds:${replica}`;
const KNOWN_KEY = 'chat:known';
const SETTLING_KEY = 'chat:settling';
const LOST_KEY = 'chat:lost';
/** By replica. */
const LOST_SINCE_KEY = 'chat:lost-since';
const aliveKey = (replica: string): string => `chat:alive:${replica}`;
const aliveChannel = (replica: string): string => `chat:alive:${replica}`;
