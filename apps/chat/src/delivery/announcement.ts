import type { EphemeralEvent } from '../protocol/outgoing.types.js';
import type { LogEvent } from '../protocol/log-event.js';
import type { EventBatch } from './room-feed.js';

/** A connection on one replica says that its person types, or does not any more. */
export interface TypingUpdate {
  readonly room: string;
  readonly userId: number;
  readonly username: string;
  /** The connection. */
  readonly connectionId: string;
  readonly on: boolean;
}

/** A passing word to everybody in a room but one person. */
export interface AddressedEvent {
  readonly event: EphemeralEvent;
  readonly except?: number;
}

/** What one replica tells the others about a room: consecutive events, passing words, or who types there. */
export type Announcement =
  { batch: EventBatch } | { ephemeral: readonly AddressedEvent[]; replica?: string } | { typing: TypingUpdate; replica: string };

/** `first-last:` in front says whether the rest is worth parsing. */
export function writeEvents(events: readonly LogEvent[]): string {
  const [first] = events;
  const last = events.at(-1);
  if (!first || !last) throw new Error('There is nothing to announce');
  return `${first.seq}-${last.seq}:${JSON.stringify(events)}`;
}

/** `from` is the replica that says so, and has said it to its own already. */
export function writeEphemeral(replica: string, ephemeral: readonly AddressedEvent[]): string {
  return `!${JSON.stringify({ replica, ephemeral })}`;
}

export function writeTyping(replica: string, typing: TypingUpdate): string {
  return `!${JSON.stringify({ replica, typing })}`;
}

/** What a replica wrote is trusted: only replicas may publish here. */
export function readAnnouncement(text: string): Announcement {
  if (text.startsWith('!')) return JSON.parse(text.slice(1)) as Exclude<Announcement, { batch: EventBatch }>;
  const dash = text.indexOf('-');
  const colon = text.indexOf(':');
  const first = Number(text.slice(0, dash));
  const last = Number(text.slice(dash + 1, colon));
  if (!(first > 0) || !(last >= first)) throw new Error('An announcement has no range');
  return { batch: { first, last, read: () => JSON.parse(text.slice(colon + 1)) as LogEvent[] } };
}

export function batchOf(events: readonly LogEvent[]): EventBatch | undefined {
  const [first] = events;
  const last = events.at(-1);
  return first && last && { first: first.seq, last: last.seq, read: () => events };
}
