import { type LogEvent, otherMember, directMembers } from '../log-event.js';
import type { HistoryMessage } from '../outgoing.types.js';
import { type Encoders, type Frame, iso, NO_CABINETS } from './dialect.js';
import { wireError } from './error-codes.js';
import { fileOf, filled, knownRole, mediaOf, roomFacts, trackOutcome } from './veza-v1.encode.js';
import type { Viewer } from '../identity.js';

const author = ({ userId, username }: { userId: number; username: string }) => ({ user_id: userId, username });
const roomUser = ({ room, userId, username }: { room: string; userId: number; username: string }) => ({ room, userId, username });

/** The room; for a direct message the other user from the viewer's side, and the addressee. */
function place(
  { room, userId }: { room: string; userId: number },
  viewer: Viewer | undefined,
): { room: string } | { from: number; to: number } {
  const pair = directMembers(room);
  if (!pair) return { room };
  return { from: otherMember(pair, viewer?.userId ?? userId), to: otherMember(pair, userId) };
}

const change = (type: string, event: LogEvent, viewer: Viewer | undefined, more: object = {}): Frame => ({
  type,
  ...place(event, viewer),
  id: event.id,
  message_id: event.id,
  ...more,
  ...author(event),
  created_at: iso(event.at),
  seq: event.seq,
});

const past = (message: HistoryMessage) => ({
  id: message.id,
  content: message.content,
  ...author(message),
  room_id: directMembers(message.room) ? undefined : message.room,
  message_type: message.type,
  ...mediaOf(message.media),
  reply_to: message.replyTo ?? undefined,
  created_at: iso(message.at),
  seq: message.seq,
  is_edited: message.edited,
  is_deleted: message.deleted,
  attachments: message.media.map(fileOf),
  reactions: message.reactions,
});

export const encoders: Encoders = {
  message(event, viewer) {
    const sent = {
      id: event.id,
      content: event.content,
      ...author(event),
      message_type: event.type,
      ...mediaOf(event.media),
      reply_to: event.replyTo ?? undefined,
      created_at: iso(event.at),
      seq: event.seq,
      client_id: event.clientId,
    };
    const pair = directMembers(event.room);
    if (!pair) return { type: 'message', room: event.room, room_id: event.room, ...sent };
    return { type: 'dm', ...place(event, viewer), recipient_id: otherMember(pair, event.userId), ...sent };
  },
  edited: (event, viewer) => change('message_edited', event, viewer, { content: event.content }),
  deleted: (event, viewer) => change('message_deleted', event, viewer),
  reacted: (event, viewer) => change('reaction', event, viewer, { messageId: event.id, content: event.emoji }),
  unreacted: (event, viewer) => change('reaction_removed', event, viewer, { content: event.emoji }),

  entered: (event) => ({ type: 'user_joined', ...roomUser(event) }),
  left: (event) => ({ type: 'user_left', ...roomUser(event) }),
  presence: ({ room, online }) => ({ type: 'room_presence', room, users_online: online }),
  typing: (event) => ({ type: 'typing', ...roomUser(event), isTyping: event.on }),
  read: (event, viewer) => ({ type: 'read_receipt', ...place(event, viewer), ...author(event), message_id: event.id }),
  file: ({ room, id, file }) => ({ type: 'file_download', room, message_id: id, ...fileOf(file) }),
  roomUpdated: ({ room, ...facts }) => ({ type: 'room_updated', room, ...roomFacts(facts) }),
  memberUpdated: ({ room, role, ...whom }) => ({ type: 'member_updated', room, ...author(whom), role: knownRole(role) }),
  pinned: () => undefined, // an event of `veza.v1` only
  memberAdded: () => undefined, // likewise
  moderated: ({ action, room, reason, duration, moderatorId, messageId, ...whom }) => ({
    type: 'moderation_action',
    action,
    room,
    ...author(whom),
    reason,
    duration,
    moderator_id: moderatorId,
    message_id: messageId,
  }),

  trackNoticed: ({ id, trackId, at, ...outcome }) => ({
    type: 'track_notification',
    notification_id: id,
    track_id: trackId,
    ...trackOutcome(outcome),
    created_at: iso(at),
  }),

  noticesChanged: ({ notice }) => ({ type: 'notices_changed', kind: notice }),

  ...NO_CABINETS,

  authenticated: (_, viewer) => viewer && { type: 'auth_success', ...author(viewer) },
  refused: ({ message }) => ({ type: 'error', code: 'AUTH_FAILED', message }),
  expiring: ({ inMs }) => ({ type: 'auth_expiring', in_ms: inMs }),
  pong: ({ at }) => ({ type: 'pong', timestamp: iso(at) }),
  joined: ({ room, lastSeq, truncated, reset }) => ({
    type: 'join_ack',
    room,
    success: true,
    last_seq: lastSeq,
    history_truncated: truncated,
    history_reset: reset,
  }),
  departed: ({ room }) => ({ type: 'leave_ack', room, success: true }),
  ack: ({ ref, id, seq, duplicate }) => ({ type: 'message_ack', client_id: ref ?? null, id, seq, duplicate }),
  history(event) {
    const page = { messages: event.messages.map(past), total: event.total, has_more: event.more };
    return event.with === undefined
      ? { type: 'room_history', room: event.room, ...page }
      : { type: 'dm_history', with: event.with, ...page };
  },
  synced: ({ rooms, direct, truncated }) => ({ type: 'sync_done', rooms, direct, truncated: filled(truncated) }),
  resumeToken: ({ token }) => ({ type: 'resume_token', token }),
  resumed: ({ rooms, direct, truncated }) => ({ type: 'resumed', rooms, direct, truncated: filled(truncated) }),
  notResumed: () => ({ type: 'not_resumed' }),
  reported: ({ id }) => ({ type: 'report_received', report_id: id }),
  uploadReady: ({ url, id, expiresAt }) => ({ type: 'file_upload_ready', upload_url: url, upload_id: id, expires_at: expiresAt }),
  fault: ({ error }) => ({
    type: 'error',
    code: wireError(error.code).code,
    message: error.message,
    retry_after: error.retryAfter,
  }),
};
