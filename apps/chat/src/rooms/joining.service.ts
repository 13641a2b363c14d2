import { Inject, Injectable } from '@nestjs/common';
import { CHAT_BOUNDS, DeclaredError, type UserCaller } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { ChatConfig } from '../config.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { directRoom } from '../protocol/log-event.js';
import { LogReader } from '../delivery/log-reader.js';
import { LogRepository } from '../delivery/log.repository.js';
import { MediaLinks } from '../delivery/media-links.js';
import { HistoryService } from '../history/history.service.js';
import { PresenceService } from '../presence/presence.service.js';
import { TrackingService } from '../tracking/tracking.service.js';
import type { CommandInputs } from '../protocol/command.js';
import type { Connection } from '../connections/connection.js';
import { textFrame } from '../protocol/frame.js';
import type { Reply, JoinReply } from '../protocol/outgoing.types.js';
import { isClosedToThem, mustJoin } from '../access/room-access.js';
import { RoomsRepository } from './rooms.repository.js';
import type { Identity } from '../protocol/identity.js';
import type { RoomFor } from '../access/room-for.js';

/** What is read back for one connection: the answer that goes before it depends on where it starts. */
interface Past {
  readonly truncated: boolean;
  readonly reset: boolean;
  readonly from: number;
}

/** Puts connections into rooms, with what they missed, and takes them out. */
@Injectable()
export class JoiningService {
  constructor(
    private readonly rooms: RoomsRepository,
    private readonly feeds: RoomFeeds,
    private readonly reader: LogReader,
    private readonly log: LogRepository,
    private readonly links: MediaLinks,
    private readonly history: HistoryService,
    private readonly presence: PresenceService,
    private readonly tracking: TrackingService,
    @Inject(CONFIG) private readonly config: ChatConfig,
  ) {}

  /** The answer, then every event after `since`, then what happens from now on: no gap, no event twice. */
  async join(connection: Connection, who: Identity, { room, since }: CommandInputs['join']): Promise<void> {
    const { evictionCount } = connection;
    const found = await this.admit(connection, who.caller, room);
    const upTo = await this.feeds.enter(found.id, connection, found.lastSeq);
    try {
      const online = await this.enter(connection, who, found.id);
      await this.mustStillJoin(connection, who, found.id, evictionCount);
      const past = pastOf(since, upTo);
      this.tracking.roomEntered(connection, who, found.id, past.from, upTo);
      const last = upTo > 0 ? await this.history.last([found.id], who.userId) : undefined;
      const answer: JoinReply = {
        kind: 'joined',
        room: found.id,
        name: found.name,
        type: found.kind,
        online,
        last: last?.get(found.id) ?? null,
        lastSeq: upTo,
        ...(past.truncated && { truncated: true }),
        ...(past.reset && { reset: true }),
      };
      connection.reply(answer);
      await this.replay(connection, found.id, past.from, upTo);
    } finally {
      connection.resumeDelivery(found.id);
    }
  }

  async leave(connection: Connection, who: Identity, room: string): Promise<Reply> {
    const { userId, username } = who;
    if (connection.rooms.delete(room)) {
      this.feeds.leave(room, connection);
      this.tracking.roomLeft(connection, who, room);
      await this.presence.leave(room, userId, username);
    }
    return { kind: 'departed', room };
  }

  /**
   * Joins these rooms without an answer for each; then what was missed in them and from these people. A room that is closed
   * to them is not in the answer: it keeps nothing of the others from them.
   */
  async sync(connection: Connection, who: Identity, { rooms, direct }: CommandInputs['sync']): Promise<Reply> {
    const truncated = { rooms: [] as string[], direct: [] as string[] };
    const answer = { rooms: {} as Record<string, number>, direct: {} as Record<string, number> };
    for (const [room, since] of Object.entries(rooms).slice(0, this.config.CHAT_ROOMS_PER_CONNECTION)) {
      const caughtUp = await this.catchUp(connection, who, room, since).catch(unlessClosed);
      if (!caughtUp) continue;
      const { upTo, past, id } = caughtUp;
      answer.rooms[id] = upTo;
      if (past.truncated) truncated.rooms.push(id);
    }
    for (const [person, since] of Object.entries(direct).slice(0, this.config.CHAT_ROOMS_PER_CONNECTION)) {
      const { upTo, past } = await this.catchUpDirect(connection, directRoom(who.userId, Number(person)), since);
      answer.direct[person] = upTo;
      if (past.truncated) truncated.direct.push(person);
    }
    return { kind: 'synced', ...answer, truncated };
  }

  async catchUp(
    connection: Connection,
    who: Identity,
    room: string,
    since: number,
  ): Promise<{ id: string; upTo: number; past: Past }> {
    const { evictionCount } = connection;
    const found = await this.admit(connection, who.caller, room);
    const upTo = await this.feeds.enter(found.id, connection, found.lastSeq);
    const past = pastOf(since, upTo);
    try {
      await this.enter(connection, who, found.id);
      await this.mustStillJoin(connection, who, found.id, evictionCount);
      this.tracking.roomEntered(connection, who, found.id, past.from, upTo);
      await this.replay(connection, found.id, past.from, upTo);
    } finally {
      connection.resumeDelivery(found.id);
    }
    return { id: found.id, upTo, past };
  }

  async catchUpDirect(connection: Connection, room: string, since: number): Promise<{ upTo: number; past: Past }> {
    const top = (await this.log.lastSeqsOf([room])).get(room);
    if (top === undefined) return { upTo: 0, past: pastOf(undefined, 0) };
    const upTo = await this.feeds.enterDirect(room, connection, top);
    const past = pastOf(since, upTo);
    try {
      await this.replay(connection, room, connection.deliveredAfter(room, past.from), upTo);
    } finally {
      connection.resumeDelivery(room);
    }
    return { upTo, past };
  }

  private async admit(connection: Connection, caller: UserCaller, ref: string): Promise<RoomFor> {
    const room = mustJoin(caller, await this.rooms.find(ref, caller.userId));
    const { CHAT_ROOMS_PER_CONNECTION: most } = this.config;
    if (!connection.rooms.has(room.id) && connection.rooms.size >= most)
      throw new DeclaredError('RATE_LIMITED', { message: `A connection joins at most ${most} rooms` });
    if (!room.role && !(await this.rooms.addMember(room.id, caller.userId))) throw new DeclaredError('ROOM_FULL');
    return room;
  }

  /** A ban that came while they were on their way in found nobody to put out: it is asked for again. */
  private async mustStillJoin(connection: Connection, who: Identity, room: string, timesPutOut: number): Promise<void> {
    if (connection.evictionCount === timesPutOut) return;
    try {
      mustJoin(who.caller, await this.rooms.find(room, who.userId));
    } catch (error) {
      await this.leave(connection, who, room);
      connection.pauseDelivery(room); // anew: what was said to the room meanwhile was not said to them
      throw error;
    }
  }

  private async enter(connection: Connection, { userId, username }: Identity, room: string): Promise<number> {
    if (!connection.open) return 0;
    if (connection.rooms.has(room)) return Math.max(1, (await this.presence.online(room)).length);
    connection.rooms.add(room);
    return this.presence.enter(room, userId, username);
  }

  /** In pages, each one write, so that a long past neither fills the memory nor takes the line's buffer at once. */
  private async replay(connection: Connection, room: string, after: number, upTo: number): Promise<void> {
    const events = await this.reader.events(room, after, upTo);
    const frames = events.flatMap((event) => {
      const frame = connection.dialect.encode(this.links.signEvent(event, connection.userId), connection.identity);
      return frame ? [textFrame(JSON.stringify(frame), connection.deflates)] : [];
    });
    if (frames.length > 0) connection.sendReplay(Buffer.concat(frames));
  }
}

function pastOf(since: number | undefined, upTo: number): Past {
  if (since === undefined) return { truncated: false, reset: false, from: upTo };
  if (since > upTo) return { truncated: false, reset: true, from: upTo };
  const truncated = upTo - since > CHAT_BOUNDS.replay;
  return { truncated, reset: false, from: truncated ? upTo - CHAT_BOUNDS.replay : since };
}

function unlessClosed(cause: unknown): undefined {
  if (!isClosedToThem(cause)) throw cause;
  return undefined;
}
