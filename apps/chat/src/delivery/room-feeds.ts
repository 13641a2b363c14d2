import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { AppLogger } from '@veza/platform';
import { RecurringJob } from '@veza/transport';
import { ChatMetrics } from '../metrics/chat-metrics.js';
import type { Connection } from '../connections/connection.js';
import { Connections } from '../connections/connections.js';
import type { EphemeralEvent } from '../protocol/outgoing.types.js';
import { ActiveRoom } from './active-room.js';
import { ByUser } from './by-user.js';
import { type LogEvent, directMembers } from '../protocol/log-event.js';
import { LogReader } from './log-reader.js';
import { LogRepository } from './log.repository.js';
import { MediaLinks } from './media-links.js';
import { RoomChannels } from './room-channels.js';
import { type Announcement, batchOf, type TypingUpdate } from './announcement.js';

/** An event has the time at which its commit began; one that takes longer is rare, and clocks differ by less. */
const COMMIT_MS = 100;
/** How long a hole may be only a message that is late on its way. */
const PATIENCE_MS = 40;
const COMPARE_EVERY_MS = 2_000;
const PAGE = 1_000;

/** A room as it is being opened or is open here; it stays while somebody is in it. */
interface OpenRoom {
  readonly room: Promise<ActiveRoom>;
  readonly members: Set<Connection>;
  /** The room once it is ready. */
  active?: ActiveRoom;
  /** Those who are on their way in; it must not be closed under them. */
  entering: number;
  repairing?: Promise<void>;
}

/**
 * Brings every event of a room to every connection in it here, in order and without a gap: from the replica's own
 * commits, from what the others announce, and, where an announcement was lost, from the database. Nobody is told what is
 * not committed. A direct room is open while one of its two people is connected and something has happened in it.
 */
@Injectable()
export class RoomFeeds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rooms = new Map<string, OpenRoom>();
  /** The direct ones of them. */
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
   * Puts a connection into a room. Answers the seq up to which it is to read the past by itself; what comes after waits
   * behind its gate until `connection.unshut`.
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
    open.active?.flush(); // what was said while it was in is still for it
    open.members.delete(connection);
    this.closeIfEmpty(room, open);
  }

  /** Shuts the gate of a direct room for a connection that is to read its past first; answers up to where. */
  async enterDirect(room: string, connection: Connection, least: number): Promise<number> {
    // Opened just now, the room tells them what was said shortly before they came: that is in the past that they are to read.
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

  membersOf(room: string): ReadonlySet<Connection> {
    return this.rooms.get(room)?.members ?? new Set();
  }

  /** The rooms that are open here, with how far each has been delivered. */
  *positions(): Generator<readonly [string, number]> {
    for (const [room, { active }] of this.rooms) if (active) yield [room, active.feed.last];
  }

  /** Committed here: to the other replicas, then to those who are here. A large room takes long, and the others need not wait for it. */
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

  /** To those who are here; every replica says it by itself. */
  sendEphemeralLocally(event: EphemeralEvent, except?: number): void {
    this.receive(event.room, { ephemeral: [{ event, except }] });
  }

  /** To the other replicas; what comes of it, each tells its own. */
  publishTyping(update: TypingUpdate): void {
    this.channels.publishTyping(update);
  }

  onTyping(listener: (update: TypingUpdate) => void): void {
    this.typingListener = listener;
  }

  /** Hears what concerns a person while they are connected here. */
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
    setTimeout(() => void this.repair(open, active), PATIENCE_MS);
  }

  /** Only a direct room is opened by an event: others are when somebody enters. */
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

  /** Everything since the first of their connections here was opened is still to be told, and what was being committed then. */
  private startDirect(room: string, people: readonly [number, number]): Promise<number> {
    const since = [...this.connectionsOf(people)].reduce((least, { openedAt }) => Math.min(least, openedAt), Date.now());
    return this.log.lastSeqAt(room, since - COMMIT_MS);
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
        if (!batch) return; // not there (yet): the next comparison comes again
        active.feed.offer(batch);
      }
    } catch (cause) {
      this.logger.warn('A gap could not be read', { room: active.id, cause });
    }
  }

  /** Closes the hole that no later event would show: the last announcement was lost. */
  private async compareWithLog(): Promise<void> {
    const tops = this.rooms.size > 0 ? await this.log.lastSeqsOf([...this.rooms.keys()]) : new Map<string, number>();
    if (this.connections.all.size > 0) for (const [room, top] of await this.log.recentDirect()) tops.set(room, top);
    for (const [room, top] of tops) {
      const open = this.rooms.get(room) ?? (this.hasReceivers(room) ? this.open(room) : undefined);
      const active = open && (await open.room);
      if (!active || active.feed.last >= top) continue;
      active.feed.noteTop(top);
      void this.repair(open, active);
    }
  }
}
