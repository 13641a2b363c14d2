import { directMembers, directRoom } from '../../../src/protocol/log-event.js';
import type { Caller } from '@veza/contracts';
import { IdentityModel, IdentityServer } from '../model/identity.model.js';
import { Postgres, ModelSession } from '../model/postgres.js';
import { RedisModel, RedisServer } from '../model/redis.model.js';
import { PubSubServer, PubSubModel } from '../model/pub-sub.model.js';
import { blockKey, type Tables } from '../model/tables.js';
import { Checks } from './checks.js';
import { type ClientProfile, SimulatedClient } from './client.js';
import { Random } from './random.js';
import { Replica } from './replica.js';
import { SimulatedProcess, SimulatedTime } from './simulated-time.js';
import type { SimulatedWorld } from './simulated-world.js';

const MODERATOR: Caller = { kind: 'user', userId: 99, sessionId: 'moderation', role: 'admin' };
const RESTART_MS = 400;
/** A restart, a reconnect, the return of Redis, and two comparisons. */
const SETTLED_MS = 16_000;
/** Every replica has noticed a loss with its next epoch, and has stored its state again. */
const RESTORED_MS = 1_500;
/** A lease of presence, the grace of a closed socket, and a renewal. */
const PRESENT_MS = 17_000;
/** Most renewals have a reply. The other connections end with their tokens, and the next ones are for good. */
const RENEWED_MS = 300;
/** Presence needs a long quiet end, so it is checked in a part of the histories. */
const PRESENCE_SHARE = 0.1;
const JUMPS_MS = [-20 * 60_000, -10_000, 10_000, 20 * 60_000];

/** The chat broke one of its promises. */
export class BrokenPromise extends Error {}

/** The world of one history: replicas of the real core, and models of everything around them. */
export class World implements SimulatedWorld {
  readonly random: Random;
  readonly time = new SimulatedTime(new SimulatedProcess('outside'));
  readonly clients: readonly SimulatedClient[];
  readonly checks: Checks = new Checks(this);
  readonly replicas: Replica[] = [];
  private readonly servers = new SimulatedProcess('servers');
  private readonly postgres = new Postgres();
  private readonly redis = new RedisServer(() => this.time.now);
  private readonly pubsub = new PubSubServer();
  readonly identity: IdentityServer;
  private readonly begun = this.time.now;
  private broken?: BrokenPromise;
  private started = 0;
  /** From then on Redis has the state of all sockets again. */
  private restoredAt = 0;
  /** When Redis went away, for the last time before `restoredAt`. */
  private awayAt = 0;
  /** When Redis lost its data. */
  private wipedAt = -Infinity;
  private postgresFrozenUntil = -Infinity;

  /**
   * @param seed of all random numbers of the history
   * @param onTrace gets a line for each event
   */
  constructor(
    seed: number,
    profiles: readonly ClientProfile[],
    private readonly rooms: readonly string[],
    private readonly onTrace?: (line: string) => void,
  ) {
    this.random = new Random(seed);
    this.identity = new IdentityServer(() => this.time.now, this.random);
    for (const room of rooms) this.tables.addRoom(room, 'public');
    this.clients = profiles.map((each, index) => new SimulatedClient(`${each.dialect}#${index}`, each, this));
    for (const { userId } of profiles) this.tables.people.set(userId, `user${userId}`);
    this.tables.people.set(99, 'moderator');
  }

  get tables(): Tables {
    return this.postgres.tables;
  }

  trace(subject: string, event: string): void {
    this.onTrace?.(`${String(Math.round(this.time.now - this.begun)).padStart(6)} ${subject} ${event}`);
  }

  /** Records a broken promise. The first one is thrown. */
  fail(message: string): void {
    this.broken ??= new BrokenPromise(`after ${this.time.now - this.begun} ms: ${message}`);
    this.trace('BROKEN', message);
  }

  async advance(ms: number): Promise<void> {
    await this.time.advance(ms);
    if (this.broken) throw this.broken;
  }

  /** Waits for all replicas, and connects all clients. */
  async begin(): Promise<void> {
    await this.until(() => this.replicas.every(({ ready }) => ready));
    for (const client of this.clients) client.line.connect();
    await this.advance(200);
  }

  anyReplica(): Replica | undefined {
    return this.random.oneOf(this.replicas.filter(({ ready, draining }) => ready && !draining));
  }

  replica(index: number): Replica | undefined {
    return this.replicas[index % Math.max(1, this.replicas.length)];
  }

  /** kill -9; a new replica starts later. */
  kill(replica: Replica): void {
    const { process, session, bus } = replica.outside;
    this.trace(process.name, 'is killed');
    this.unheard();
    process.alive = false;
    if (this.time.now < this.restoredAt)
      for (const client of this.clients) if (client.line.dependsOn(replica)) this.mayLackState(client);
    session.abandon();
    bus.disconnect();
    this.replicas.splice(this.replicas.indexOf(replica), 1);
    for (const client of this.clients) client.line.serverDied(replica);
    this.time.after(RESTART_MS, this.time.outside, () => this.startReplica());
  }

  /** SIGTERM: the replica closes its sockets, then ends. */
  drain(replica: Replica): void {
    if (replica.draining || !replica.ready) return;
    this.runIn(replica, () => void replica.drain().then(() => this.time.after(50, this.time.outside, () => this.kill(replica))));
  }

  losePublished(count: number): void {
    this.pubsub.toLose = count;
    this.unheard();
  }

  /** Postgres executes nothing for this time. */
  freezePostgres(ms: number): void {
    this.postgresFrozenUntil = this.time.now + ms;
    for (const { line } of this.clients) line.session.disturbed(ms);
  }

  /** Breaks the subscriptions of one replica, and restores them later. */
  breakSubscription(replica: Replica, ms: number): void {
    const { bus, process } = replica.outside;
    this.unheard(ms);
    bus.disconnect();
    this.time.after(ms, process, () => void bus.reconnect());
  }

  stopRedis(ms: number): void {
    this.redis.stop();
    for (const { outside } of this.replicas) outside.bus.disconnect();
    this.pubsub.stop();
    this.beginOutage(ms);
    this.time.after(ms, this.time.outside, () => this.startRedis());
  }

  /** Its commands wait, and run later: also those of a replica that is killed meanwhile. */
  freezeRedis(ms: number): void {
    if (this.redis.away || this.redis.isFrozen) return;
    this.redis.freeze();
    this.pubsub.freeze();
    this.beginOutage(ms);
    this.time.after(ms, this.time.outside, () => this.thawRedis());
  }

  /** The state of sockets whose replica is dead was in Redis alone. */
  wipeRedis(): void {
    this.redis.wipe();
    this.unheard();
    this.wipedAt = this.time.now;
    this.restoredAt = Math.max(this.restoredAt, this.time.now + RESTORED_MS);
    for (const client of this.clients) client.wiped();
  }

  jumpClock({ outside: { process } }: Replica, choice: number): void {
    process.skewMs = JUMPS_MS[choice % JUMPS_MS.length] ?? 0;
    this.trace(process.name, `has its clock ${process.skewMs} ms ahead`);
  }

  /** A user blocks another one, or lifts the block. */
  block({ profile }: SimulatedClient, choice: number, on: boolean): void {
    const other = directMembers(this.directRoomOf({ profile }, choice))?.find((id) => id !== profile.userId);
    if (other === undefined) return;
    this.tables.commit += 1;
    const key = blockKey(profile.userId, other);
    if (!on) this.tables.blocks.delete(key);
    else if (!this.tables.blocks.has(key)) this.tables.blocks.set(key, this.tables.commit);
    this.checks.blocked(profile.userId, other, on);
  }

  /** The next write to Postgres loses its connection, before or after the statement. */
  failNextWrite(fault: 'before' | 'after'): void {
    this.postgres.writeFaults.push(fault);
  }

  ban(room: string, userId: number, banned: boolean): void {
    const replica = this.random.oneOf(this.replicas.filter(({ ready }) => ready));
    if (!replica) return;
    const act = banned
      ? () =>
          replica.sanctions.impose(MODERATOR, { room, userId, kind: 'ban', reason: 'a reason', duration: '1h', purgeHours: 0 })
      : () => replica.sanctions.lift(MODERATOR, { room, userId });
    const mark = () => {
      if (banned) for (const client of this.clients) if (client.profile.userId === userId) client.rooms.mayBeRemoved(room);
    };
    mark();
    this.runIn(replica, () => void act().then(mark, mark));
  }

  /**
   * Ends all faults. All clients reconnect and resend what was not acknowledged. Then the views must soon equal the
   * log, and a last message in each room must reach exactly its members.
   */
  async settle(): Promise<void> {
    this.pubsub.toLose = 0;
    this.postgres.writeFaults.length = 0;
    for (const client of this.clients) client.line.slowDown(Infinity);
    await this.renewForGood();
    await this.until(() => this.clients.every(({ open }) => open));
    await this.advance(100);
    for (const client of this.clients)
      for (const sent of client.sentMessages) if (typeof sent.reply !== 'object') client.resend(sent);
    await this.advance(150);
    await this.until(() => this.checks.missing() === undefined);
    await this.advance(this.checks.bansTakeEffectIn);
    for (const room of this.rooms) this.clients.find((client) => client.isIn(room))?.send(room);
    await this.until(() => this.checks.missing() === undefined);
    this.checks.checkEnd();
    if (this.broken) throw this.broken;
    if (this.random.next() < PRESENCE_SHARE) await this.checkPresence();
  }

  /** From now on no token ends. */
  private async renewForGood(): Promise<void> {
    this.identity.tokensLast = true;
    if (this.clients.filter((client) => client.renew()).length > 0) await this.advance(RENEWED_MS);
  }

  /** When all leases and graces are over, the users present in a room are those whose clients are in it. */
  private async checkPresence(): Promise<void> {
    await this.advance(PRESENT_MS);
    for (const room of this.rooms) {
      const [certain, possible] = [new Set<number>(), new Set<number>()];
      for (const { profile, views } of this.clients) {
        const membership = views.get(room)?.membership ?? 'out';
        if (membership === 'in') certain.add(profile.userId);
        if (membership !== 'out') possible.add(profile.userId);
      }
      for (const replica of this.replicas) {
        let present: number[] | undefined;
        this.runIn(replica, () => void replica.presence.online(room).then((ids) => (present = ids)));
        await this.advance(50);
        if (present === undefined) this.fail(`${replica.outside.process.name}: the users present in ${room} are not known`);
        const missing = [...certain].filter((id) => !present?.includes(id));
        const unexpected = present?.filter((id) => !possible.has(id)) ?? [];
        if (missing.length > 0) this.fail(`${room}: users ${missing.join()} are not present`);
        if (unexpected.length > 0) this.fail(`${room}: users ${unexpected.join()} are present`);
      }
    }
    if (this.broken) throw this.broken;
  }

  private async until(condition: () => boolean): Promise<void> {
    for (let waited = 0; waited < SETTLED_MS && !condition(); waited += 100) await this.advance(100);
  }

  /** The direct room of a client with another user. */
  directRoomOf({ profile }: Pick<SimulatedClient, 'profile'>, choice: number): string {
    const others = [...new Set(this.clients.map((each) => each.profile.userId))].filter((id) => id !== profile.userId);
    return directRoom(profile.userId, others[choice % others.length] ?? profile.userId);
  }

  isBeingWritten(room: string): boolean {
    return this.postgres.locks.isTaken(`room ${room}`);
  }

  startReplica(): void {
    const process = new SimulatedProcess(`replica ${(this.started += 1)}`);
    const { time, random, servers } = this;
    const session = new ModelSession(this.postgres, {
      now: () => time.now,
      toServer: () => time.pause(random.latency() + Math.max(0, this.postgresFrozenUntil - time.now), servers),
      toClient: () => time.pause(random.within(0, 2), process),
      executing: () => time.pause(random.latency(), servers),
    });
    this.trace(process.name, 'starts');
    const timeOut = (reply: () => void) => void time.after(1_000, process, reply);
    let lastReply = 0;
    const redis = new RedisModel(this.redis, {
      deliver: (reply) => {
        lastReply = Math.max(lastReply, time.now + random.within(0, 2));
        time.after(lastReply - time.now, process, reply);
      },
      timeOut,
    });
    let [lastUp, lastDown] = [0, 0];
    const bus = new PubSubModel(this.pubsub, {
      toServer: (arrive) => {
        lastUp = Math.max(lastUp, time.now + random.latency());
        time.after(lastUp - time.now, servers, arrive);
      },
      toClient: (arrive) => {
        lastDown = Math.max(lastDown, time.now + random.latency());
        time.after(lastDown - time.now, process, arrive);
      },
      timeOut,
    });
    const identity = new IdentityModel(this.identity, {
      toServer: () => time.pause(random.latency(), servers),
      toClient: () => time.pause(random.latency(), process),
      isReachable: () => !this.redis.away || random.next() < 0.5,
    });
    const failed = (message: string, facts: unknown) => this.fail(`${message}: ${reasonOf(facts)}`);
    const before = time.current;
    time.current = process;
    const replica = new Replica({ process, session, redis, bus, identity, failed });
    time.current = before;
    this.replicas.push(replica);
    this.runIn(replica, () => replica.begin());
  }

  /** Replicas may not hear each other: a dead socket is then found late. */
  private unheard(ms = 0): void {
    for (const client of this.clients) if (client.line.session.unheard(ms)) client.mayBeForgotten(true);
  }

  private beginOutage(ms: number): void {
    this.unheard(ms);
    if (this.time.now >= this.restoredAt) this.awayAt = this.time.now;
    this.restoredAt = Infinity;
    for (const { line } of this.clients) line.session.disturbed(ms);
  }

  /** The replica of a client is killed while Redis may lack what has happened since it went away. */
  private mayLackState(client: SimulatedClient): void {
    const hasLostData = this.wipedAt + RESTORED_MS >= this.awayAt;
    if (hasLostData || !client.line.session.wasStored(this.awayAt)) return client.mayBeForgotten(true);
    client.mayBeOutdated(this.awayAt);
  }

  private thawRedis(): void {
    if (!this.redis.isFrozen) return;
    this.redis.thaw();
    this.pubsub.thaw();
    this.restoredAt = this.time.now + RESTORED_MS;
  }

  private startRedis(): void {
    this.redis.away = this.pubsub.away = false;
    this.restoredAt = this.time.now + RESTORED_MS;
    for (const { outside } of this.replicas)
      this.time.after(this.random.within(1, 50), outside.process, () => void outside.bus.reconnect());
  }

  private runIn(replica: Replica, run: () => void): void {
    this.time.after(0, replica.outside.process, run);
  }
}

function reasonOf(facts: unknown): string {
  const cause: unknown = Object(facts).cause ?? facts;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
