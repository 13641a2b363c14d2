import { TickBatcher } from '@veza/transport';
import type { Connection, Delivery } from '../connections/connection.js';
import type { Dialect } from '../protocol/dialects/index.js';
import { eventFrame } from '../protocol/dialects/dialect.js';
import type { OutgoingEvent, EphemeralEvent } from '../protocol/outgoing.types.js';
import { type LogEvent, directMembers } from '../protocol/log-event.js';
import { hasLinks, type MediaLinks } from './media-links.js';
import { batchOf, RoomFeed } from './room-feed.js';

/** Called with the delivered events and the number of sockets, for the metrics. */
export type DeliveryObserver = (events: readonly LogEvent[], sockets: number) => void;

/** An event for all members of the room, except one user if given. */
interface PendingEvent {
  readonly event: LogEvent | EphemeralEvent;
  readonly except?: number;
}

/**
 * A room with connections on this replica: its feed, and the fan-out to their sockets. Log events and ephemeral events are
 * collected in their order until the end of the tick. Then the frames are encoded once per dialect, joined, and written to
 * each socket in one write.
 */
export class ActiveRoom {
  readonly feed: RoomFeed;
  private readonly pending = new TickBatcher<PendingEvent>((pending) => this.write(pending));
  /** The log events among `pending`. */
  private logged: LogEvent[] = [];
  private readonly isDirect: boolean;

  /** @param receivers the connections to deliver to, read at each delivery */
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

  /** Delivers the pending events. Afterwards every receiver was sent everything up to `feed.last`. */
  flush(): void {
    this.pending.flushNow();
  }

  /** Sends an ephemeral event, behind the pending events. */
  sendEphemeral(event: EphemeralEvent, except?: number): void {
    if (event.kind === 'roomUpdated') this.applySlowMode(event.slowMode);
    this.pending.add({ event, except });
  }

  /** Sends of the connections that are in the room now have the new interval at once. */
  private applySlowMode(slowMode: number): void {
    for (const { rooms } of this.receivers()) if (rooms.has(this.id)) rooms.set(this.id, { id: this.id, slowMode });
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

/** Frames for users who do not get all events: each event is encoded once, and joined for each user. */
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

/** The frames of some events, encoded once for each dialect and compression that a receiver needs. */
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
  /** Whether the frames differ between receivers. */
  private readonly personal: boolean;
  /** By compression, and by user if `personal`. */
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
      return eventFrame(this.dialect, seen, this.personal ? viewer : undefined, deflates) ?? [];
    });
    const [only] = parts;
    return { ...this.facts, frames: only && parts.length === 1 ? only : Buffer.concat(parts) };
  }
}
