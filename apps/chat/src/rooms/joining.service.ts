import { Inject, Injectable } from '@nestjs/common';
import { CHAT_BOUNDS, DeclaredError, type UserCaller } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { ChatConfig } from '../config.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { directRoom } from '../protocol/log-event.js';
import { LogRepository } from '../delivery/log.repository.js';
import { HistoryService } from '../history/history.service.js';
import { PresenceService } from '../presence/presence.service.js';
import { TrackingService } from '../tracking/tracking.service.js';
import type { CommandInputs } from '../protocol/command.js';
import type { Connection } from '../connections/connection.js';
import { failConnection } from '../connections/fail-connection.js';
import type { Reply, JoinReply } from '../protocol/outgoing.types.js';
import { isRoomClosed, requireJoinable } from '../access/room-access.js';
import { type ReadGate, Replays, ungated } from './replays.js';
import { BotEntries } from './bot-entries.js';
import { RoomsRepository } from './rooms.repository.js';
import type { Identity } from '../protocol/identity.js';
import type { RoomForUser } from '../access/room-for-user.js';

/** The part of a room's log that a connection reads again before live events. */
interface ReplayRange {
  /** Older events after `since` are left out. */
  readonly truncated: boolean;
  /** `since` lies beyond the end of the log. */
  readonly reset: boolean;
  /** The replay begins after this seq. */
  readonly from: number;
  /** The connection is in the room: what precedes was sent on it, and its position stays. */
  readonly continues?: true;
}

/** Adds connections to rooms, replays what they missed, and removes them. */
@Injectable()
export class JoiningService {
  constructor(
    private readonly rooms: RoomsRepository,
    private readonly feeds: RoomFeeds,
    private readonly replays: Replays,
    private readonly log: LogRepository,
    private readonly history: HistoryService,
    private readonly presence: PresenceService,
    private readonly tracking: TrackingService,
    private readonly bots: BotEntries,
    @Inject(CONFIG) private readonly config: ChatConfig,
  ) {}

  /** Sends the reply, then every event after `since`, then live events: without a gap and without a duplicate. */
  async join(
    connection: Connection,
    identity: Identity,
    { room, since }: CommandInputs['join'],
    ref: string | undefined,
  ): Promise<void> {
    const { room: found, upTo, range, online } = await this.admitAndEnter(connection, identity, { room, since });
    try {
      const last = upTo > 0 ? await this.history.last([found.id], identity.userId) : undefined;
      const reply: JoinReply = {
        kind: 'joined',
        room: found.id,
        name: found.name,
        type: found.kind,
        online,
        last: last?.get(found.id) ?? null,
        lastSeq: upTo,
        ...(range.truncated && { truncated: true }),
        ...(range.reset && { reset: true }),
      };
      connection.reply({ ...reply, ref });
      await this.replay(connection, found.id, range, upTo);
    } catch (error) {
      endIncomplete(connection, range.from < upTo);
      throw error;
    } finally {
      goLive(connection, found.id);
    }
  }

  async leave(connection: Connection, identity: Identity, room: string): Promise<Reply> {
    const { userId, username } = identity;
    connection.resumedRooms?.delete(room);
    if (connection.rooms.delete(room)) {
      this.feeds.leave(room, connection);
      this.tracking.roomLeft(connection, room);
      await this.presence.leave(room, userId, username);
    }
    return { kind: 'departed', room };
  }

  /**
   * Joins the rooms without a reply for each, and replays what was missed in them and in the direct conversations. A room
   * that the user may not enter is left out of the reply and does not stop the others.
   */
  async sync(connection: Connection, identity: Identity, { rooms, direct }: CommandInputs['sync']): Promise<Reply> {
    const truncated = { rooms: [] as string[], direct: [] as string[] };
    const reached = { rooms: {} as Record<string, number>, direct: {} as Record<string, number> };
    for (const [room, since] of Object.entries(rooms).slice(0, this.config.CHAT_ROOMS_PER_CONNECTION)) {
      const caughtUp = await this.catchUp(connection, identity, room, since).catch(ignoreIfClosed);
      if (!caughtUp) continue; // docs/protocol, Resume: "Rooms that are closed to the user are left out of `rooms`."
      const { upTo, range, id } = caughtUp;
      reached.rooms[id] = upTo;
      if (range.truncated) truncated.rooms.push(id);
    }
    for (const [otherId, since] of Object.entries(direct).slice(0, this.config.CHAT_ROOMS_PER_CONNECTION)) {
      const { upTo, range } = await this.catchUpDirect(connection, directRoom(identity.userId, Number(otherId)), since);
      reached.direct[otherId] = upTo;
      if (range.truncated) truncated.direct.push(otherId);
    }
    return { kind: 'synced', ...reached, truncated };
  }

  async catchUp(
    connection: Connection,
    identity: Identity,
    ref: string,
    since: number,
    gate: ReadGate = ungated,
  ): Promise<{ id: string; upTo: number; range: ReplayRange }> {
    const { room, upTo: top, range } = await this.admitAndEnter(connection, identity, { room: ref, since }, gate);
    const { id } = room;
    try {
      return { id, upTo: await this.replay(connection, id, range, top, gate), range };
    } catch (error) {
      endIncomplete(connection, range.from < top);
      throw error;
    } finally {
      goLive(connection, id);
    }
  }

  async catchUpDirect(
    connection: Connection,
    room: string,
    since: number,
    gate: ReadGate = ungated,
  ): Promise<{ upTo: number; range: ReplayRange }> {
    const bounds = await gate(() => this.log.boundsOf(room));
    if (!bounds) return { upTo: 0, range: replayRange(undefined, 0, 1) };
    const top = await gate(() => this.feeds.enterDirect(room, connection, bounds.last));
    const range = replayRange(since, top, bounds.first);
    try {
      const part = { after: connection.deliveredAfter(room, range.from), upTo: top };
      const upTo = await this.replays.send(connection, room, part, gate);
      connection.recordReplay(room, part.after, upTo);
      return { upTo, range };
    } catch (error) {
      endIncomplete(connection, range.from < top);
      throw error;
    } finally {
      connection.resumeDelivery(room);
    }
  }

  /**
   * Enters the room; its live events wait until `goLive`. A ban during the join evicts the connection. When it has been
   * lifted again, the connection enters once more: a reply would otherwise promise events that never arrive. The entry is
   * stored before the reply.
   */
  private async admitAndEnter(
    connection: Connection,
    identity: Identity,
    { room: ref, since }: CommandInputs['join'],
    gate: ReadGate = ungated,
  ): Promise<{ room: RoomForUser; upTo: number; range: ReplayRange; online: number }> {
    for (;;) {
      const { evictionCount } = connection;
      const room = await gate(() => this.admit(connection, identity.caller, ref));
      const upTo = await gate(() => this.feeds.enter(room.id, connection, room.lastSeq));
      const range = this.continuedRange(connection, room.id, since, upTo) ?? replayRange(since, upTo, room.firstSeq);
      try {
        const online = await gate(() => this.enter(connection, identity, room));
        if (connection.rooms.has(room.id) && !range.continues) await this.tracking.replayBegins(connection, room.id, range.from);
        await gate(() => this.recheckAfterEviction(connection, identity, room.id, evictionCount));
        if (!connection.open || connection.rooms.has(room.id)) return { room, upTo, range, online };
      } catch (error) {
        endIncomplete(connection, connection.rooms.has(room.id) && range.from < upTo);
        goLive(connection, room.id);
        throw error;
      }
      goLive(connection, room.id);
    }
  }

  private async admit(connection: Connection, caller: UserCaller, ref: string): Promise<RoomForUser> {
    const room = requireJoinable(caller, await this.rooms.find(ref, caller.userId));
    // docs/protocol, Limits: "joined rooms of a connection | 100 | error RATE_LIMITED".
    const { CHAT_ROOMS_PER_CONNECTION: limit } = this.config;
    if (!connection.rooms.has(room.id) && connection.rooms.size >= limit)
      throw new DeclaredError('RATE_LIMITED', { message: `The connection has already joined the maximum of ${limit} rooms` });
    if (!room.role) await this.bots.requireEntry(caller, room.id);
    if (!room.role && !(await this.rooms.addMember(room.id, caller.userId))) throw new DeclaredError('ROOM_FULL');
    return room;
  }

  /**
   * A connection that is in the room already has what was sent on it: nothing comes twice, and nothing goes back. With a
   * `since` that holds for a room in which the server has resumed it, from the position of then on.
   */
  private continuedRange(connection: Connection, room: string, since: number | undefined, upTo: number): ReplayRange | undefined {
    if (!connection.rooms.has(room) || !this.tracking.isIn(connection, room)) {
      connection.resumedRooms?.delete(room); // it was removed from the room meanwhile
      return undefined;
    }
    if (since === undefined) return { truncated: false, reset: false, from: upTo, continues: true };
    const resumed = connection.resumedRooms?.get(room);
    if (!resumed || since < resumed.position || since > upTo) return undefined;
    return { truncated: since < resumed.from, reset: false, from: upTo, continues: true };
  }

  /** An eviction during the join found no membership to end, so access is checked again. */
  private async recheckAfterEviction(
    connection: Connection,
    identity: Identity,
    room: string,
    evictionCount: number,
  ): Promise<void> {
    if (connection.evictionCount === evictionCount) return;
    try {
      requireJoinable(identity.caller, await this.rooms.find(room, identity.userId));
    } catch (error) {
      await this.leave(connection, identity, room);
      connection.pauseDelivery(room); // discards the events that were buffered meanwhile
      throw error;
    }
  }

  private async enter(connection: Connection, { userId, username }: Identity, { id, slowMode }: RoomForUser): Promise<number> {
    if (!connection.open) return 0;
    if (connection.rooms.has(id)) return Math.max(1, (await this.presence.online(id)).length);
    connection.rooms.set(id, { id, slowMode });
    return this.presence.enter(id, userId, username);
  }

  /** Sends the events of the range, up to `upTo` at least. The connection is in the room for its tracking then. */
  private async replay(
    connection: Connection,
    room: string,
    { from: after, continues }: ReplayRange,
    upTo: number,
    gate = ungated,
  ): Promise<number> {
    const reached = await this.replays.send(connection, room, { after, upTo }, gate);
    if (connection.rooms.has(room) && !continues) this.tracking.roomEntered(connection, room, after, reached);
    return reached;
  }
}

/**
 * What was missed cannot be read: live events behind it would be a loss that the client cannot notice. Its next connection
 * gets all of it, in order.
 */
function endIncomplete(connection: Connection, isMissing: boolean): void {
  if (isMissing) failConnection(connection);
}

/** A connection that was evicted meanwhile does not get what it has buffered. */
function goLive(connection: Connection, room: string): void {
  if (!connection.rooms.has(room)) connection.pauseDelivery(room);
  connection.resumeDelivery(room);
}

/** @param first the seq with which the log begins: what was before is removed, and counts as too far behind */
function replayRange(since: number | undefined, upTo: number, first: number): ReplayRange {
  if (since === undefined) return { truncated: false, reset: false, from: upTo };
  if (since > upTo) return { truncated: false, reset: true, from: upTo };
  const least = Math.max(upTo - CHAT_BOUNDS.replay, first - 1);
  return { truncated: since < least, reset: false, from: Math.max(since, least) };
}

function ignoreIfClosed(cause: unknown): undefined {
  if (!isRoomClosed(cause)) throw cause;
  return undefined;
}
