import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { AppLogger } from '@veza/platform';
import { RecurringJob } from '@veza/transport';
import { RoomFeeds } from '../delivery/room-feeds.js';
import type { Connection } from '../connections/connection.js';
import type { Identity } from '../protocol/identity.js';
import { PingEpochs } from './ping-epochs.js';
import type { Position } from './positions.js';
import { SessionStore } from './session-store.js';

const EPOCH_MS = 1_000;
const HEARTBEAT_MS = 30_000;
/** Two missed heartbeats. */
const SILENCE_MS = 65_000;

/** Tracks what each connection of this replica has confirmed, and stores it for the replica that the client connects to next. */
@Injectable()
export class TrackingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly epochs = new PingEpochs<Connection>();
  private readonly tracked = new Set<Connection>();
  private readonly job = new RecurringJob(async () => this.tick(), {
    everyMs: EPOCH_MS,
    onFailure: (cause) => this.logger.warn('A ping epoch failed', { cause }),
  });
  private readonly writing = new Set<Promise<void>>();

  constructor(
    private readonly feeds: RoomFeeds,
    private readonly store: SessionStore,
    private readonly logger: AppLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.job.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.job.stop();
  }

  track(connection: Connection): void {
    this.tracked.add(connection);
    this.epochs.add(connection, Date.now());
    connection.onPong((payload) => this.epochs.onPong(connection, Number(payload), Date.now()));
  }

  /** The connection resumes from the position of another. If it ends before the replay, its heir resumes from the same one. */
  inherit(connection: Connection, identity: Identity, position: Position): void {
    this.epochs.inherit(connection, position);
    this.saveLive(connection, identity);
  }

  /** The direct messages that it missed were replayed. */
  directReplayed(connection: Connection, identity: Identity): void {
    this.epochs.directReplayed(connection);
    this.saveLive(connection, identity);
  }

  roomEntered(connection: Connection, identity: Identity, room: string, base: number, upTo: number): void {
    this.epochs.enter(connection, room, base, upTo);
    this.saveLive(connection, identity);
  }

  roomLeft(connection: Connection, identity: Identity, room: string): void {
    this.epochs.leave(connection, room);
    this.saveLive(connection, identity);
  }

  /**
   * Stores the position of a connection that has ended, or removes its state if it is not to be resumed. Does nothing for a
   * connection that ended before it was tracked: the state that it found is still there.
   */
  async untrack(connection: Connection, identity: Identity, isResumable: boolean): Promise<void> {
    const position = this.epochs.positionOf(connection, Date.now());
    if (!this.tracked.delete(connection)) return;
    this.epochs.remove(connection);
    const saved = isResumable ? this.store.saveEnded(connection, identity, position) : this.store.remove(connection, identity);
    const done = saved.catch(() => undefined); // Redis is away: see SessionStore
    this.writing.add(done);
    await done;
    this.writing.delete(done);
  }

  /** Resolves when the state of every ended connection is stored. */
  async settled(): Promise<void> {
    await Promise.all(this.writing);
  }

  private tick(): void {
    const now = Date.now();
    const { complete, covered, laggards, caughtUp } = this.epochs.next(this.feeds.positions(), now, HEARTBEAT_MS);
    for (const connection of [...this.tracked]) {
      const silent = this.epochs.silentSince(connection);
      if (silent !== undefined && now - silent > SILENCE_MS) connection.terminate();
    }
    const lagging = new Map(laggards.map((connection) => [connection.id, this.epochs.positionOf(connection, now)]));
    const answered = caughtUp.map(({ id }) => id);
    this.ignoreFailure(this.store.saveEpoch(complete, covered, lagging, answered));
  }

  private saveLive(connection: Connection, identity: Identity): void {
    if (!this.tracked.has(connection)) return;
    this.ignoreFailure(
      this.store.saveLive(connection, identity, this.epochs.entriesOf(connection), this.epochs.pendingReplayOf(connection)),
    );
  }

  private ignoreFailure(work: Promise<void>): void {
    work.catch((cause: unknown) => this.logger.debug('Resume state could not be stored', { cause }));
  }
}
