import { Injectable } from '@nestjs/common';
import { ReplicaId, TickBatcher } from '@veza/transport';
import { PubSub } from '@veza/platform';
import { type LogEvent, directMembers } from '../protocol/log-event.js';
import type { EphemeralEvent } from '../protocol/outgoing.types.js';
import type { EventBatch } from './room-feed.js';

/** A connection reports that its user types, or has stopped. */
export interface TypingUpdate {
  readonly room: string;
  readonly userId: number;
  readonly username: string;
  readonly connectionId: string;
  readonly on: boolean;
}

/** An ephemeral event for all members of a room except one user. */
export interface AddressedEvent {
  readonly event: EphemeralEvent;
  readonly except?: number;
}

/** What a replica publishes to the others about a room: consecutive events, ephemeral events, or a typing update. */
export type Announcement =
  | { batch: EventBatch }
  | { ephemeral: readonly AddressedEvent[]; replica?: string }
  | { typing: TypingUpdate; replica: string };

type AnnouncementListener = (room: string, announcement: Announcement) => void;

/**
 * The messages between replicas about rooms. A replica subscribes to the channel of a room while it has members there.
 * Events of a direct room are published to the channels of its two users; a replica subscribes to those of the users
 * connected to it.
 */
@Injectable()
export class RoomChannels {
  /** Identifies ephemeral messages of this replica that come back. Events that come back are known by their seq. */
  private readonly replica: string;
  private readonly subscribedUsers = new Set<number>();
  /** The ephemeral events of this tick. */
  private readonly pending = new TickBatcher<AddressedEvent>((events) => this.flushEphemeral(events));

  constructor(
    private readonly bus: PubSub,
    replica: ReplicaId,
  ) {
    this.replica = replica.value;
  }

  publishEvents(room: string, events: readonly LogEvent[]): void {
    this.pending.flushNow(); // they precede the events
    this.publish(room, writeEvents(events));
  }

  /** Collects the ephemeral events of a tick: when many users enter a room, that is one message. */
  publishEphemeral(addressed: AddressedEvent): void {
    this.pending.add(addressed);
  }

  publishTyping(update: TypingUpdate): void {
    this.publish(update.room, writeTyping(this.replica, update));
  }

  /** Resolves when the subscription is active, or when Redis is away. */
  async subscribeRoom(room: string, listener: AnnouncementListener): Promise<void> {
    await this.bus.subscribe(roomChannel(room), (text) => this.receive(room, text, listener));
  }

  unsubscribeRoom(room: string): void {
    this.bus.unsubscribe(roomChannel(room));
  }

  async subscribeUser(userId: number, listener: AnnouncementListener): Promise<void> {
    this.subscribedUsers.add(userId);
    await this.bus.subscribe(userChannel(userId), (text) => {
      const bar = text.indexOf('|');
      this.receive(text.slice(0, bar), text.slice(bar + 1), listener, userId);
    });
  }

  unsubscribeUser(userId: number): void {
    this.subscribedUsers.delete(userId);
    this.bus.unsubscribe(userChannel(userId));
  }

  /** Called when Redis is back after an outage: messages have been missed. */
  onReconnect(listener: () => void): void {
    this.bus.onReconnect(listener);
  }

  /** If both users of a direct room are connected here, an ephemeral event arrives on both channels; one of them counts. */
  private isDuplicate(room: string, userId: number): boolean {
    const [low = userId, high = userId] = directMembers(room) ?? [];
    return userId === high && low !== high && this.subscribedUsers.has(low);
  }

  private flushEphemeral(events: readonly AddressedEvent[]): void {
    const byRoom = new Map<string, AddressedEvent[]>();
    for (const addressed of events) {
      const { room } = addressed.event;
      const known = byRoom.get(room);
      if (known) known.push(addressed);
      else byRoom.set(room, [addressed]);
    }
    for (const [room, each] of byRoom) this.publish(room, writeEphemeral(this.replica, each));
  }

  private publish(room: string, text: string): void {
    const people = directMembers(room);
    if (!people) this.bus.publish(roomChannel(room), text);
    else for (const userId of people) this.bus.publish(userChannel(userId), `${room}|${text}`);
  }

  /** @param userId the user of the channel, if it is not the channel of the room */
  private receive(room: string, text: string, listener: AnnouncementListener, userId?: number): void {
    const announcement = readAnnouncement(text);
    if (!('batch' in announcement)) {
      if (announcement.replica === this.replica || (userId !== undefined && this.isDuplicate(room, userId))) return;
    }
    listener(room, announcement);
  }
}

const roomChannel = (room: string): string => `chat:room:${room}`;
const userChannel = (userId: number): string => `chat:user:${userId}`;

/** The prefix `first-last:` lets a receiver skip events that it has without parsing them. */
export function writeEvents(events: readonly LogEvent[]): string {
  const [first] = events;
  const last = events.at(-1);
  if (!first || !last) throw new Error('There are no events to publish');
  return `${first.seq}-${last.seq}:${JSON.stringify(events)}`;
}

/** @param replica the publisher, which ignores its own message */
export function writeEphemeral(replica: string, ephemeral: readonly AddressedEvent[]): string {
  return `!${JSON.stringify({ replica, ephemeral })}`;
}

export function writeTyping(replica: string, typing: TypingUpdate): string {
  return `!${JSON.stringify({ replica, typing })}`;
}

/**
 * Reads what another replica has written. The casts replace a schema on purpose: this runs for every event on every
 * replica, only replicas can publish to these channels, and the writers above have the same types.
 */
export function readAnnouncement(text: string): Announcement {
  if (text.startsWith('!')) return JSON.parse(text.slice(1)) as Exclude<Announcement, { batch: EventBatch }>;
  const dash = text.indexOf('-');
  const colon = text.indexOf(':');
  const first = Number(text.slice(0, dash));
  const last = Number(text.slice(dash + 1, colon));
  if (!(first > 0) || !(last >= first)) throw new Error('An announcement has no valid range');
  return { batch: { first, last, read: () => JSON.parse(text.slice(colon + 1)) as LogEvent[] } };
}
