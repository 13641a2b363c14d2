import type {
  NoticeKind,
  AppointmentUpdate,
  DeclaredError,
  MessageType,
  ReactionCount,
  RealtimeNotification,
  RoomKind,
  RoomRole,
  TrackError,
} from '@veza/contracts';
import type { Language } from '@veza/platform';
import type { LogEvent, MediaLink } from './log-event.js';

/** Sent at most once to the connections that are in the room now, never stored. Losing one is harmless. */
export type EphemeralEvent =
  | { kind: 'entered'; room: string; userId: number; username: string }
  | { kind: 'left'; room: string; userId: number; username: string }
  | { kind: 'presence'; room: string; online: number }
  | { kind: 'typing'; room: string; userId: number; username: string; on: boolean }
  | { kind: 'read'; room: string; userId: number; username: string; id: number; seq: number }
  | { kind: 'file'; room: string; id: number; file: MediaLink }
  | RoomUpdated
  | { kind: 'pinned'; room: string; userId: number; username: string; id: number; isPinned: boolean }
  | { kind: 'memberUpdated'; room: string; userId: number; username: string; role: RoomRole }
  | ModerationEvent;

export interface RoomUpdated {
  readonly kind: 'roomUpdated';
  readonly room: string;
  readonly name: string;
  readonly description: string | null;
  readonly isPrivate: boolean;
  readonly memberLimit: number | null;
  readonly slowMode: number;
}

export interface ModerationEvent {
  readonly kind: 'moderated';
  readonly action: 'message_deleted' | 'user_muted' | 'user_kicked' | 'user_banned' | 'user_unbanned';
  readonly room: string;
  /** The user whom the action concerns, or whose message it concerns. */
  readonly userId: number;
  readonly username: string;
  readonly moderatorId: number;
  readonly reason: string;
  readonly duration?: string;
  readonly messageId?: number;
}

/** A message as a page of history shows it. */
export interface HistoryMessage {
  readonly id: number;
  readonly room: string;
  readonly seq: number;
  readonly at: number;
  readonly userId: number;
  readonly username: string;
  readonly avatar: string | null;
  readonly type: MessageType;
  readonly content: string;
  readonly replyTo: number | null;
  readonly mentions: readonly string[];
  readonly media: readonly MediaLink[];
  readonly edited: boolean;
  readonly deleted: boolean;
  readonly reactions: readonly ReactionCount[];
}

export interface JoinReply {
  readonly kind: 'joined';
  readonly room: string;
  readonly name: string;
  readonly type: RoomKind;
  readonly online: number;
  readonly last: HistoryMessage | null;
  readonly lastSeq: number;
  /** The replay has a limit: only the newest events after `since` follow. */
  readonly truncated?: true;
  /** `since` lies after the end of the log: the client should load the room again. */
  readonly reset?: true;
}

/** What a client with a resume token has after its return: the last seqs that were sent, by room and by other user. */
export interface Resumed {
  readonly kind: 'resumed';
  readonly rooms: Record<string, number>;
  readonly direct: Record<string, number>;
  readonly truncated: { readonly rooms: readonly string[]; readonly direct: readonly string[] };
}

export interface ErrorReply {
  readonly kind: 'fault';
  readonly error: DeclaredError;
  /** The room named in the command. */
  readonly room?: string;
  /** Of the sentences; English by default. */
  readonly language?: Language;
}

/** A reply to one connection. `ref` is the client's id of the command that it answers. */
export type Reply = { readonly ref?: string } & (
  | { kind: 'authenticated' }
  | { kind: 'refused'; message: string }
  | { kind: 'expiring'; inMs: number }
  | { kind: 'pong'; at: number }
  | JoinReply
  | { kind: 'departed'; room: string }
  | { kind: 'ack'; id: number; seq: number; duplicate: boolean }
  | { kind: 'history'; room?: string; with?: number; messages: readonly HistoryMessage[]; total: number; more: boolean }
  | {
      kind: 'synced';
      rooms: Record<string, number>;
      direct: Record<string, number>;
      truncated: { rooms: string[]; direct: string[] };
    }
  | { kind: 'resumeToken'; token: string }
  | Resumed
  | { kind: 'notResumed' }
  | { kind: 'reported'; id: number }
  | { kind: 'uploadReady'; url: string; id: string; expiresAt: string }
  | ErrorReply
);

/** How an upload of the user ended. Sent at most once; the list of notifications has every one. */
export interface TrackNoticed {
  readonly kind: 'trackNoticed';
  readonly id: number;
  readonly trackId: number;
  readonly title: string;
  readonly message: string;
  readonly error: TrackError | null;
  readonly at: number;
}

/** The list of notices of the user has a new one, or was read on another device. Sent at most once. */
export interface NoticesChanged {
  readonly kind: 'noticesChanged';
  /** Of the new one. */
  readonly notice: NoticeKind | null;
}

/** The user became a member of a room by the act of another one. Sent at most once; the list of rooms has it. */
export interface MemberAdded {
  readonly kind: 'memberAdded';
  readonly room: string;
}

/** Events of a booking cabinet for its members, with their numbers. Only `nova.v1` has frames for them. */
export type CabinetEvent =
  | { kind: 'notified'; seq: number; cabinetId: string; notification: RealtimeNotification }
  | { kind: 'appointment'; seq: number; cabinetId: string; appointment: AppointmentUpdate };

/** The end of what a returning client of `nova.v1` missed; incomplete if it has to read the lists. */
export interface CaughtUp {
  readonly kind: 'caughtUp';
  readonly seq: number;
  readonly complete: boolean;
}

/** Everything that can be written to a socket. */
export type OutgoingEvent =
  | LogEvent
  | EphemeralEvent
  | CabinetEvent
  | CaughtUp
  | TrackNoticed
  | NoticesChanged
  | MemberAdded
  | Reply;
export type OutgoingEventKind = OutgoingEvent['kind'];
