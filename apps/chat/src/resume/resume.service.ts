import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ConcurrencyLimit } from '@veza/platform';
import { LogRepository } from '../delivery/log.repository.js';
import { ChatMetrics } from '../metrics/chat-metrics.js';
import { JoiningService } from '../rooms/joining.service.js';
import { isClosedToThem } from '../access/room-access.js';
import { Admission } from '../admission/admission.js';
import type { Connection } from '../connections/connection.js';
import type { Position } from '../tracking/positions.js';
import { SessionStore } from '../tracking/session-store.js';
import { TrackingService } from '../tracking/tracking.service.js';
import type { ConnectedClient } from '../admission/connected-client.js';
import type { Identity } from '../protocol/identity.js';

/** What a commit and its announcement may take: so much is read again of direct conversations. */
const OVERLAP_MS = 3_000;
/** Who are given back their rooms at the same time: fewer than there are connections to Postgres, so that sends find one. */
const AT_ONCE = 8;
/** Ends after which the same session has no business here. */
const FINAL = new Set([4400, 4401, 4403]);

/**
 * Clients that cannot resume are resumed: a session's next socket in the same dialect is put back into the rooms of the
 * one that ended, and gets what it missed, before any command of its own is run. When that cannot be read, the socket is
 * turned away and comes again: half of it would be a silence that nobody notices.
 */
@Injectable()
export class ResumeService implements OnModuleInit {
  private readonly limit = new ConcurrencyLimit({ concurrency: AT_ONCE });

  constructor(
    private readonly admission: Admission,
    private readonly tracking: TrackingService,
    private readonly store: SessionStore,
    private readonly joining: JoiningService,
    private readonly log: LogRepository,
    private readonly metrics: ChatMetrics,
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
    const position = await this.store.inherit(connection, identity).catch(() => undefined); // Redis is away: nothing to resume
    if (!connection.open) return this.handBack(connection, identity, position);
    this.tracking.track(connection); // not before: should it end on the way, it would leave nothing, and that would be the newest
    if (!position) return;
    this.metrics.resumes.inc();
    this.tracking.inherit(connection, identity, position);
    await this.limit.run(() => this.replay(connection, identity, position));
  }

  /** One that ends meanwhile keeps what it has not been given yet for the next. */
  private async replay(connection: Connection, identity: Identity, position: Position): Promise<void> {
    for (const [room, seq] of Object.entries(position.rooms))
      if (connection.open) await this.restoreRoom(connection, identity, room, seq);
    if (connection.open) await this.restoreDirect(connection, identity, position);
  }

  /** It ended while its memory, if there is one, was on the way to it. */
  private async handBack(connection: Connection, identity: Identity, position?: Position): Promise<void> {
    if (position && isResumable(connection)) await this.store.saveEnded(connection, identity, position);
    else await this.store.remove(connection, identity);
  }

  private async restoreRoom(connection: Connection, identity: Identity, room: string, seq: number): Promise<void> {
    try {
      await this.joining.catchUp(connection, identity, room, seq);
    } catch (cause) {
      if (!isClosedToThem(cause)) throw cause;
      this.tracking.roomLeft(connection, identity, room);
    }
  }

  private async restoreDirect(connection: Connection, identity: Identity, { direct, directAt }: Position): Promise<void> {
    const since = directAt - OVERLAP_MS;
    for (const room of await this.log.directSince(identity.userId, since)) {
      const seq = direct[room] ?? (await this.log.lastSeqAt(room, since));
      await this.joining.catchUpDirect(connection, room, seq);
    }
    this.tracking.directReplayed(connection, identity);
  }
}

const isResumable = ({ end }: Connection): boolean => !end.byClient && !FINAL.has(end.code);
