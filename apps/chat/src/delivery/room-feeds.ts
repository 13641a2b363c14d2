import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { DatabaseClock } from '@veza/database';
import { AppLogger } from '@veza/platform';
import { RecurringJob } from '@veza/transport';
import { ChatMetrics } from '../chat-metrics.js';
import type { Connection } from '../connections/connection.js';
import { Connections } from '../connections/connections.js';
import type { EphemeralEvent } from '../protocol/outgoing.types.js';
import { ActiveRoom } from './active-room.js';
import { ByUser } from './by-user.js';
import { type LogEvent, directMembers } from '../protocol/log-event.js';
import { LogReader } from './log-reader.js';
import { LogRepository } from './log.repository.js';
import { MediaLinks } from './media-links.js';
import { type Announcement, RoomChannels, type TypingUpdate } from './room-channels.js';
import { batchOf } from './room-feed.js';

/** The time of an event is the start of its commit, by the clock of Postgres. Commits rarely take longer than this. */
const COMMIT_MS = 100;
/** A gap is read from the database after this time: until then the message may just be late. */
const GAP_GRACE_MS = 40;
const COMPARE_EVERY_MS = 2_000;
const PAGE = 1_000;

/** A room that is open on this replica, or is being opened. It stays open while it has members. */
interface OpenRoom {
  readonly room: Promise<ActiveRoom>;
  readonly members: Set<Connection>;
  /** Set when the room is ready. */
  active?: ActiveRoom;
  /** Connections that are entering; the room must not be closed meanwhile. */
  entering: number;
  repairing?: Promise<void>;
}

/**
 * Delivers the events of rooms to the connections of this replica.
 *
 * Promise: every connection in a room gets every committed event after its entry exactly once, in order and without a gap.
 * Events come from the commits of this replica, from the messages of the others, and from the database where a
 * message was lost. Nothing is delivered before its commit. Ephemeral events are delivered at most once.
 *
 * Limits: only rooms with members are open here; a direct room while one of its users is connected and it has had an event.
 *
 * Failure: a lost message is noticed by the next event of the room, or by the comparison with the log every two seconds.
 * While the database is away gaps stay open, and events behind them wait.
 */
@Injectable()
export class RoomFeeds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rooms = new Map<string, OpenRoom>();
  /** The direct rooms among `rooms`. */
  private readonly directRooms = new ByUser<OpenRoom>();
  private readonly job = new RecurringJob(() => this.compareWithLog(), {
    everyMs: COMPARE_EVERY_MS,
    onFailure: (cause) => this.logger.warn('The rooms could not be compared with the log', { cause }),
  });
  private typingListener: (update: TypingUpdate) => void = () => undefined;

  constructor(
    private readonly channels: RoomChannels,
    private readonly log: LogRepository,
    private readonly reader: LogReader,
    private readonly links: MediaLinks,
    private readonly connections: Connections,
    private readonly clock: DatabaseClock,
    private readonly metrics: ChatMetrics,
    private readonly logger: AppLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.job.start();
    this.channels.onReconnect(() => this.job.runIn(0));
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.job.stop();
  }

  /**
   * Adds a connection to a room. Returns the seq up to which the caller replays the past; later events are buffered until
   * `connection.resumeDelivery`.
   *
   * @param least the seq that this replica must have reached first
   */
  async enter(room: string, connection: Connection, least: number): Promise<number> {
    const open = this.open(room);
    open.entering += 1;
    try {
      const active = await open.room;
      if (active.feed.last < least) {
        active.feed.noteTop(least);
        await this.repair(open, active);
      }
      active.flush();
      if (connection.open) {
        open.members.add(connection);
        connection.pauseDelivery(room);
      }
      return active.feed.last;
    } finally {
      open.entering -= 1;
      this.closeIfEmpty(room, open);
    }
  }

  leave(room: string, connection: Connection): void {
    const open = this.rooms.get(room);
    if (!open?.members.has(connection)) return;
    open.active?.flush(); // it still gets the events of its time in the room
    open.members.delete(connection);
    this.closeIfEmpty(room, open);
  }

  /** Pauses a direct room for a connection whose past is replayed first. Returns the seq up to which to replay. */
  async enterDirect(room: string, connection: Connection, least: number): Promise<number> {
    // A room that is opened now first delivers the events of the moment before; the replay contains those.
    connection.pauseDelivery(room);
    const open = this.open(room);
    const active = await open.room;
    if (active.feed.last < least) {
      active.feed.noteTop(least);
      await this.repair(open, active);
    }
    active.flush();
    connection.pauseDelivery(room);
    return active.feed.last;
  }

  /** Drops what a connection has buffered of a room. Returns the seq up to which the log replaces it; undefined if the room is closed. */
  pauseAgain(room: string, connection: Connection): number | undefined {
    const active = this.rooms.get(room)?.active;
    active?.flush();
    connection.pauseDelivery(room);
    return active?.feed.last;
  }

  membersOf(room: string): ReadonlySet<Connection> {
    return this.rooms.get(room)?.members ?? new Set();
  }

  /** The open rooms, with the last delivered seq of each. */
  *positions(): Generator<readonly [string, number]> {
    for (const [room, { active }] of this.rooms) if (active) yield [room, active.feed.last];
  }

  /** Publishes committed events to the other replicas, then delivers them here: the fan-out of a large room takes long. */
  publish(room: string, events: readonly LogEvent[]): void {
    const batch = batchOf(events);
    if (!batch) return;
    this.channels.publishEvents(room, events);
    this.receive(room, { batch });
  }

  publishEphemeral(event: EphemeralEvent, except?: number): void {
    this.sendEphemeralLocally(event, except);
    this.channels.publishEphemeral({ event, except });
  }

  /** Sends to the connections of this replica only. */
  sendEphemeralLocally(event: EphemeralEvent, except?: number): void {
    this.receive(event.room, { ephemeral: [{ event, except }] });
  }

  /** Publishes to the other replicas only. Each derives the events for its own connections. */
  publishTyping(update: TypingUpdate): void {
    this.channels.publishTyping(update);
  }

  onTyping(listener: (update: TypingUpdate) => void): void {
    this.typingListener = listener;
  }

  /** Subscribes to the direct rooms of a user while the user is connected here. */
  async subscribeUser(userId: number): Promise<void> {
    await this.channels.subscribeUser(userId, (room, announcement) => this.receive(room, announcement));
  }

  unsubscribeUser(userId: number): void {
    this.channels.unsubscribeUser(userId);
    for (const [room, open] of [...this.directRooms.of(userId)]) this.closeIfEmpty(room, open);
  }

  private receive(room: string, announcement: Announcement): void {
    const open = this.rooms.get(room) ?? (this.hasReceivers(room) ? this.open(room) : undefined);
    if (!open) return;
    if (open.active) this.apply(open, open.active, announcement);
    else void open.room.then((active) => this.apply(open, active, announcement)).catch(() => undefined); // logged by `open`
  }

  private apply(open: OpenRoom, active: ActiveRoom, announcement: Announcement): void {
    if ('typing' in announcement) return this.typingListener(announcement.typing);
    if ('ephemeral' in announcement) {
      for (const { event, except } of announcement.ephemeral) active.sendEphemeral(event, except);
      return;
    }
    active.feed.offer(announcement.batch);
    if (!active.feed.gap || open.repairing) return;
    setTimeout(() => void this.repair(open, active), GAP_GRACE_MS);
  }

  /** Only a direct room is opened by an event; other rooms are opened when a connection enters. */
  private hasReceivers(room: string): boolean {
    return directMembers(room)?.some((userId) => this.connections.ofUser(userId).size > 0) ?? false;
  }

  private open(room: string): OpenRoom {
    const known = this.rooms.get(room);
    if (known) return known;
    const members = new Set<Connection>();
    const people = directMembers(room);
    const receivers = people ? () => this.connectionsOf(people) : () => members;
    const opening = people ? this.startDirect(room, people) : this.startRoom(room);
    const open: OpenRoom = {
      members,
      entering: 0,
      room: opening.then(
        (position) => (open.active = new ActiveRoom(room, position, receivers, this.metrics.delivered, this.links)),
      ),
    };
    this.rooms.set(room, open);
    this.directRooms.set(room, open);
    open.room.catch((cause: unknown) => {
      this.logger.warn('A room could not be opened', { room, cause });
      this.close(room, open);
    });
    return open;
  }

  private async startRoom(room: string): Promise<number> {
    await this.channels.subscribeRoom(room, (_, announcement) => this.receive(room, announcement));
    return this.log.lastSeqOf(room);
  }

  /** Delivery starts with the events since the first connection of the two users, including commits under way then. */
  private startDirect(room: string, people: readonly [number, number]): Promise<number> {
    const openings = [...this.connectionsOf(people)].map(({ openedAt }) => openedAt);
    return this.log.lastSeqAt(room, this.clock.at(Math.min(...openings, performance.now())) - COMMIT_MS);
  }

  private *connectionsOf(people: readonly [number, number]): Generator<Connection> {
    for (const userId of new Set(people)) yield* this.connections.ofUser(userId);
  }

  private closeIfEmpty(room: string, open: OpenRoom): void {
    if (open.members.size === 0 && open.entering === 0 && !this.hasReceivers(room)) this.close(room, open);
  }

  private close(room: string, open: OpenRoom): void {
    if (this.rooms.get(room) !== open) return;
    this.rooms.delete(room);
    this.directRooms.delete(room);
    if (!directMembers(room)) this.channels.unsubscribeRoom(room);
  }

  private repair(open: OpenRoom, active: ActiveRoom): Promise<void> {
    open.repairing ??= this.fillGaps(active).finally(() => (open.repairing = undefined));
    return open.repairing;
  }

  private async fillGaps(active: ActiveRoom): Promise<void> {
    try {
      for (let gap = active.feed.gap; gap; gap = active.feed.gap) {
        this.metrics.gapRepaired();
        const batch = batchOf(await this.reader.events(active.id, gap.after, gap.upTo, PAGE));
        if (batch) active.feed.offer(batch);
        if (active.feed.last > gap.after) continue;
        const removed = ((await this.log.boundsOf(active.id))?.first ?? 1) - 1;
        if (removed <= gap.after) return; // not committed yet: the next comparison tries again
        active.feed.skipTo(removed);
      }
    } catch (cause) {
      this.logger.warn('A gap could not be read', { room: active.id, cause });
    }
  }

  /** Finds gaps that no later event reveals: the last message of a room was lost. */
  private async compareWithLog(): Promise<void> {
    const lastSeqs = this.rooms.size > 0 ? await this.log.lastSeqsOf([...this.rooms.keys()]) : new Map<string, number>();
    if (this.connections.all.size > 0) for (const [room, top] of await this.log.recentDirect()) lastSeqs.set(room, top);
    for (const [room, top] of lastSeqs) {
      const open = this.rooms.get(room) ?? (this.hasReceivers(room) ? this.open(room) : undefined);
      const active = open && (await open.room);
      if (!active || active.feed.last >= top) continue;
      active.feed.noteTop(top);
      void this.repair(open, active);
    }
  }
}
