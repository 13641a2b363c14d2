import type { MessageType, VoiceFacts } from '@veza/contracts';

/** A file attached to a message, with a URL signed for this delivery. */
export interface MediaLink {
  readonly url: string;
  readonly filename: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Seconds, of audio. */
  readonly duration?: number;
  /** Of a recorded voice message. */
  readonly voice?: VoiceFacts;
}

/**
 * The fields that every event has. `room` is a slug, or `dm:<lower id>:<higher id>` for the room of a direct conversation.
 * `seq` is dense within the room. `at` is epoch milliseconds.
 */
interface LogEventHeader {
  readonly room: string;
  readonly seq: number;
  readonly at: number;
  readonly userId: number;
  readonly username: string;
  /** The message that the event concerns. */
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

/** One entry of a room's log. Every durable change of a room is one of these; nothing else takes a seq. */
export type LogEvent = MessageSent | MessageEdited | MessageDeleted | ReactionSet | ReactionRemoved;

const DIRECT = /^dm:(\d+):(\d+)$/;

/** The direct room of two users, independent of their order. */
export const directRoom = (one: number, other: number): string => `dm:${Math.min(one, other)}:${Math.max(one, other)}`;

/** The two users of a direct room; undefined for any other room. */
export function directMembers(room: string): readonly [number, number] | undefined {
  const found = DIRECT.exec(room);
  return found ? [Number(found[1]), Number(found[2])] : undefined;
}

/** The member of a direct room that is not `userId`. */
export const otherMember = ([low, high]: readonly [number, number], userId: number): number => (userId === low ? high : low);
