import type { EphemeralEvent } from '../protocol/outgoing.types.js';
import type { LogEvent } from '../protocol/log-event.js';
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
  { batch: EventBatch } | { ephemeral: readonly AddressedEvent[]; replica?: string } | { typing: TypingUpdate; replica: string };

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

export function batchOf(events: readonly LogEvent[]): EventBatch | undefined {
  const [first] = events;
  const last = events.at(-1);
  return first && last && { first: first.seq, last: last.seq, read: () => events };
}
