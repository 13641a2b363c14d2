import type { Connection, Delivery } from '../socket/connection.js';
import type { Dialect } from '../socket/dialects/index.js';
import { textFrame } from '../socket/frame.js';
import type { Outgoing, Viewer } from '../socket/outgoing.js';
import { type LogEvent, peopleOf } from './log-event.js';
import { hasLinks, type MediaLinks } from './media-links.js';
import { RoomFeed } from './room-feed.js';
import { batchOf } from './wire.js';

/** Told of what went out, for the metrics. */
export type Delivered = (events: readonly LogEvent[], sockets: number) => void;

/**
 * A room that somebody at this replica is in: its feed, and the fan-out to their sockets. What is due is gathered until
 * the end of the tick; then each dialect's frames are made once, joined, and written to each socket in one write.
 */
export class ActiveRoom {
  readonly feed: RoomFeed;
  private due: LogEvent[] = [];
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
    this.feed = new RoomFeed(position, (events) => this.gather(events));
    this.isDirect = peopleOf(id) !== undefined;
  }

  /** Writes what is due. Afterwards everybody in the room has been given everything up to `feed.last`. */
  flush(): void {
    const events = this.due;
    const seqs = batchOf(events);
    if (!seqs) return;
    this.due = [];
    this.delivered(events, this.tell(events, { seqs: this.isDirect ? seqs : undefined }));
  }

  /** Tells a passing word; it does not wait for, nor overtake, what is due. */
  signal(event: Outgoing, except?: number): void {
    this.flush();
    this.tell([event], { except });
  }

  private gather(events: readonly LogEvent[]): void {
    this.due.push(...events);
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.flush();
    });
  }

  private tell(events: readonly Outgoing[], { seqs, except }: Pick<Delivery, 'seqs'> & { except?: number }): number {
    const frames = new FrameCache(events, this.links);
    let sockets = 0;
    for (const connection of this.receivers()) {
      if (connection.userId === except) continue;
      connection.deliver(this.id, { frames: frames.for(connection), seqs });
      sockets += 1;
    }
    return sockets;
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
