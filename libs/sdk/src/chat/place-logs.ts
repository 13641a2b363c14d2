import type { EventFrames } from '../generated/chat-frames.js';
import type { ChatEvents, Place } from './chat-types.js';
import { PlaceLog } from './place-log.js';

/** Rooms of one connection, and conversations of one `sync`, at most. */
const MOST_SYNCED = 100;

/** The last event that was delivered of each room and of each conversation. */
interface Positions {
  rooms: Record<string, number>;
  direct: Record<string, number>;
}

interface RoomLog {
  readonly log: PlaceLog;
  /** Its join was confirmed: a new connection joins it again. */
  isJoined: boolean;
}

/** The logs of the joined rooms and of the direct conversations. */
export class PlaceLogs {
  private readonly rooms = new Map<string, RoomLog>();
  private readonly direct = new Map<number, PlaceLog>();

  constructor(private readonly onGap: (gap: ChatEvents['gap']) => void) {}

  /** The room will be joined. A room that is joined already goes on from its position. */
  begin(room: string, since?: number): void {
    if (this.rooms.get(room)?.isJoined) return;
    this.rooms.set(room, { log: this.logOf({ room }, since), isJoined: false });
  }

  joined({ room_id: room, last_seq, history_truncated, history_reset }: EventFrames['room_joined']): void {
    const known = this.rooms.get(room);
    if (!known) return;
    known.isJoined = true;
    if (history_truncated) known.log.jump();
    if (history_reset) this.reset({ room }, known.log, last_seq);
    known.log.position ??= last_seq;
  }

  has(room: string): boolean {
    return this.rooms.has(room);
  }

  /** The join was refused. */
  giveUp(room: string): void {
    if (this.rooms.get(room)?.isJoined === false) this.rooms.delete(room);
  }

  end(room: string): boolean {
    return this.rooms.delete(room);
  }

  position(place: Place): number | undefined {
    return 'room' in place ? this.rooms.get(place.room)?.log.position : this.direct.get(place.user)?.position;
  }

  /** Returns whether events before this one are missing. Events of rooms that are not joined are dropped. */
  offer(place: Place, seq: number, deliver: () => void): boolean {
    const log = 'room' in place ? this.joinedLog(place.room) : this.directLog(place.user);
    log?.offer(seq, deliver);
    return log?.isWaiting ?? false;
  }

  /** The fields of a `sync`; undefined if there is nothing to ask for. */
  positions(): Positions | undefined {
    const rooms = [...this.rooms].flatMap(([room, { log, isJoined }]) => (isJoined ? [[room, log.position ?? 0] as const] : []));
    const direct = [...this.direct].map(([user, log]) => [String(user), log.position ?? 0] as const).slice(-MOST_SYNCED);
    if (rooms.length + direct.length === 0) return undefined;
    return { rooms: Object.fromEntries(rooms.slice(-MOST_SYNCED)), direct: Object.fromEntries(direct) };
  }

  /** After a replay. Returns the rooms that are closed to the user. */
  synced(asked: Positions, { rooms, direct }: EventFrames['sync_done']): string[] {
    const closed = Object.keys(asked.rooms).filter((room) => rooms[room] === undefined && this.rooms.delete(room));
    for (const [room, upTo] of Object.entries(rooms))
      this.replayed({ room }, this.rooms.get(room)?.log, { since: asked.rooms[room] ?? 0, upTo });
    for (const [user, upTo] of Object.entries(direct))
      this.replayed({ user: Number(user) }, this.direct.get(Number(user)), { since: asked.direct[user] ?? 0, upTo });
    return closed;
  }

  /** Live events may have gone beyond the reply already: only the position that was asked for shows a shorter log. */
  private replayed(place: Place, log: PlaceLog | undefined, { since, upTo }: { since: number; upTo: number }): void {
    if (log && since > upTo) this.reset(place, log, upTo);
    log?.settle();
  }

  private reset(place: Place, log: PlaceLog, upTo: number): void {
    const after = log.position ?? 0;
    log.reset(upTo);
    this.onGap({ place, after, upTo, isReset: true });
  }

  private joinedLog(room: string): PlaceLog | undefined {
    const known = this.rooms.get(room);
    return known?.log.position === undefined ? undefined : known.log;
  }

  private directLog(user: number): PlaceLog {
    const log = this.direct.get(user) ?? this.logOf({ user });
    this.direct.set(user, log);
    return log;
  }

  private logOf(place: Place, position?: number): PlaceLog {
    return new PlaceLog((after, upTo) => this.onGap({ place, after, upTo, isReset: false }), position);
  }
}
