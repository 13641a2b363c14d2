import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AppLogger, CONFIG, ConcurrencyLimit } from '@veza/platform';
import type { ChatConfig } from '../config.js';
import { LogRepository } from '../delivery/log.repository.js';
import { ChatMetrics } from '../chat-metrics.js';
import { JoiningService } from '../rooms/joining.service.js';
import type { ReadGate } from '../rooms/replays.js';
import { isRoomClosed } from '../access/room-access.js';
import { Admission } from '../admission/admission.js';
import type { Connection } from '../connections/connection.js';
import type { Position } from '../tracking/positions.js';
import { LineProbes } from '../tracking/line-probes.js';
import { LossDetector } from '../tracking/loss-detector.js';
import { SessionStore } from '../tracking/session-store.js';
import { Siblings, type SilentSocket } from '../tracking/siblings.js';
import { TrackingService } from '../tracking/tracking.service.js';
import type { ConnectedClient } from '../admission/connected-client.js';
import type { Identity } from '../protocol/identity.js';
import { directMembers, otherMember } from '../protocol/log-event.js';

/** Time that a commit and its publication may take: direct messages of this long before are replayed again. */
const OVERLAP_MS = 3_000;
/** Clients give up reconnecting after 31 seconds, so their replica died later than this before the loss. */
const AWAY_MS = 35_000;
/** Concurrent reads of resumes: fewer than there are connections to Postgres, so that sends find one. */
const CONCURRENCY = 8;
/** The delay after which a client comes back that gets what it missed on a new connection. */
const RETRY_MS = 500;
/** docs/protocol, Resume: "After 4400 and 4403, and after the end of a session (4401), nothing is kept." */
const FINAL_CODES = new Set([4400, 4401, 4403]);

/**
 * Resumes clients whose protocol has no resume: the next socket of a session in the same dialect enters the rooms of the one
 * that ended and gets what it missed, before its first command runs. If that cannot be read, from Redis or from Postgres,
 * the connection is rejected and the client tries again: a partial replay would be a loss that the client cannot notice.
 */
@Injectable()
export class ResumeService implements OnModuleInit {
  private readonly limit = new ConcurrencyLimit({ concurrency: CONCURRENCY });
  /** Connections that have begun, whatever they have inherited. */
  private readonly begun = new WeakMap<Connection, ConnectedClient>();
  /** A resume that waits for a slow line holds up no other one. */
  private readonly gate: ReadGate = (step) => this.limit.run(step);

  constructor(
    private readonly admission: Admission,
    private readonly tracking: TrackingService,
    private readonly store: SessionStore,
    private readonly losses: LossDetector,
    private readonly siblings: Siblings,
    private readonly probes: LineProbes,
    private readonly joining: JoiningService,
    private readonly log: LogRepository,
    private readonly metrics: ChatMetrics,
    @Inject(CONFIG) private readonly config: ChatConfig,
    private readonly logger: AppLogger,
  ) {}

  onModuleInit(): void {
    this.admission.onAdmitted((client) => this.resume(client));
    this.admission.onDisconnected(({ connection }) => {
      const { identity } = connection;
      if (identity) void this.end(connection, identity);
    });
    this.siblings.onSilent((socket) => void this.findHeir(socket));
  }

  private async resume(client: ConnectedClient): Promise<void> {
    const { connection } = client;
    const { identity } = connection;
    if (!identity) return;
    const inherited = await this.store.inherit(connection, identity);
    const position = inherited === 'lost' ? await this.presumedPosition(connection, identity) : inherited;
    if (!connection.open) return this.handBack(connection, identity, position);
    this.tracking.track(connection); // not before: a connection that ended during `inherit` would store an empty position, as the newest one
    this.begun.set(connection, client);
    if (connection.resumeToken !== undefined) connection.reply({ kind: 'resumeToken', token: connection.id });
    if (!position) return connection.resumeToken ? connection.reply({ kind: 'notResumed' }) : undefined;
    this.tracking.inherit(connection, position);
    await this.takeUp(connection, identity, position);
  }

  /** A socket that fell silent may have had an heir before it was known to be dead. */
  private async end(connection: Connection, identity: Identity): Promise<void> {
    const canResume = isResumable(connection);
    await this.tracking.untrack(connection, identity, canResume);
    if (connection.end.cause === 'silent' && isInheritable(connection))
      this.siblings.announceSilent(connection, identity.sessionId);
  }

  /**
   * Hands the state of a socket that fell silent to one that came after it and has inherited nothing. That one must answer
   * a ping first: all sockets of a sleeping machine fall silent, and each has an heir of its own when it wakes.
   */
  private async findHeir(socket: SilentSocket): Promise<void> {
    for (const connection of this.siblings.heirsOf(socket)) {
      const client = this.begun.get(connection);
      if (!client || this.store.hasInherited(connection) || !(await this.probes.isAnswered(connection))) continue;
      return client.commands.runBetween(() => this.inheritLate(connection, socket.id));
    }
  }

  /** @param silentId of a socket */
  private async inheritLate(connection: Connection, silentId: string): Promise<void> {
    const { identity } = connection;
    if (!identity || !connection.open || this.store.hasInherited(connection)) return;
    try {
      connection.pauseDirect();
      const position = await this.tracking.inheritLate(connection, silentId);
      // What was missed would come after newer messages: the next connection gets all of it, in order.
      if (position && connection.hasDirectRuns) return connection.close(1012, `retry=${RETRY_MS}`);
      if (position && connection.open) await this.takeUp(connection, identity, position);
      connection.resumeDirect();
    } catch (cause) {
      this.logger.warn('A connection could not take over a silent one', { cause });
      connection.close(1013, 'try again later'); // the next one inherits what this one has taken
    }
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
  private async takeUp(connection: Connection, identity: Identity, position: Position): Promise<void> {
    this.metrics.resumes.inc();
    const reached = { rooms: {} as Record<string, number>, direct: {} as Record<string, number> };
    const truncated = { rooms: [] as string[], direct: [] as string[] };
    for (const [room, seq] of Object.entries(position.rooms)) {
      const caughtUp = connection.open && (await this.restoreRoom(connection, identity, room, seq));
      if (!caughtUp) continue;
      reached.rooms[room] = caughtUp.upTo;
      if (caughtUp.range.truncated) truncated.rooms.push(room);
    }
    if (connection.open)
      await this.replayDirect(connection, identity, position, { reached: reached.direct, truncated: truncated.direct });
    if (connection.resumeToken) connection.reply({ kind: 'resumed', ...reached, truncated });
  }

  /** The connection ended while it inherited a position: it is stored again for the next one. */
  private async handBack(connection: Connection, identity: Identity, position?: Position): Promise<void> {
    if (position && isResumable(connection)) await this.store.saveEnded(connection, identity, position);
    else await this.store.remove(connection, identity);
  }

  private async restoreRoom(connection: Connection, identity: Identity, room: string, seq: number) {
    try {
      const caughtUp = await this.joining.catchUp(connection, identity, room, seq, this.gate);
      connection.resumedRooms ??= new Map();
      if (connection.rooms.has(room)) connection.resumedRooms.set(room, { position: seq, from: caughtUp.range.from });
      return caughtUp;
    } catch (cause) {
      if (!isRoomClosed(cause)) throw cause;
      this.tracking.roomLeft(connection, room);
      return undefined;
    }
  }

  private async replayDirect(
    connection: Connection,
    { userId }: Identity,
    { direct, directAt }: Position,
    { reached, truncated }: { reached: Record<string, number>; truncated: string[] },
  ): Promise<void> {
    const since = directAt - OVERLAP_MS;
    for (const room of await this.gate(() => this.log.directSince(userId, since))) {
      const seq = direct[room] ?? (await this.gate(() => this.log.lastSeqAt(room, since)));
      const { upTo, range } = await this.joining.catchUpDirect(connection, room, seq, this.gate);
      const other = String(otherMember(directMembers(room) ?? [userId, userId], userId));
      reached[other] = upTo;
      if (range.truncated) truncated.push(other);
    }
    this.tracking.directReplayed(connection);
  }
}

/** A connection that has reached the end of its token or its maximum age leaves its session alive. */
const isResumable = ({ end }: Connection): boolean => !end.byClient && (end.cause === 'expired' || !FINAL_CODES.has(end.code));

/** `nova.v1` has no rooms, and a client with a token names its socket itself. */
const isInheritable = ({ dialect, resumeToken }: Connection): boolean => dialect.name !== 'nova.v1' && resumeToken === undefined;
