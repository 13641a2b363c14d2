import { type LogEvent, otherMember, directMembers } from '../log-event.js';
import type { HistoryMessage } from '../outgoing.types.js';
import { type Encoders, type Frame, iso, NO_CABINETS } from './dialect.js';
import { wireError } from './error-codes.js';
import { fileOf, filled, knownRole, mediaOf, roomFacts, trackOutcome } from './veza-v1.encode.js';

// Wall clock: the time of a frame, for the client.

const frame = (type: string, data: object, at = Date.now(), userId?: number): Frame => ({
  type,
  data,
  timestamp: iso(at),
  user_id: userId,
});

const author = ({ userId, username }: { userId: number; username: string }) => ({ user_id: userId, username });

/** The room, or the addressee of a direct message. */
function place({ room, userId }: { room: string; userId: number }): { room: string } | { to_user_id: number } {
  const pair = directMembers(room);
  return pair ? { to_user_id: otherMember(pair, userId) } : { room };
}

const change = (type: string, event: LogEvent, more: object = {}): Frame =>
  frame(
    type,
    { ...place(event), message_id: event.id, ...more, ...author(event), created_at: iso(event.at), seq: event.seq },
    event.at,
    event.userId,
  );

const past = (message: HistoryMessage) => ({
  id: message.id,
  ...author(message),
  content: message.content,
  message_type: message.type,
  created_at: iso(message.at),
  ...mediaOf(message.media),
  reply_to: message.replyTo ?? undefined,
  seq: message.seq,
  is_edited: message.edited,
  is_deleted: message.deleted,
  attachments: message.media.map(fileOf),
  reactions: message.reactions,
});

export const encoders: Encoders = {
  message(event) {
    const pair = directMembers(event.room);
    const sent = {
      id: event.id,
      content: event.content,
      message_type: event.type,
      created_at: iso(event.at),
      ...mediaOf(event.media),
      reply_to: event.replyTo ?? undefined,
      seq: event.seq,
      client_id: event.clientId,
    };
    if (!pair) return frame('room_message', { ...sent, room: event.room, ...author(event) }, event.at, event.userId);
    const { userId, username } = event;
    const data = { ...sent, from_user_id: userId, from_username: username, to_user_id: otherMember(pair, userId) };
    return frame('direct_message', data, event.at, userId);
  },
  edited: (event) => change('message_edited', event, { content: event.content }),
  deleted: (event) => change('message_deleted', event),
  reacted(event) {
    const pair = directMembers(event.room);
    const sent = {
      id: event.id,
      content: event.emoji,
      message_type: 'reaction',
      created_at: iso(event.at),
      reply_to: event.id,
      seq: event.seq,
      client_id: null,
    };
    if (!pair) return frame('room_message', { ...sent, room: event.room, ...author(event) }, event.at, event.userId);
    const { userId, username } = event;
    return frame(
      'direct_message',
      { ...sent, from_user_id: userId, from_username: username, to_user_id: otherMember(pair, userId) },
      event.at,
      userId,
    );
  },
  unreacted: (event) => change('reaction_removed', event, { content: event.emoji }),

  entered: (event) => frame('user_connected', { ...author(event), room: event.room }),
  left: (event) => frame('user_disconnected', { ...author(event), room: event.room }),
  presence: ({ room, online }) => frame('room_presence', { room, users_online: online }),
  typing: (event) => frame('typing', { room: event.room, ...author(event), is_typing: event.on }),
  read: (event) => frame('read_receipt', { ...place(event), ...author(event), message_id: event.id }),
  file: ({ room, id, file }) => frame('file_download', { room, message_id: id, ...fileOf(file) }),
  roomUpdated: ({ room, ...facts }) => frame('room_updated', { room, ...roomFacts(facts) }),
  memberUpdated: ({ room, role, ...whom }) => frame('member_updated', { room, ...author(whom), role: knownRole(role) }),
  pinned: () => undefined, // an event of `veza.v1` only
  memberAdded: () => undefined, // likewise
  moderated: ({ action, room, reason, duration, moderatorId, messageId, ...whom }) =>
    frame('moderation_action', {
      action,
      room,
      ...author(whom),
      reason,
      duration,
      moderator_id: moderatorId,
      message_id: messageId,
    }),

  trackNoticed: ({ id, trackId, at, ...outcome }) =>
    frame('track_notification', { notification_id: id, track_id: trackId, ...trackOutcome(outcome), created_at: iso(at) }, at),

  noticesChanged: ({ notice }) => frame('notices_changed', { kind: notice }),

  ...NO_CABINETS,

  authenticated: (_, viewer) => viewer && frame('auth_success', { ...author(viewer), session_id: viewer.sessionId }),
  refused: ({ message }) => frame('error', { message, code: 'AUTH_FAILED', details: {} }),
  expiring: ({ inMs }) => frame('auth_expiring', { in_ms: inMs }),
  pong: ({ at }) => frame('pong', { timestamp: iso(at) }, at),
  joined: ({ room, lastSeq, truncated, reset }) =>
    frame('join_room_ack', {
      room,
      success: true,
      message: 'Joined room successfully',
      last_seq: lastSeq,
      history_truncated: truncated,
      history_reset: reset,
    }),
  departed: ({ room }) => frame('leave_room_ack', { room, success: true, message: 'Left room successfully' }),
  ack: ({ ref, id, seq, duplicate }) => frame('message_ack', { client_id: ref ?? null, id, seq, duplicate }),
  history(event) {
    const where = event.with === undefined ? { room: event.room } : { with_user: event.with };
    return frame('message_history', { ...where, messages: event.messages.map(past), total: event.total, has_more: event.more });
  },
  synced: ({ rooms, direct, truncated }) => frame('sync_done', { rooms, direct, truncated: filled(truncated) }),
  resumeToken: ({ token }) => frame('resume_token', { token }),
  resumed: ({ rooms, direct, truncated }) => frame('resumed', { rooms, direct, truncated: filled(truncated) }),
  notResumed: () => frame('not_resumed', {}),
  reported: ({ id }) => frame('report_received', { report_id: id }),
  uploadReady: ({ url, id, expiresAt }) => frame('file_upload_ready', { upload_url: url, upload_id: id, expires_at: expiresAt }),
  fault({ error, room }) {
    const fields = error.details && Object.fromEntries(error.details.map(({ field, message }) => [field, message]));
    const details = {
      ...fields,
      ...(room !== undefined && { room }),
      ...(error.retryAfter !== undefined && { retry_after: error.retryAfter }),
    };
    return frame('error', { message: error.message, code: wireError(error.code).code, details });
  },
};
