import { directRoom } from '../../../src/protocol/log-event.js';
import type { Caller } from '@veza/contracts';
import { Postgres, Session } from '../model/postgres.js';
import { RedisModel, RedisServer } from '../model/redis.model.js';
import { PubSubServer, RoomBusModel } from '../model/room-bus.model.js';
import type { Tables } from '../model/tables.js';
import { Checks } from './checks.js';
import { type Habits, SimulatedClient } from './client.js';
import { Luck } from './luck.js';
import { Replica } from './replica.js';
import { Process, SimulatedTime } from './simulated-time.js';

const MODERATOR: Caller = { kind: 'user', userId: 99, sessionId: 'moderation', role: 'admin' };
const RESTART_MS = 400;
/** A restart, a reconnect and two comparisons. */
const SETTLED_MS = 6_000;

/** A promise of the chat was broken. */
export class Broken extends Error {}

/** Everything there is in one history: replicas of the real core, and models of all that is around them. */
export class World {
  readonly luck: Luck;
  readonly time = new SimulatedTime(new Process('outside'));
  readonly clients: readonly SimulatedClient[];
  readonly checks = new Checks(this);
  readonly replicas: Replica[] = [];
  private readonly servers = new Process('servers');
  private readonly postgres = new Postgres();
  private readonly redis = new RedisServer(() => this.time.now);
  private readonly pubsub = new PubSubServer();
  private readonly begun = this.time.now;
  private broken?: Broken;
  private started = 0;

  /** @param story told line by line what happens, when somebody wants to know */
  constructor(
    luck: number,
    habits: readonly Habits[],
    private readonly rooms: readonly string[],
    private readonly story?: (line: string) => void,
  ) {
    this.luck = new Luck(luck);
    for (const room of rooms) this.tables.addRoom(room, 'public');
    this.clients = habits.map((each, index) => new SimulatedClient(`${each.dialect}#${index}`, each, this));
    for (const { userId } of habits) this.tables.people.set(userId, `user${userId}`);
    this.tables.people.set(99, 'moderator');
  }

  get tables(): Tables {
    return this.postgres.tables;
  }

  tell(who: string, what: string): void {
    this.story?.(`${String(Math.round(this.time.now - this.begun)).padStart(6)} ${who} ${what}`);
  }

  /** The first promise that was broken is the one to tell. */
  fail(message: string): void {
    this.broken ??= new Broken(`after ${this.time.now - this.begun} ms: ${message}`);
    this.tell('BROKEN', message);
  }

  async pass(ms: number): Promise<void> {
    await this.time.pass(ms);
    if (this.broken) throw this.broken;
  }

  /** Everybody is there. */
  async begin(): Promise<void> {
    await this.until(() => this.replicas.every(({ ready }) => ready));
    for (const client of this.clients) client.line.dial();
    await this.pass(200);
  }

  /** Where the balancer sends a new socket. */
  anyReplica(): Replica | undefined {
    return this.luck.oneOf(this.replicas.filter(({ ready, draining }) => ready && !draining));
  }

  replica(index: number): Replica | undefined {
    return this.replicas[index % Math.max(1, this.replicas.length)];
  }

  /** kill -9; another one is started in its place. */
  kill(replica: Replica): void {
    const { process, session, bus } = replica.outside;
    this.tell(process.name, 'is killed');
    process.alive = false;
    session.abandon();
    bus.disconnect();
    this.replicas.splice(this.replicas.indexOf(replica), 1);
    for (const client of this.clients) client.line.serverDied(replica);
    this.time.after(RESTART_MS, this.time.outside, () => this.start());
  }

  /** SIGTERM: it takes leave of its sockets, then ends. */
  drain(replica: Replica): void {
    if (replica.draining || !replica.ready) return;
    this.within(replica, () => void replica.drain().then(() => this.time.after(50, this.time.outside, () => this.kill(replica))));
  }

  losePublished(count: number): void {
    this.pubsub.losing = count;
  }

  /** The subscription of one replica breaks, and comes back later. */
  deafen(replica: Replica, ms: number): void {
    const { bus, process } = replica.outside;
    bus.disconnect();
    this.time.after(ms, process, () => void bus.reconnect());
  }

  redisGoesAway(ms: number): void {
    this.redis.away = this.pubsub.away = true;
    for (const { outside } of this.replicas) outside.bus.disconnect();
    for (const client of this.clients) client.mayBeForgotten(true);
    this.time.after(ms, this.time.outside, () => this.redisReturns());
  }

  wipeRedis(): void {
    this.redis.wipe();
    for (const client of this.clients) client.mayBeForgotten(false);
  }

  /** The next write to Postgres loses its connection, before or after it is done. */
  stumble(trouble: 'before' | 'after'): void {
    this.postgres.troubles.push(trouble);
  }

  ban(room: string, userId: number, banned: boolean): void {
    const replica = this.luck.oneOf(this.replicas.filter(({ ready }) => ready));
    if (!replica) return;
    const act = banned
      ? () => replica.sanctions.impose(MODERATOR, { room, userId, kind: 'ban', reason: 'a reason', duration: '1h' })
      : () => replica.sanctions.lift(MODERATOR, { room, userId });
    const mark = () => {
      if (banned) for (const client of this.clients) if (client.habits.userId === userId) client.rooms.mayBePutOut(room);
    };
    mark();
    this.within(replica, () => void act().then(mark, mark));
  }

  /**
   * Ends all trouble, lets everybody come back and say again what was not acknowledged; then all must soon be as the log
   * says, and a last word in each room reaches whom it should and nobody else.
   */
  async settle(): Promise<void> {
    this.pubsub.losing = 0;
    this.postgres.troubles.length = 0;
    await this.until(() => this.clients.every(({ open }) => open));
    await this.pass(100);
    for (const client of this.clients)
      for (const sending of client.sendings) if (typeof sending.answer !== 'object') client.resend(sending);
    await this.pass(150);
    await this.until(() => this.checks.missing() === undefined);
    await this.pass(this.checks.bansTakeEffectIn);
    for (const room of this.rooms) this.clients.find((client) => client.isIn(room))?.send(room);
    await this.until(() => this.checks.missing() === undefined);
    this.checks.end();
    if (this.broken) throw this.broken;
  }

  private async until(isSo: () => boolean): Promise<void> {
    for (let waited = 0; waited < SETTLED_MS && !isSo(); waited += 100) await this.pass(100);
  }

  /** The direct room of a client with another user. */
  directRoomOf({ habits }: SimulatedClient, choice: number): string {
    const others = [...new Set(this.clients.map((each) => each.habits.userId))].filter((id) => id !== habits.userId);
    return directRoom(habits.userId, others[choice % others.length] ?? habits.userId);
  }

  /** Whether something is being committed to a room at this moment. */
  isBeingWritten(room: string): boolean {
    return this.postgres.locks.isTaken(`room ${room}`);
  }

  /** Another replica. */
  start(): void {
    const process = new Process(`replica ${(this.started += 1)}`);
    const { time, luck, servers } = this;
    const session = new Session(this.postgres, {
      now: () => time.now,
      there: () => time.pause(luck.latency(), servers),
      back: () => time.pause(luck.within(0, 2), process),
      working: () => time.pause(luck.latency(), servers),
    });
    this.tell(process.name, 'starts');
    let lastReply = 0;
    const redis = new RedisModel(this.redis, {
      soon: (tell) => {
        lastReply = Math.max(lastReply, time.now + luck.within(0, 2));
        time.after(lastReply - time.now, process, tell);
      },
      tooLate: (tell) => void time.after(1_000, process, tell),
    });
    let [lastUp, lastDown] = [0, 0];
    const bus = new RoomBusModel(this.pubsub, {
      toServer: (arrive) => {
        lastUp = Math.max(lastUp, time.now + luck.latency());
        time.after(lastUp - time.now, servers, arrive);
      },
      toClient: (arrive) => {
        lastDown = Math.max(lastDown, time.now + luck.latency());
        time.after(lastDown - time.now, process, arrive);
      },
    });
    const failed = (message: string, facts: unknown) => this.fail(`${message}: ${reasonOf(facts)}`);
    const before = time.current;
    time.current = process;
    const replica = new Replica({ process, session, redis, bus, failed });
    time.current = before;
    this.replicas.push(replica);
    this.within(replica, () => replica.begin());
  }

  private redisReturns(): void {
    this.redis.away = this.pubsub.away = false;
    for (const { outside } of this.replicas)
      this.time.after(this.luck.within(1, 50), outside.process, () => void outside.bus.reconnect());
  }

  private within(replica: Replica, run: () => void): void {
    this.time.after(0, replica.outside.process, run);
  }
}

function reasonOf(facts: unknown): string {
  const cause: unknown = Object(facts).cause ?? facts;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
