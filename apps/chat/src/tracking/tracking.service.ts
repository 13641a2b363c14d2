import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { DatabaseClock } from '@veza/database';
import { AppLogger, PubSub } from '@veza/platform';
import { RecurringJob } from '@veza/transport';
import { RoomFeeds } from '../delivery/room-feeds.js';
import type { Connection } from '../connections/connection.js';
import type { Identity } from '../protocol/identity.js';
import { LossDetector } from './loss-detector.js';
import { type Instant, PingEpochs } from './ping-epochs.js';
import type { Position } from './positions.js';
import { type LiveState, SessionStore } from './session-store.js';
import { Siblings } from './siblings.js';

const EPOCH_MS = 1_000;
const HEARTBEAT_MS = 30_000;
/** From the first ping without an answer: the second one is missed too. */
const SILENCE_MS = 35_000;

/** The time that a replica which stops waits for Redis, and the pause between two attempts. */
const LAST_STORE_MS = 5_000;
const STORE_AGAIN_MS = 200;

/** The payload of a ping behind a page; those of epochs are numbers. */
const PAGE_PREFIX = 'page ';

/** A page of a replay, known by the payload of the ping behind it. */
interface SentPage {
  readonly payload: string;
  readonly room: string;
  readonly seq: number;
}

/** Tracks what each connection of this replica has confirmed, and stores it for the replica that the client connects to next. */
@Injectable()
export class TrackingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly epochs = new PingEpochs<Connection>();
  private readonly tracked = new Set<Connection>();
  private readonly job = new RecurringJob(async () => this.tick(), {
    everyMs: EPOCH_MS,
    onFailure: (cause) => this.logger.warn('A ping epoch failed', { cause }),
  });
  /** The pages of replays that wait for their pong, oldest first. */
  private readonly pages = new Map<Connection, SentPage[]>();
  private sentPages = 0;
  /** Connections that have confirmed pages since the last epoch. */
  private readonly advanced = new Set<Connection>();
  private readonly writing = new Set<Promise<void>>();
  private restoring?: Promise<void>;
  /** When the pings of the current epoch were sent, by the clock of Postgres. */
  private pingedAt?: number;
  /** Whether Redis may have restarted, and lost its last second, since everything was stored. */
  private reconnected = false;

  constructor(
    private readonly feeds: RoomFeeds,
    private readonly store: SessionStore,
    private readonly losses: LossDetector,
    private readonly clock: DatabaseClock,
    private readonly bus: PubSub,
    siblings: Siblings,
    private readonly logger: AppLogger,
  ) {
    siblings.awaitStored(() => Promise.all(this.writing));
  }

  onApplicationBootstrap(): void {
    this.job.start();
    this.bus.onReconnect(() => (this.reconnected = true));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.job.stop();
    await this.restoring?.catch(() => undefined); // Redis is away: see SessionStore
  }

  track(connection: Connection): void {
    this.tracked.add(connection);
    this.epochs.add(connection, this.now());
    connection.onPong((payload) => {
      this.epochs.onPong(connection, Number(payload), performance.now());
      if (payload.startsWith(PAGE_PREFIX)) this.pageConfirmed(connection, payload);
    });
  }

  /** The connection resumes from the position of another. If it ends before the replay, its heir resumes from the same one. */
  inherit(connection: Connection, position: Position): void {
    this.epochs.inherit(connection, position);
    this.saveLive(connection);
  }

  /** Whether the connection is in the room as far as its position is concerned. */
  isIn(connection: Connection, room: string): boolean {
    return this.epochs.isIn(connection, room);
  }

  /** The connection, which has begun without state, takes over that of a socket that fell silent. */
  async inheritLate(connection: Connection, silentId: string): Promise<Position | undefined> {
    const live = this.stateOf(connection);
    const position = live && (await this.store.inheritLate(silentId, live));
    if (position) this.inherit(connection, position);
    return position;
  }

  /** The direct messages that it missed were replayed. */
  directReplayed(connection: Connection): void {
    this.epochs.directReplayed(connection);
    this.saveLive(connection);
  }

  roomEntered(connection: Connection, room: string, base: number, upTo: number): void {
    this.epochs.enter(connection, room, base, upTo);
    this.saveLive(connection);
  }

  /**
   * Its past follows, page by page: its position in the room moves with the confirmed pages only. Resolves when the entry is
   * stored: a confirmed join survives its replica.
   */
  async replayBegins(connection: Connection, room: string, base: number): Promise<void> {
    if (this.epochs.beginReplay(connection, room, base)) await this.stored(connection);
  }

  /** A page of a replay was written that is not the last one. Its pong confirms the events up to `seq`. */
  pageSent(connection: Connection, room: string, seq: number): void {
    if (!this.tracked.has(connection)) return;
    const payload = `${PAGE_PREFIX}${(this.sentPages += 1)}`;
    const pages = this.pages.get(connection) ?? [];
    this.pages.set(connection, pages);
    pages.push({ payload, room, seq });
    connection.ping(payload);
  }

  roomLeft(connection: Connection, room: string): void {
    this.epochs.leave(connection, room);
    this.saveLive(connection);
  }

  /**
   * Stores the position of a connection that has ended, or removes its state if it is not to be resumed. Does nothing for a
   * connection that ended before it was tracked: the state that it found is still there.
   */
  async untrack(connection: Connection, identity: Identity, isResumable: boolean): Promise<void> {
    const position = this.epochs.positionOf(connection, this.now().database);
    if (!this.tracked.delete(connection)) return;
    this.epochs.remove(connection);
    this.pages.delete(connection);
    this.advanced.delete(connection);
    const saved = isResumable ? this.store.saveEnded(connection, identity, position) : this.store.remove(connection, identity);
    const done = saved.catch(() => undefined); // Redis is away: see SessionStore
    this.writing.add(done);
    await done;
    this.writing.delete(done);
  }

  /** Resolves when the state of every ended connection is stored, or after a while without Redis. */
  async settled(): Promise<void> {
    await Promise.all(this.writing);
    for (let waitedMs = 0; !this.losses.isComplete && waitedMs < LAST_STORE_MS; waitedMs += STORE_AGAIN_MS) {
      await new Promise((resolve) => setTimeout(resolve, STORE_AGAIN_MS));
      await this.store.restore(new Map(), [], () => undefined).catch(() => undefined); // Redis is still away
    }
  }

  private tick(): void {
    const now = this.now();
    const at = this.pingedAt ?? now.database;
    this.pingedAt = now.database;
    for (const connection of [...this.tracked]) {
      const silent = this.epochs.silentSince(connection);
      if (silent !== undefined && now.elapsed - silent > SILENCE_MS && !connection.isPaused) connection.endSilent();
    }
    const { complete, covered, laggards, caughtUp } = this.epochs.next(this.feeds.positions(), now, HEARTBEAT_MS);
    const lagging = this.positionsOf(laggards);
    for (const connection of this.advanced) this.saveLive(connection);
    this.advanced.clear();
    void this.observed(
      this.store
        .saveEpoch({ epoch: complete, at, covered, lagging, caughtUp: caughtUp.map(({ id }) => id) })
        .then(() => this.restoreIfNeeded()),
    );
  }

  /** Redis answers again, or has lost its data. */
  private async restoreIfNeeded(): Promise<void> {
    if ((this.losses.isComplete && !this.reconnected) || this.restoring) return;
    this.reconnected = false;
    const lagging = this.positionsOf(this.epochs.laggards);
    this.restoring = this.store.restore(lagging, this.tracked, (connection) => this.stateOf(connection));
    await this.restoring.finally(() => (this.restoring = undefined));
  }

  private pageConfirmed(connection: Connection, payload: string): void {
    const pages = this.pages.get(connection) ?? [];
    const place = pages.findIndex((page) => page.payload === payload);
    for (const { room, seq } of pages.splice(0, place + 1)) this.epochs.replayed(connection, room, seq);
    if (pages.length === 0) this.pages.delete(connection);
    if (place >= 0) this.advanced.add(connection);
  }

  private positionsOf(connections: Iterable<Connection>): Map<string, Position> {
    const { database } = this.now();
    return new Map([...connections].map((each) => [each.id, this.epochs.positionOf(each, database)]));
  }

  /** Undefined if the connection is not tracked. */
  private stateOf(connection: Connection): LiveState | undefined {
    const { identity } = connection;
    if (!identity || !this.tracked.has(connection)) return undefined;
    const [entries, pendingReplay] = [this.epochs.entriesOf(connection), this.epochs.pendingReplayOf(connection)];
    return { connection, identity, entries, pendingReplay };
  }

  private saveLive(connection: Connection): void {
    void this.stored(connection);
  }

  /** Resolves in any case: while Redis and Postgres are away, a join is not worth less than the sends that follow it. */
  private async stored(connection: Connection): Promise<void> {
    const live = this.stateOf(connection);
    if (live) await this.observed(this.store.saveLive(live));
  }

  private now(): Instant {
    const elapsed = performance.now();
    return { elapsed, database: Math.floor(this.clock.at(elapsed)) };
  }

  private observed(work: Promise<void>): Promise<void> {
    return work.catch((cause: unknown) => this.logger.debug('Resume state could not be stored', { cause }));
  }
}
