import type { Connection, Delivery } from '../connections/connection.js';
import type { Dialect } from '../protocol/dialects/index.js';
import { textFrame } from '../protocol/frame.js';
import type { Outgoing, Signal } from '../protocol/outgoing.js';
import { type LogEvent, peopleOf } from '../protocol/log-event.js';
import { hasLinks, type MediaLinks } from './media-links.js';
import { RoomFeed } from './room-feed.js';
import { batchOf } from './announcement.js';

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
    const facts = { seqs, lasts };
    const whole = new Deliveries(
      due.map(({ event }) => event),
      this.links,
      facts,
    );
    const spared = due.some(({ except }) => except !== undefined) ? new SparedDeliveries(due, this.links, facts) : undefined;
    let sockets = 0;
    for (const connection of this.receivers()) {
      const delivery = (spared?.has(connection.userId) ? spared : whole).for(connection);
      if (delivery.frames.length === 0 && !lasts) continue;
      connection.deliver(this.id, delivery);
      sockets += 1;
    }
    return sockets;
  }
}

type Facts = Omit<Delivery, 'frames'>;

/** What those get who are not told everything: each event is framed once, and joined for each person anew. */
class SparedDeliveries {
  private readonly people: ReadonlySet<number | undefined>;
  private each?: readonly Deliveries[];

  constructor(
    private readonly due: readonly Told[],
    private readonly links: MediaLinks,
    private readonly facts: Facts,
  ) {
    this.people = new Set(due.map(({ except }) => except));
  }

  has(userId: number): boolean {
    return this.people.has(userId);
  }

  for(connection: Connection): Delivery {
    this.each ??= this.due.map(({ event }) => new Deliveries([event], this.links, this.facts));
    const heard = this.each.filter((_, place) => this.due[place]?.except !== connection.userId);
    return { ...this.facts, frames: Buffer.concat(heard.map((one) => one.for(connection).frames)) };
  }
}

/** Some events as they go to sockets, made once for each dialect (and compression) in which somebody wants them. */
class Deliveries {
  private readonly made = new Map<Dialect, InDialect>();

  constructor(
    private readonly events: readonly Outgoing[],
    private readonly links: MediaLinks,
    private readonly facts: Facts,
  ) {}

  for(connection: Connection): Delivery {
    const { dialect } = connection;
    let made = this.made.get(dialect);
    if (!made) this.made.set(dialect, (made = new InDialect(dialect, this.events, this.links, this.facts)));
    return made.for(connection);
  }
}

class InDialect {
  /** Whether each receiver has frames of their own. */
  private readonly personal: boolean;
  /** By compression, and by person where that matters. */
  private readonly made = new Map<boolean | string, Delivery>();

  constructor(
    private readonly dialect: Dialect,
    private readonly events: readonly Outgoing[],
    private readonly links: MediaLinks,
    private readonly facts: Facts,
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
      const seen = this.personal ? this.links.event(event, userId) : event;
      const frame = this.dialect.encode(seen, this.personal ? viewer : undefined);
      return frame ? [textFrame(JSON.stringify(frame), deflates)] : [];
    });
    const [only] = parts;
    return { ...this.facts, frames: only && parts.length === 1 ? only : Buffer.concat(parts) };
  }
}
