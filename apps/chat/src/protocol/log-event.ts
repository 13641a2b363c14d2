import type { MessageType } from '@veza/contracts';

/** Bytes that hang on a message, with a URL that was signed for this delivery. */
export interface MediaLink {
  readonly url: string;
  readonly filename: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Seconds, of audio. */
  readonly duration?: number;
}

/**
 * Where and by whom. `room` is a slug, or `dm:<lower id>:<higher id>` for the room of two that a direct conversation is;
 * `seq` is dense in it; `at` is epoch milliseconds.
 */
interface LogEventHeader {
  readonly room: string;
  readonly seq: number;
  readonly at: number;
  readonly userId: number;
  readonly username: string;
  /** The message that this is about. */
  readonly id: number;
}

export interface MessageSent extends LogEventHeader {
  readonly kind: 'message';
  readonly type: MessageType;
  readonly content: string;
  readonly replyTo: number | null;
  readonly mentions: readonly string[];
  readonly media: readonly MediaLink[];
  readonly clientId: string | null;
  readonly edited: boolean;
  readonly deleted: boolean;
}

export interface MessageEdited extends LogEventHeader {
  readonly kind: 'edited';
  readonly content: string;
}

export interface MessageDeleted extends LogEventHeader {
  readonly kind: 'deleted';
}

export interface ReactionSet extends LogEventHeader {
  readonly kind: 'reacted';
  readonly emoji: string;
}

export interface ReactionRemoved extends LogEventHeader {
  readonly kind: 'unreacted';
  readonly emoji: string;
}

/** One entry of a room's log. What happens in a room durably is one of these, and nothing else takes a seq. */
export type LogEvent = MessageSent | MessageEdited | MessageDeleted | ReactionSet | ReactionRemoved;

const DIRECT = /^dm:(\d+):(\d+)$/;

/** The room of two people; the same whoever of them asks. */
export const directRoom = (one: number, other: number): string => `dm:${Math.min(one, other)}:${Math.max(one, other)}`;

/** The two people of a direct room; undefined for any other room. */
export function directMembers(room: string): readonly [number, number] | undefined {
  const found = DIRECT.exec(room);
  return found ? [Number(found[1]), Number(found[2])] : undefined;
}

/** Who of the two is not this one. */
export const otherMember = ([low, high]: readonly [number, number], userId: number): number => (userId === low ? high : low);
