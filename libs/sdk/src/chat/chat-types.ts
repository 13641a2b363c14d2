import type { ChatError, ChatErrorCode } from './chat-error.js';

/** A room by its id, or the direct conversation with another user. */
export type Place = { readonly room: string } | { readonly user: number };

/** A file of a message. Its `url` is valid for 15 minutes; every page of history has a new one. */
export interface ChatFile {
  url: string;
  filename: string;
  mimeType: string;
  /** Bytes. */
  size: number;
  /** Of a recorded voice message, measured by the server. */
  voice?: {
    milliseconds: number;
    /** The largest level of each of at most 64 equal parts, 0 to 100. */
    peaks: number[];
  };
}

export interface Reaction {
  emoji: string;
  count: number;
  /** Whether the user is among them. */
  me: boolean;
}

/** A message, live or of the history. */
export interface ChatMessage {
  place: Place;
  /** Unique over all rooms. A message that is received twice has the same id. */
  id: number;
  /** Position of the message in the log of its place: 1, 2, 3 and so on. Edits and reactions take numbers of their own. */
  seq: number;
  /** Milliseconds since 1970. */
  at: number;
  userId: number;
  username: string;
  /** `text`, `image`, `audio`, `voice` or `file`. */
  type: string;
  content: string;
  replyTo: number | null;
  /** User names. */
  mentions: string[];
  files: ChatFile[];
  /** Seconds, of audio and voice messages. */
  duration?: number;
  isEdited: boolean;
  isDeleted: boolean;
  reactions: Reaction[];
  /** The id that its sender gave it: it connects a message of this user with its outgoing message. Null in the history. */
  clientId: string | null;
}

/** A new message. */
export interface MessageDraft {
  /** At most 4,000 code points. */
  content: string;
  /** Default: `text`. The others need `media`. */
  type?: 'text' | 'image' | 'audio' | 'voice' | 'file';
  replyTo?: number;
  /** User names, besides those after an `@` in the content. */
  mentions?: string[];
  /** Addresses of files of this room. */
  media?: string[];
  /** Seconds; required for audio and voice. */
  duration?: number;
}

/**
 * A message of this user on its way. `sending` covers also waiting: for the connection, for messages before it, for a
 * rate limit. A `failed` message stays until `retry` or `discard`.
 */
export interface OutgoingMessage {
  readonly clientId: string;
  readonly place: Place;
  readonly draft: MessageDraft;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly state: 'sending' | 'sent' | 'failed';
  /** Whether the store of the chat has it, so that it outlasts this chat. */
  readonly isKept?: true;
  /** Of a sent message: its id and its position. */
  readonly id?: number;
  readonly seq?: number;
  /** Why it failed. */
  readonly error?: { readonly code: ChatErrorCode; readonly message: string; readonly retryAfter?: number };
}

/** A change of a message. */
export interface MessageChange {
  place: Place;
  /** The message. */
  id: number;
  seq: number;
  /** Milliseconds since 1970. */
  at: number;
  /** The user with whom the change began. */
  userId: number;
  username: string;
}

/** `offline` waits for the next attempt; `ended` makes none. */
export type ChatStatus = 'idle' | 'connecting' | 'online' | 'offline' | 'ended';

/** The events of a `Chat`, by name. Those with a `seq` come in its order, each once. */
export interface ChatEvents {
  status: { status: ChatStatus; /** Of `ended`: why the server accepts no connection. */ error?: ChatError };
  message: ChatMessage;
  edited: MessageChange & { content: string };
  deleted: MessageChange;
  reaction: MessageChange & { emoji: string; /** False when it was removed. */ added: boolean };
  /** A message of this user changed its state, or was discarded (`undefined`). */
  outgoing: { clientId: string; message: OutgoingMessage | undefined };
  /**
   * Events are missing between `after` and `upTo`: the client was away for too long, or the server was restored
   * (`reset`). Load the place again from its history.
   */
  gap: { place: Place; after: number; upTo: number; isReset: boolean };
  /** The room sends no more events: the user was removed, or the room was deleted. */
  closed: { room: string };
  typing: { room: string; userId: number; username: string; isTyping: boolean };
  presence: { room: string; userId: number; username: string; isOnline: boolean };
  /** Replaces `presence` in rooms with more than 100 users online. */
  usersOnline: { room: string; count: number };
  /** A user has read the place up to a message. */
  read: { place: Place; userId: number; username: string; messageId: number };
  /** Name or description of a room was changed. */
  room: { room: string; name: string; description: string | null };
  /** A member of a room has a new role. */
  member: { room: string; userId: number; username: string; role: 'owner' | 'moderator' | 'member' | 'reader' };
  /** Another user made this user a member of a room or group. Read the list of rooms again. */
  added: { room: string };
  /** A message of a room was pinned, or unpinned. */
  pin: { room: string; messageId: number; userId: number; username: string; isPinned: boolean };
  moderation: {
    room: string;
    action: string;
    userId: number;
    username: string;
    moderatorId: number;
    reason: string;
    duration?: string;
    messageId?: number;
  };
  /** A track of this user is ready or failed. */
  track: {
    notificationId: number;
    trackId: number;
    status: string;
    title: string;
    message: string;
    error?: string;
    at: number;
  };
  /** The list of notices has a new one of this kind; null: some were read on another device. Read it again. */
  notices: { kind: string | null };
}

/** The reply to a join. */
export interface JoinedRoom {
  room: string;
  name: string;
  /** `public` or `private`. */
  type: string;
  usersOnline: number;
  /** Position of the last event. Live events follow it; load what is before from the history. */
  lastSeq: number;
}

/** What a chat keeps for its next start, as plain JSON. */
export interface ChatState {
  /** The user to whom it belongs: another user starts without it. */
  userId?: number;
  outgoing: OutgoingMessage[];
}

/** Where a chat keeps its unsent messages. One tab or process writes to one store. Default: in memory. */
export interface ChatStore {
  read(): ChatState | undefined | Promise<ChatState | undefined>;
  write(state: ChatState): void | Promise<void>;
  /**
   * Calls the listener with the state of another chat that has ended, such as that of a closed tab. This chat sends its
   * messages; once the listener has resolved they are written, and the state of the other one can be deleted.
   */
  onLeft?(listener: (state: ChatState) => Promise<void>): void;
}
