import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CONFIG, ConcurrencyLimit } from '@veza/platform';
import type { ChatConfig } from '../config.js';
import { LogRepository } from '../delivery/log.repository.js';
import { ChatMetrics } from '../metrics/chat-metrics.js';
import { JoiningService } from '../rooms/joining.service.js';
import type { ReadGate } from '../rooms/replays.js';
import { isRoomClosed } from '../access/room-access.js';
import { Admission } from '../admission/admission.js';
import type { Connection } from '../connections/connection.js';
import type { Position } from '../tracking/positions.js';
import { LossDetector } from '../tracking/loss-detector.js';
import { SessionStore } from '../tracking/session-store.js';
import { TrackingService } from '../tracking/tracking.service.js';
import type { ConnectedClient } from '../admission/connected-client.js';
import type { Identity } from '../protocol/identity.js';

/** Time that a commit and its publication may take: direct messages of this long before are replayed again. */
const OVERLAP_MS = 3_000;
/** Clients give up reconnecting after 31 seconds, so their replica died later than this before the loss. */
const AWAY_MS = 35_000;
/** Concurrent reads of resumes: fewer than there are connections to Postgres, so that sends find one. */
const CONCURRENCY = 8;
/** docs/protocol, Resume: "After 4400, 4401 and 4403 nothing is kept." */
const FINAL_CODES = new Set([4400, 4401, 4403]);

/**
 * Resumes clients whose protocol has no resume: the next socket of a session in the same dialect enters the rooms of the one
 * that ended and gets what it missed, before its first command runs. If that cannot be read, from Redis or from Postgres,
 * the connection is rejected and the client tries again: a partial replay would be a loss that the client cannot notice.
 */
@Injectable()
export class ResumeService implements OnModuleInit {
  private readonly limit = new ConcurrencyLimit({ concurrency: CONCURRENCY });
  /** A resume that waits for a slow line holds up no other one. */
  private readonly gate: ReadGate = (step) => this.limit.run(step);

  constructor(
    private readonly admission: Admission,
    private readonly tracking: TrackingService,
    private readonly store: SessionStore,
    private readonly losses: LossDetector,
    private readonly joining: JoiningService,
    private readonly log: LogRepository,
    private readonly metrics: ChatMetrics,
    @Inject(CONFIG) private readonly config: ChatConfig,
  ) {}

  onModuleInit(): void {
    this.admission.onAdmitted((client) => this.resume(client));
    this.admission.onDisconnected(({ connection }) => {
      const { identity } = connection;
      if (identity) void this.tracking.untrack(connection, identity, isResumable(connection));
    });
  }

  private async resume({ connection }: ConnectedClient): Promise<void> {
    const { identity } = connection;
    if (!identity) return;
    const inherited = await this.store.inherit(connection, identity);
    const position = inherited === 'lost' ? await this.presumedPosition(connection, identity) : inherited;
    if (!connection.open) return this.handBack(connection, identity, position);
    this.tracking.track(connection); // not before: a connection that ended during `inherit` would store an empty position, as the newest one
    if (!position) return;
    this.metrics.resumes.inc();
    this.tracking.inherit(connection, position);
    await this.replay(connection, identity, position);
  }

  /**
   * The position of a client whose state Redis has lost: all rooms of its user, from before the loss. It may get rooms that
   * it had left, and events twice; without this it would stay connected and hear nothing.
   */
  private async presumedPosition({ dialect }: Connection, { userId }: Identity): Promise<Position | undefined> {
    if (dialect.name === 'nova.v1') return undefined;
    const directAt = (await this.losses.lostSince()) - AWAY_MS;
    const rooms = await this.gate(() => this.log.roomsAt(userId, directAt - OVERLAP_MS, this.config.CHAT_ROOMS_PER_CONNECTION));
    return { rooms: Object.fromEntries(rooms), direct: {}, directAt };
  }

  /** Stops if the connection ends; what was not replayed stays pending for its heir. */
  private async replay(connection: Connection, identity: Identity, position: Position): Promise<void> {
    for (const [room, seq] of Object.entries(position.rooms))
      if (connection.open) await this.restoreRoom(connection, identity, room, seq);
    if (connection.open) await this.replayDirect(connection, identity, position);
  }

  /** The connection ended while it inherited a position: it is stored again for the next one. */
  private async handBack(connection: Connection, identity: Identity, position?: Position): Promise<void> {
    if (position && isResumable(connection)) await this.store.saveEnded(connection, identity, position);
    else await this.store.remove(connection, identity);
  }

  private async restoreRoom(connection: Connection, identity: Identity, room: string, seq: number): Promise<void> {
    try {
      await this.joining.catchUp(connection, identity, room, seq, this.gate);
    } catch (cause) {
      if (!isRoomClosed(cause)) throw cause;
      this.tracking.roomLeft(connection, room);
    }
  }

  private async replayDirect(connection: Connection, identity: Identity, { direct, directAt }: Position): Promise<void> {
    const since = directAt - OVERLAP_MS;
    for (const room of await this.gate(() => this.log.directSince(identity.userId, since))) {
      const seq = direct[room] ?? (await this.gate(() => this.log.lastSeqAt(room, since)));
      await this.joining.catchUpDirect(connection, room, seq, this.gate);
    }
    this.tracking.directReplayed(connection);
  }
}

const isResumable = ({ end }: Connection): boolean => !end.byClient && !FINAL_CODES.has(end.code);
