import { TickBatcher } from '@veza/transport';
import type { Connection, Delivery } from '../connections/connection.js';
import type { Dialect } from '../protocol/dialects/index.js';
import { textFrame } from '../protocol/frame.js';
import type { OutgoingEvent, EphemeralEvent } from '../protocol/outgoing.types.js';
import { type LogEvent, directMembers } from '../protocol/log-event.js';
import { hasLinks, type MediaLinks } from './media-links.js';
import { RoomFeed } from './room-feed.js';
import { batchOf } from './announcement.js';

/** Told of what went out, for the metrics. */
export type DeliveryObserver = (events: readonly LogEvent[], sockets: number) => void;

/** Something that is told to everybody in the room but one person. */
interface PendingEvent {
  readonly event: LogEvent | EphemeralEvent;
  readonly except?: number;
}

/**
 * A room that somebody at this replica is in: its feed, and the fan-out to their sockets. What is pending, events and passing
 * words in their order, is gathered until the end of the tick; then each dialect's frames are made once, joined, and
 * written to each socket in one write.
 */
export class ActiveRoom {
  readonly feed: RoomFeed;
  private readonly pending = new TickBatcher<PendingEvent>((pending) => this.write(pending));
  /** Those of them that the log holds. */
  private logged: LogEvent[] = [];
  private readonly isDirect: boolean;

  /** @param receivers who is in it here, asked at each delivery */
  constructor(
    readonly id: string,
    position: number,
    private readonly receivers: () => Iterable<Connection>,
    private readonly observer: DeliveryObserver,
    private readonly links: MediaLinks,
  ) {
    this.feed = new RoomFeed(position, (events) => {
      this.logged.push(...events);
      for (const event of events) this.pending.add({ event });
    });
    this.isDirect = directMembers(id) !== undefined;
  }

  /** Writes what is pending. Afterwards everybody in the room has been given everything up to `feed.last`. */
  flush(): void {
    this.pending.flushNow();
  }

  /** A passing word; it does not overtake what is pending. */
  sendEphemeral(event: EphemeralEvent, except?: number): void {
    this.pending.add({ event, except });
  }

  private write(pending: readonly PendingEvent[]): void {
    const { logged } = this;
    this.logged = [];
    const sockets = this.fanOut(pending, this.isDirect ? batchOf(logged) : undefined, logged.length > 0);
    if (logged.length > 0) this.observer(logged, sockets);
  }

  private fanOut(pending: readonly PendingEvent[], seqs: Delivery['seqs'], hasEvents: boolean): number {
    const facts = { seqs, hasEvents };
    const whole = new SharedFrames(
      pending.map(({ event }) => event),
      this.links,
      facts,
    );
    const filtered = pending.some(({ except }) => except !== undefined)
      ? new FilteredFrames(pending, this.links, facts)
      : undefined;
    let sockets = 0;
    for (const connection of this.receivers()) {
      const delivery = (filtered?.has(connection.userId) ? filtered : whole).for(connection);
      if (delivery.frames.length === 0 && !hasEvents) continue;
      connection.sendEvent(this.id, delivery);
      sockets += 1;
    }
    return sockets;
  }
}

type DeliveryFacts = Omit<Delivery, 'frames'>;

/** What those get who are not told everything: each event is framed once, and joined for each person anew. */
class FilteredFrames {
  private readonly exceptions: ReadonlySet<number | undefined>;
  private each?: readonly SharedFrames[];

  constructor(
    private readonly pending: readonly PendingEvent[],
    private readonly links: MediaLinks,
    private readonly facts: DeliveryFacts,
  ) {
    this.exceptions = new Set(pending.map(({ except }) => except));
  }

  has(userId: number): boolean {
    return this.exceptions.has(userId);
  }

  for(connection: Connection): Delivery {
    this.each ??= this.pending.map(({ event }) => new SharedFrames([event], this.links, this.facts));
    const wanted = this.each.filter((_, place) => this.pending[place]?.except !== connection.userId);
    return { ...this.facts, frames: Buffer.concat(wanted.map((one) => one.for(connection).frames)) };
  }
}

/** Some events as they go to sockets, made once for each dialect (and compression) in which somebody wants them. */
class SharedFrames {
  private readonly made = new Map<Dialect, DialectFrames>();

  constructor(
    private readonly events: readonly OutgoingEvent[],
    private readonly links: MediaLinks,
    private readonly facts: DeliveryFacts,
  ) {}

  for(connection: Connection): Delivery {
    const { dialect } = connection;
    let made = this.made.get(dialect);
    if (!made) this.made.set(dialect, (made = new DialectFrames(dialect, this.events, this.links, this.facts)));
    return made.for(connection);
  }
}

class DialectFrames {
  /** Whether each receiver has frames of their own. */
  private readonly personal: boolean;
  /** By compression, and by person where that matters. */
  private readonly made = new Map<boolean | string, Delivery>();

  constructor(
    private readonly dialect: Dialect,
    private readonly events: readonly OutgoingEvent[],
    private readonly links: MediaLinks,
    private readonly facts: DeliveryFacts,
  ) {
    this.personal = events.some((event) => dialect.isPersonal(event) || hasLinks(event));
  }

  for(connection: Connection): Delivery {
    const { deflates, userId } = connection;
    const key = this.personal ? `${deflates}${userId}` : deflates;
    let delivery = this.made.get(key);
    if (!delivery) this.made.set(key, (delivery = this.make(connection)));
    return delivery;
  }

  private make({ deflates, userId, viewer }: Connection): Delivery {
    const parts = this.events.flatMap((event) => {
      const seen = this.personal ? this.links.signEvent(event, userId) : event;
      const frame = this.dialect.encode(seen, this.personal ? viewer : undefined);
      return frame ? [textFrame(JSON.stringify(frame), deflates)] : [];
    });
    const [only] = parts;
    return { ...this.facts, frames: only && parts.length === 1 ? only : Buffer.concat(parts) };
  }
}
