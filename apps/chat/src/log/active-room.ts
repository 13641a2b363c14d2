import type { Connection, Delivery } from '../socket/connection.js';
import type { Dialect } from '../socket/dialects/index.js';
import { textFrame } from '../socket/frame.js';
import type { Outgoing, Signal, Viewer } from '../socket/outgoing.js';
import { type LogEvent, peopleOf } from './log-event.js';
import { hasLinks, type MediaLinks } from './media-links.js';
import { RoomFeed } from './room-feed.js';
import { batchOf } from './wire.js';

/** Told of what went out, for the metrics. */
export type Delivered = (events: readonly LogEvent[], sockets: number) => void;

/** Something that is told to everybody in the room but one person. */
interface Told {
  readonly event: LogEvent | Signal;
  readonly except?: number;
}

/**
 * A room that somebody at this replica is in: its feed, and the fan-out to their sockets. What is due, events and passing
 * words in their order, is gathered until the end of the tick; then each dialect's frames are made once, joined, and
 * written to each socket in one write.
 */
export class ActiveRoom {
  readonly feed: RoomFeed;
  private due: Told[] = [];
  /** Those of them that the log holds. */
  private logged: LogEvent[] = [];
  private scheduled = false;
  private readonly isDirect: boolean;

  /** @param receivers who is in it here, asked at each delivery */
  constructor(
    readonly id: string,
    position: number,
    private readonly receivers: () => Iterable<Connection>,
    private readonly delivered: Delivered,
    private readonly links: MediaLinks,
  ) {
    this.feed = new RoomFeed(position, (events) => {
      this.logged.push(...events);
      this.gather(events.map((event) => ({ event })));
    });
    this.isDirect = peopleOf(id) !== undefined;
  }

  /** Writes what is due. Afterwards everybody in the room has been given everything up to `feed.last`. */
  flush(): void {
    const { due, logged } = this;
    if (due.length === 0) return;
    this.due = [];
    this.logged = [];
    const sockets = this.tell(due, this.isDirect ? batchOf(logged) : undefined, logged.length > 0);
    if (logged.length > 0) this.delivered(logged, sockets);
  }

  /** A passing word; it does not overtake what is due. */
  signal(event: Signal, except?: number): void {
    this.gather([{ event, except }]);
  }

  private gather(told: readonly Told[]): void {
    this.due.push(...told);
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.flush();
    });
  }

  private tell(due: readonly Told[], seqs: Delivery['seqs'], lasts: boolean): number {
    const events = due.map(({ event }) => event);
    const frames = new FrameCache(events, this.links);
    const spared = due.some(({ except }) => except !== undefined) ? new SparedFrames(due, this.links) : undefined;
    let sockets = 0;
    for (const connection of this.receivers()) {
      const own = spared?.has(connection.userId) ? spared.for(connection) : frames.for(connection);
      if (own.length === 0 && !lasts) continue;
      connection.deliver(this.id, { frames: own, seqs, lasts });
      sockets += 1;
    }
    return sockets;
  }
}

/** The frames of those who are not told everything: each event is framed once, and joined for each person anew. */
class SparedFrames {
  private readonly people: ReadonlySet<number | undefined>;
  private frames?: readonly FrameCache[];

  constructor(
    private readonly due: readonly Told[],
    private readonly links: MediaLinks,
  ) {
    this.people = new Set(due.map(({ except }) => except));
  }

  has(userId: number): boolean {
    return this.people.has(userId);
  }

  for(connection: Connection): Buffer {
    this.frames ??= this.due.map(({ event }) => new FrameCache([event], this.links));
    const parts = this.frames.filter((_, place) => this.due[place]?.except !== connection.userId);
    return Buffer.concat(parts.map((frames) => frames.for(connection)));
  }
}

/** The frames of some events, made once for each dialect (and compression) in which somebody wants them. */
class FrameCache {
  private readonly made = new Map<Dialect, DialectFrames>();

  constructor(
    private readonly events: readonly Outgoing[],
    private readonly links: MediaLinks,
  ) {}

  for({ dialect, deflates, viewer, userId }: Connection): Buffer {
    let frames = this.made.get(dialect);
    if (!frames) this.made.set(dialect, (frames = new DialectFrames(dialect, this.events, this.links)));
    return frames.for(deflates, userId, viewer);
  }
}

class DialectFrames {
  /** Whether each receiver has frames of their own. */
  private readonly personal: boolean;
  private readonly made = new Map<string, Buffer>();

  constructor(
    private readonly dialect: Dialect,
    private readonly events: readonly Outgoing[],
    private readonly links: MediaLinks,
  ) {
    this.personal = events.some((event) => dialect.isPersonal(event) || hasLinks(event));
  }

  for(deflates: boolean, userId: number, viewer: Viewer | undefined): Buffer {
    const key = this.personal ? `${deflates}${userId}` : String(deflates);
    let frames = this.made.get(key);
    if (!frames) this.made.set(key, (frames = this.make(deflates, userId, viewer)));
    return frames;
  }

  private make(deflates: boolean, userId: number, viewer: Viewer | undefined): Buffer {
    const parts = this.events.flatMap((event) => {
      const seen = this.personal ? this.links.event(event, userId) : event;
      const frame = this.dialect.encode(seen, this.personal ? viewer : undefined);
      return frame ? [textFrame(JSON.stringify(frame), deflates)] : [];
    });
    const [only] = parts;
    return only && parts.length === 1 ? only : Buffer.concat(parts);
  }
}
