import type { Signal } from '../protocol/outgoing.js';
import type { LogEvent } from '../protocol/log-event.js';
import type { Batch } from './room-feed.js';

/** A connection on one replica says that its person types, or does not any more. */
export interface Voice {
  readonly room: string;
  readonly userId: number;
  readonly username: string;
  /** The connection. */
  readonly by: string;
  readonly on: boolean;
}

/** A passing word to everybody in a room but one person. */
export interface PassingWord {
  readonly signal: Signal;
  readonly except?: number;
}

/** What one replica tells the others about a room: consecutive events, passing words, or who types there. */
export type Announcement = { batch: Batch } | { words: readonly PassingWord[]; from?: string } | { voice: Voice; from: string };

/** `first-last:` in front says whether the rest is worth parsing. */
export function writeEvents(events: readonly LogEvent[]): string {
  const [first] = events;
  const last = events.at(-1);
  if (!first || !last) throw new Error('There is nothing to announce');
  return `${first.seq}-${last.seq}:${JSON.stringify(events)}`;
}

/** `from` is the replica that says so, and has said it to its own already. */
export function writeWords(from: string, words: readonly PassingWord[]): string {
  return `!${JSON.stringify({ from, words })}`;
}

export function writeVoice(from: string, voice: Voice): string {
  return `!${JSON.stringify({ from, voice })}`;
}

/** What a replica wrote is trusted: only replicas may publish here. */
export function readAnnouncement(text: string): Announcement {
  if (text.startsWith('!')) return JSON.parse(text.slice(1)) as Exclude<Announcement, { batch: Batch }>;
  const dash = text.indexOf('-');
  const colon = text.indexOf(':');
  const first = Number(text.slice(0, dash));
  const last = Number(text.slice(dash + 1, colon));
  if (!(first > 0) || !(last >= first)) throw new Error('An announcement has no range');
  return { batch: { first, last, read: () => JSON.parse(text.slice(colon + 1)) as LogEvent[] } };
}

export function batchOf(events: readonly LogEvent[]): Batch | undefined {
  const [first] = events;
  const last = events.at(-1);
  return first && last && { first: first.seq, last: last.seq, read: () => events };
}
