import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AppLogger } from '@veza/platform';
import { RoomFeeds } from '../delivery/room-feeds.js';
import type { Connection } from '../connections/connection.js';
import type { Identity } from '../protocol/identity.js';
import { PingEpochs } from './ping-epochs.js';
import type { Position } from './positions.js';
import { SessionStore } from './session-store.js';

const ROUND_MS = 1_000;
const HEARTBEAT_MS = 30_000;
/** Two missed heartbeats. */
const SILENCE_MS = 65_000;

/** Follows what each connection of this replica is known to have, and keeps it where the next replica finds it. */
@Injectable()
export class TrackingService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rounds = new PingEpochs<Connection>();
  private readonly followed = new Set<Connection>();
  private timer?: NodeJS.Timeout;
  private readonly writing = new Set<Promise<void>>();

  constructor(
    private readonly feeds: RoomFeeds,
    private readonly memory: SessionStore,
    private readonly logger: AppLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tick(), ROUND_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  follow(connection: Connection): void {
    this.followed.add(connection);
    this.rounds.add(connection, Date.now());
    connection.onPong((payload) => this.rounds.answered(connection, Number(payload), Date.now()));
  }

  /** It comes back with what another had. Should it end before it was given the rest, the next one comes back with that. */
  inherit(connection: Connection, who: Identity, position: Position): void {
    this.rounds.inherit(connection, position);
    this.rememberLive(connection, who);
  }

  /** It was given what it had missed directly. */
  givenDirect(connection: Connection, who: Identity): void {
    this.rounds.givenDirect(connection);
    this.rememberLive(connection, who);
  }

  entered(connection: Connection, who: Identity, room: string, base: number, upTo: number): void {
    this.rounds.enter(connection, room, base, upTo);
    this.rememberLive(connection, who);
  }

  left(connection: Connection, who: Identity, room: string): void {
    this.rounds.leave(connection, room);
    this.rememberLive(connection, who);
  }

  /**
   * The client's own goodbye leaves nothing behind; any other end leaves what it had. One that ended before it was followed
   * leaves what the one before it had left.
   */
  async unfollow(connection: Connection, who: Identity, remember: boolean): Promise<void> {
    const position = this.rounds.positionOf(connection, Date.now());
    if (!this.followed.delete(connection)) return;
    this.rounds.remove(connection);
    const kept = remember ? this.memory.ended(connection, who, position) : this.memory.forget(connection, who);
    const done = kept.catch(() => undefined); // Redis is away: see SessionStore
    this.writing.add(done);
    await done;
    this.writing.delete(done);
  }

  /** Resolves when the ends of sockets are written down. */
  async settled(): Promise<void> {
    await Promise.all(this.writing);
  }

  private tick(): void {
    const now = Date.now();
    const { complete, covered, laggards, caughtUp } = this.rounds.next(this.feeds.positions(), now, HEARTBEAT_MS);
    for (const connection of [...this.followed]) {
      const silent = this.rounds.silentSince(connection);
      if (silent !== undefined && now - silent > SILENCE_MS) connection.cut();
    }
    const lagging = new Map(laggards.map((connection) => [connection.id, this.rounds.positionOf(connection, now)]));
    const answered = caughtUp.map(({ id }) => id);
    this.remember(this.memory.round(complete, covered, lagging, answered));
  }

  private rememberLive(connection: Connection, who: Identity): void {
    if (!this.followed.has(connection)) return;
    this.remember(this.memory.live(connection, who, this.rounds.entriesOf(connection), this.rounds.owedTo(connection)));
  }

  private remember(work: Promise<void>): void {
    work.catch((cause: unknown) => this.logger.debug('Sockets are not remembered', { cause }));
  }
}
