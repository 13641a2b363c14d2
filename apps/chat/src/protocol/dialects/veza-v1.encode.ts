import { randomUUID } from 'node:crypto';
import type { RoomRole } from '@veza/contracts';
import { type LogEvent, type MediaLink, otherMember, directMembers } from '../log-event.js';
import type { HistoryMessage, RoomUpdated, TrackNoticed } from '../outgoing.types.js';
import { type Encoders, type Frame, NO_CABINETS } from './dialect.js';
import { suggestionFor, wireError } from './error-codes.js';
import type { Viewer } from '../identity.js';

// Wall clock: the time of a frame, for the client.

/** Milliseconds between the heartbeats that a client is expected to send. */
const HEARTBEAT_MS = 30_000;

interface Envelope {
  id?: string;
  at?: number;
  /** The acting user, in a frame for all members; a reply names its receiver (`viewer`) instead. */
  by?: number;
  viewer?: Viewer;
}

function frame(type: string, data: object, { id, at, by, viewer }: Envelope = {}): Frame {
  return {
    type,
    id: id ?? randomUUID(),
    timestamp: at ?? Date.now(),
    data,
    metadata: { user_id: String(viewer?.userId ?? by ?? ''), session_id: viewer?.sessionId ?? '', version: '1.0.0' },
  };
}

const author = ({ userId, username }: { userId: number; username: string }) => ({ user_id: String(userId), username });
const text = (id: number | null): string | null => (id === null ? null : String(id));

export const fileOf = ({ url, filename, type, size, voice }: MediaLink) => ({
  url,
  filename,
  mime_type: type,
  size,
  ...(voice && { voice }),
});

/** The first link is repeated as `media_url`, for messages that are an image or a sound. */
export function mediaOf(media: readonly MediaLink[]): { media_url?: string; media_type?: string; duration?: number } {
  const [first] = media;
  return first ? { media_url: first.url, media_type: first.type, duration: first.duration } : {};
}

/** What a room has after a change, as all dialects spell it. */
export const roomFacts = ({ name, description, isPrivate, memberLimit, slowMode }: Omit<RoomUpdated, 'kind' | 'room'>) => ({
  name,
  description,
  is_private: isPrivate,
  member_limit: memberLimit,
  slow_mode: slowMode,
});

/** For clients that know no reader: to them it is a member, as it was before this role. */
export const knownRole = (role: RoomRole): Exclude<RoomRole, 'reader'> => (role === 'reader' ? 'member' : role);

export const trackOutcome = ({ title, message, error }: Pick<TrackNoticed, 'title' | 'message' | 'error'>) => ({
  status: error ? 'failed' : 'ready',
  title,
  message,
  error: error ?? undefined,
});

/** The room, or the addressee of a direct message. */
function place(event: LogEvent): { room_id: string } | { recipient_id: string } {
  const pair = directMembers(event.room);
  return pair ? { recipient_id: String(otherMember(pair, event.userId)) } : { room_id: event.room };
}

const change = (type: string, event: LogEvent, more: object = {}): Frame =>
  frame(
    type,
    { ...place(event), message_id: String(event.id), ...more, ...author(event), timestamp: event.at, seq: event.seq },
    { at: event.at, by: event.userId },
  );

const past = (message: HistoryMessage) => ({
  room_id: message.room,
  message_id: String(message.id),
  content: message.content,
  ...author(message),
  message_type: message.type,
  timestamp: message.at,
  reply_to: text(message.replyTo),
  mentions: message.mentions,
  attachments: message.media.map(fileOf),
  ...mediaOf(message.media),
  is_edited: message.edited,
  is_deleted: message.deleted,
  seq: message.seq,
  reactions: message.reactions,
});

export const encoders: Encoders = {
  message(event) {
    const { id, type, content, seq, clientId, replyTo, at, userId } = event;
    const pair = directMembers(event.room);
    const envelope = { id: String(id), at, by: userId };
    if (pair) {
      const data = {
        sender_id: String(userId),
        sender_username: event.username,
        recipient_id: String(otherMember(pair, userId)),
        message_id: String(id),
        content,
        message_type: type,
        timestamp: at,
        reply_to: text(replyTo),
        is_read: false,
        seq,
        client_id: clientId,
      };
      return frame('private_message', data, envelope);
    }
    const data = {
      room_id: event.room,
      message_id: String(id),
      content,
      ...author(event),
      message_type: type,
      timestamp: at,
      reply_to: text(replyTo),
      mentions: event.mentions,
      attachments: event.media.map(fileOf),
      ...mediaOf(event.media),
      is_edited: event.edited,
      is_deleted: event.deleted,
      seq,
      client_id: clientId,
    };
    return frame('message_received', data, envelope);
  },
  edited: (event) => change('message_edited', event, { content: event.content }),
  deleted: (event) => change('message_deleted', event),
  reacted(event) {
    const { id, emoji, at, seq, userId, username } = event;
    const pair = directMembers(event.room);
    const sent = {
      message_id: String(id),
      content: emoji,
      message_type: 'reaction',
      timestamp: at,
      reply_to: String(id),
      seq,
      client_id: null,
    };
    const envelope = { at, by: userId };
    if (pair) {
      const between = {
        sender_id: String(userId),
        sender_username: username,
        recipient_id: String(otherMember(pair, userId)),
        is_read: false,
      };
      return frame('private_message', { ...between, ...sent }, envelope);
    }
    const data = {
      room_id: event.room,
      ...author(event),
      ...sent,
      mentions: [],
      attachments: [],
      is_edited: false,
      is_deleted: false,
    };
    return frame('message_received', data, envelope);
  },
  unreacted: (event) => change('reaction_removed', event, { content: event.emoji }),

  entered: (event) => frame('user_online', { ...author(event), room_id: event.room }, { by: event.userId }),
  left: (event) => frame('user_offline', { ...author(event), room_id: event.room }, { by: event.userId }),
  presence: ({ room, online }) => frame('room_presence', { room_id: room, users_online: online }),
  typing: (event) =>
    frame(
      'typing_indicator',
      { room_id: event.room, ...author(event), is_typing: event.on, isTyping: event.on },
      { by: event.userId },
    ),
  read(event) {
    const pair = directMembers(event.room);
    const where = pair ? { recipient_id: String(otherMember(pair, event.userId)) } : { room_id: event.room };
    return frame('read_receipt', { ...where, ...author(event), message_id: String(event.id) }, { by: event.userId });
  },
  file: ({ room, id, file }) => frame('file_download', { room_id: room, message_id: String(id), ...fileOf(file) }),
  roomUpdated: ({ room, ...facts }) => frame('room_updated', { room_id: room, ...roomFacts(facts) }),
  memberUpdated: ({ room, role, ...whom }) => frame('member_updated', { room_id: room, ...author(whom), role }),
  pinned: ({ room, id, isPinned, ...whom }) =>
    frame('message_pinned', { room_id: room, message_id: String(id), ...author(whom), is_pinned: isPinned }),
  moderated: (event) =>
    frame('moderation_action', {
      action: event.action,
      ...author(event),
      reason: event.reason,
      duration: event.duration,
      moderator_id: String(event.moderatorId),
      room_id: event.room,
      message_id: event.messageId === undefined ? undefined : String(event.messageId),
    }),

  trackNoticed: ({ id, trackId, at, ...outcome }, viewer) =>
    frame(
      'track_notification',
      { notification_id: String(id), track_id: String(trackId), ...trackOutcome(outcome), timestamp: at },
      { at, viewer },
    ),

  memberAdded: ({ room }, viewer) => frame('member_added', { room_id: room }, { viewer }),
  noticesChanged: ({ notice }, viewer) => frame('notices_changed', { kind: notice }, { viewer }),

  ...NO_CABINETS,

  authenticated(_, viewer) {
    if (!viewer) return undefined;
    const data = {
      ...author(viewer),
      roles: [viewer.role],
      permissions: ['read:chat', 'write:chat'],
      session_id: viewer.sessionId,
      heartbeat_ms: HEARTBEAT_MS,
    };
    return frame('auth_success', data, { viewer });
  },
  refused: ({ message }) => frame('auth_error', { error: 'invalid_token', message, code: 401 }),
  expiring: ({ inMs }, viewer) => frame('auth_expiring', { in_ms: inMs }, { viewer }),
  pong: ({ at }, viewer) => frame('pong', { timestamp: at }, { at, viewer }),
  joined(event, viewer) {
    const { last } = event;
    const data = {
      room_id: event.room,
      room_name: event.name,
      room_type: event.type,
      users_online: event.online,
      last_message: last && { id: String(last.id), content: last.content, ...author(last), timestamp: last.at },
      last_seq: event.lastSeq,
      history_truncated: event.truncated,
      history_reset: event.reset,
    };
    return frame('room_joined', data, { viewer });
  },
  departed: ({ room }, viewer) => frame('room_left', { room_id: room }, { viewer }),
  ack: ({ ref, id, seq, duplicate }, viewer) =>
    frame('message_ack', { id: ref ?? null, message_id: String(id), seq, duplicate }, { viewer }),
  history(event, viewer) {
    const where = event.with === undefined ? { room_id: event.room } : { user_id: String(event.with) };
    return frame(
      'message_history',
      { ...where, messages: event.messages.map(past), total: event.total, has_more: event.more },
      { viewer },
    );
  },
  synced: ({ rooms, direct, truncated }, viewer) =>
    frame('sync_done', { rooms, direct, truncated: filled(truncated) }, { viewer }),
  resumeToken: ({ token }, viewer) => frame('resume_token', { token }, { viewer }),
  resumed: ({ rooms, direct, truncated }, viewer) =>
    frame('resumed', { rooms, direct, truncated: filled(truncated) }, { viewer }),
  notResumed: (_, viewer) => frame('not_resumed', {}, { viewer }),
  reported: ({ id }, viewer) => frame('report_received', { report_id: String(id) }, { viewer }),
  uploadReady: ({ url, id, expiresAt }, viewer) =>
    frame('file_upload_ready', { upload_url: url, upload_id: id, expires_at: expiresAt }, { viewer }),
  fault({ error, room, language }, viewer) {
    const { number, type } = wireError(error.code);
    const more = error.details?.map(({ field, message }) => `${field}: ${message}`).join('; ');
    const data = {
      code: number,
      error_type: type,
      message: error.message,
      details: [error.code, room, more].filter(Boolean).join('; '),
      retry_after: error.retryAfter,
      suggestion: suggestionFor(error.code, language),
    };
    return frame('error', data, { viewer });
  },
};

/** The lists that are not empty. */
export function filled({ rooms, direct }: { rooms: readonly string[]; direct: readonly string[] }) {
  return { ...(rooms.length > 0 && { rooms }), ...(direct.length > 0 && { direct }) };
}
