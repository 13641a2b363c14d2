import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AppLogger } from '@veza/platform';
import { ChatMetrics } from '../metrics/chat-metrics.js';
import type { Connection } from '../connections/connection.js';
import { Connections } from '../connections/connections.js';
import type { Signal } from '../protocol/outgoing.js';
import { ActiveRoom } from './active-room.js';
import { ByUser } from './by-user.js';
import { type LogEvent, peopleOf } from '../protocol/log-event.js';
import { LogReader } from './log-reader.js';
import { LogRepository } from './log.repository.js';
import { MediaLinks } from './media-links.js';
import { RoomChannels } from './room-channels.js';
import { type Announcement, batchOf, type Voice } from './announcement.js';

/** An event has the time at which its commit began; one that takes longer is rare, and clocks differ by less. */
const COMMIT_MS = 100;
/** How long a hole may be only a message that is late on its way. */
const PATIENCE_MS = 40;
const COMPARE_EVERY_MS = 2_000;
const PAGE = 1_000;

/** A room as it is being opened or is open here; it stays while somebody is in it. */
interface Open {
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
export class RoomFeeds implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rooms = new Map<string, Open>();
  /** The direct ones of them. */
  private readonly direct = new ByUser<Open>();
  private timer?: NodeJS.Timeout;
  private stopped = false;
  private hearVoice: (voice: Voice) => void = () => undefined;

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
    this.schedule();
    this.channels.onReturn(() => void this.compare());
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
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
        active.feed.knowTop(least);
        await this.repair(open, active);
      }
      active.flush();
      if (connection.open) {
        open.members.add(connection);
        connection.shut(room);
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
    connection.shut(room);
    const open = this.open(room);
    const active = await open.room;
    if (active.feed.last < least) {
      active.feed.knowTop(least);
      await this.repair(open, active);
    }
    active.flush();
    connection.shut(room);
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
  announce(room: string, events: readonly LogEvent[]): void {
    const batch = batchOf(events);
    if (!batch) return;
    this.channels.tellEvents(room, events);
    this.take(room, { batch });
  }

  signal(signal: Signal, except?: number): void {
    this.signalHere(signal, except);
    this.channels.tellWord({ signal, except });
  }

  /** To those who are here; every replica says it by itself. */
  signalHere(signal: Signal, except?: number): void {
    this.take(signal.room, { words: [{ signal, except }] });
  }

  /** To the other replicas; what comes of it, each tells its own. */
  tellVoice(voice: Voice): void {
    this.channels.tellVoice(voice);
  }

  onVoice(hear: (voice: Voice) => void): void {
    this.hearVoice = hear;
  }

  /** Hears what concerns a person while they are connected here. */
  async listenFor(userId: number): Promise<void> {
    await this.channels.hearUser(userId, (room, announcement) => this.take(room, announcement));
  }

  stopListeningFor(userId: number): void {
    this.channels.leaveUser(userId);
    for (const [room, open] of [...this.direct.of(userId)]) this.closeIfEmpty(room, open);
  }

  private take(room: string, announcement: Announcement): void {
    const open = this.rooms.get(room) ?? (this.hasReceivers(room) ? this.open(room) : undefined);
    if (!open) return;
    if (open.active) this.hand(open, open.active, announcement);
    else void open.room.then((active) => this.hand(open, active, announcement)).catch(() => undefined);
  }

  private hand(open: Open, active: ActiveRoom, announcement: Announcement): void {
    if ('voice' in announcement) return this.hearVoice(announcement.voice);
    if ('words' in announcement) {
      for (const { signal, except } of announcement.words) active.signal(signal, except);
      return;
    }
    active.feed.offer(announcement.batch);
    if (!active.feed.hole || open.repairing) return;
    setTimeout(() => void this.repair(open, active), PATIENCE_MS);
  }

  /** Only a direct room is opened by an event: others are when somebody enters. */
  private hasReceivers(room: string): boolean {
    return peopleOf(room)?.some((userId) => this.connections.ofUser(userId).size > 0) ?? false;
  }

  private open(room: string): Open {
    const known = this.rooms.get(room);
    if (known) return known;
    const members = new Set<Connection>();
    const people = peopleOf(room);
    const receivers = people ? () => this.connectionsOf(people) : () => members;
    const opening = people ? this.startDirect(room, people) : this.startRoom(room);
    const open: Open = {
      members,
      entering: 0,
      room: opening.then(
        (position) => (open.active = new ActiveRoom(room, position, receivers, this.metrics.delivered, this.links)),
      ),
    };
    this.rooms.set(room, open);
    this.direct.set(room, open);
    open.room.catch((cause: unknown) => {
      this.logger.warn('A room could not be opened', { room, cause });
      this.close(room, open);
    });
    return open;
  }

  private async startRoom(room: string): Promise<number> {
    await this.channels.hearRoom(room, (_, announcement) => this.take(room, announcement));
    return this.log.topOf(room);
  }

  /** Everything since the first of their connections here was opened is still to be told, and what was being committed then. */
  private startDirect(room: string, people: readonly [number, number]): Promise<number> {
    const since = [...this.connectionsOf(people)].reduce((least, { openedAt }) => Math.min(least, openedAt), Date.now());
    return this.log.topAt(room, since - COMMIT_MS);
  }

  private *connectionsOf(people: readonly [number, number]): Generator<Connection> {
    for (const userId of new Set(people)) yield* this.connections.ofUser(userId);
  }

  private closeIfEmpty(room: string, open: Open): void {
    if (open.members.size === 0 && open.entering === 0 && !this.hasReceivers(room)) this.close(room, open);
  }

  private close(room: string, open: Open): void {
    if (this.rooms.get(room) !== open) return;
    this.rooms.delete(room);
    this.direct.delete(room);
    if (!peopleOf(room)) this.channels.leaveRoom(room);
  }

  private repair(open: Open, active: ActiveRoom): Promise<void> {
    open.repairing ??= this.fill(active).finally(() => (open.repairing = undefined));
    return open.repairing;
  }

  private async fill(active: ActiveRoom): Promise<void> {
    try {
      for (let hole = active.feed.hole; hole; hole = active.feed.hole) {
        this.metrics.gapRepaired();
        const batch = batchOf(await this.reader.events(active.id, hole.after, hole.upTo, PAGE));
        if (!batch) return; // not there (yet): the next comparison comes again
        active.feed.offer(batch);
      }
    } catch (cause) {
      this.logger.warn('A gap could not be read', { room: active.id, cause });
    }
  }

  private schedule(): void {
    if (!this.stopped) this.timer = setTimeout(() => void this.compare().finally(() => this.schedule()), COMPARE_EVERY_MS);
  }

  /** Closes the hole that no later event would show: the last announcement was lost. */
  private async compare(): Promise<void> {
    try {
      const tops = this.rooms.size > 0 ? await this.log.tops([...this.rooms.keys()]) : new Map<string, number>();
      if (this.connections.all.size > 0) for (const [room, top] of await this.log.recentDirect()) tops.set(room, top);
      for (const [room, top] of tops) {
        const open = this.rooms.get(room) ?? (this.hasReceivers(room) ? this.open(room) : undefined);
        const active = open && (await open.room);
        if (!active || active.feed.last >= top) continue;
        active.feed.knowTop(top);
        void this.repair(open, active);
      }
    } catch (cause) {
      this.logger.warn('The rooms could not be compared with the log', { cause });
    }
  }
}
