import { z } from 'zod';
import { documented } from './documented.js';
import { ERROR_NUMBERS, ERROR_TYPES } from './errors.js';
import { FIELD } from './field-texts.js';
import * as part from './parts.js';
import { SAMPLE } from './samples.js';
import { AuthExpiring, FileReady, NotResumed, Resumed, ResumeToken, SyncDone } from './shared-frames.js';
import { EVENTS } from './texts.js';

export const Ms = z.int().describe('Time in milliseconds since 1970');
const author = { user_id: z.string().describe(FIELD.author.id), username: z.string().describe(FIELD.author.name) };
const room = { room_id: part.RoomIdOut };
const message = { message_id: z.string().describe(FIELD.messageId) };
const ReplyTo = z.string().nullable().describe(FIELD.replyTo);
/** Where a change took place: a room, or for a direct conversation the user whom the author addresses. */
const place = { room_id: part.MaybeRoomId, recipient_id: z.string().optional().describe(FIELD.addressee) };
const change = { ...author, timestamp: Ms, seq: part.Seq };

const MessageReceived = z.object({
  ...room,
  ...message,
  content: part.Text,
  ...author,
  message_type: part.MessageKind,
  timestamp: Ms,
  reply_to: ReplyTo,
  mentions: z.array(z.string()).describe('User names that the message mentions'),
  attachments: part.Attachments,
  ...part.Media,
  is_edited: part.IsEdited,
  is_deleted: part.IsDeleted,
  seq: part.Seq,
  client_id: part.ClientIdOut,
});
const HistoryMessage = MessageReceived.omit({ client_id: true }).extend({ reactions: part.Reactions });
const Private = z.object({
  sender_id: z.string().describe('Id of the author'),
  sender_username: z.string().describe('User name of the author'),
  recipient_id: z.string().describe('Id of the recipient'),
  ...message,
  content: part.Text,
  message_type: part.MessageKind,
  timestamp: Ms,
  reply_to: ReplyTo,
  is_read: z.boolean().describe('Always false when the message is sent'),
  seq: part.Seq,
  client_id: part.ClientIdOut,
});

const alice = { user_id: '5', username: 'alice' };
const now = { timestamp: SAMPLE.atMs, seq: 43 };
const posted = {
  room_id: 'general',
  message_id: '12',
  content: SAMPLE.text,
  ...alice,
  message_type: 'text',
  timestamp: SAMPLE.atMs,
  reply_to: null,
  mentions: [],
  attachments: [],
  is_edited: false,
  is_deleted: false,
  seq: 42,
};
const reaction = { ...posted, content: '👍', message_type: 'reaction', reply_to: '12', seq: 43, client_id: null };
const written = {
  sender_id: '5',
  sender_username: 'alice',
  recipient_id: '7',
  message_id: '13',
  content: 'Are you free at ten?',
  message_type: 'text',
  timestamp: SAMPLE.atMs,
  reply_to: null,
  is_read: false,
  seq: 4,
  client_id: SAMPLE.clientId,
};

export const sends = {
  auth_success: documented(
    z.object({
      ...author,
      roles: z.array(z.string()).describe('Roles of the user: user, moderator or admin'),
      permissions: z.array(z.string()).describe('What the connection can do'),
      session_id: part.SessionId,
      heartbeat_ms: z.int().describe('Interval of the protocol-level pings of the server in milliseconds'),
    }),
    EVENTS.authenticated,
    {
      'A user': {
        ...alice,
        roles: ['user'],
        permissions: ['read:chat', 'write:chat'],
        session_id: SAMPLE.sessionId,
        heartbeat_ms: 30_000,
      },
    },
  ),
  auth_error: documented(
    z.object({
      error: z.literal('invalid_token').describe('Always `invalid_token`'),
      message: part.ErrorMessage,
      code: z.literal(401).describe('Always 401'),
    }),
    EVENTS.refused,
    { 'An expired token': { error: 'invalid_token', message: 'The token is not valid or has expired', code: 401 } },
  ),
  auth_expiring: AuthExpiring,
  pong: documented(z.object({ timestamp: Ms }), EVENTS.pong, { Pong: { timestamp: SAMPLE.atMs } }),
  room_joined: documented(
    z.object({
      ...room,
      room_name: z.string().describe('Name of the room'),
      room_type: z.string().describe('Kind of the room: public or private'),
      users_online: part.UsersOnline,
      last_message: z
        .object({
          id: z.string().describe(FIELD.messageId),
          content: part.Text,
          ...author,
          timestamp: Ms,
        })
        .nullable()
        .describe('The newest message of the room; null when it has none'),
      last_seq: part.LastSeq,
      ...part.SinceResult,
    }),
    EVENTS.joined,
    {
      'A public room': {
        room_id: 'general',
        room_name: 'General',
        room_type: 'public',
        users_online: 3,
        last_message: { id: '12', content: SAMPLE.text, ...alice, timestamp: SAMPLE.atMs },
        last_seq: 42,
      },
    },
  ),
  room_left: documented(z.object(room), EVENTS.left, { 'The room is left': { room_id: 'general' } }),
  user_online: documented(z.object({ ...room, ...author }), EVENTS.entered, { Alice: { room_id: 'general', ...alice } }),
  user_offline: documented(z.object({ ...room, ...author }), EVENTS.exited, { Alice: { room_id: 'general', ...alice } }),
  room_presence: documented(z.object({ ...room, users_online: part.UsersOnline }), EVENTS.presence, {
    'A large room': { room_id: 'general', users_online: 412 },
  }),
  message_received: documented(MessageReceived, EVENTS.message, {
    'A text': { ...posted, client_id: SAMPLE.clientId },
    'An audio file': {
      ...posted,
      content: SAMPLE.file.filename,
      message_type: 'audio',
      attachments: [SAMPLE.file],
      media_url: SAMPLE.file.url,
      media_type: SAMPLE.file.mime_type,
      client_id: null,
    },
    'A reaction': reaction,
  }),
  message_ack: documented(
    z.object({
      id: part.ClientIdOut,
      ...message,
      seq: part.Seq,
      duplicate: part.Duplicate,
    }),
    EVENTS.ack,
    {
      'A new message': { id: SAMPLE.clientId, message_id: '12', seq: 42, duplicate: false },
      'A repeated send': { id: SAMPLE.clientId, message_id: '12', seq: 42, duplicate: true },
    },
  ),
  private_message: documented(Private, EVENTS.direct, { 'A direct message': written }),
  message_edited: documented(z.object({ ...place, ...message, content: part.Text, ...change }), EVENTS.edited, {
    'In a room': { room_id: 'general', message_id: '12', content: 'Are the new oud samples out yet?', ...alice, ...now },
    'In a conversation': { recipient_id: '7', message_id: '13', content: 'Are you free at eleven?', ...alice, ...now, seq: 5 },
  }),
  message_deleted: documented(z.object({ ...place, ...message, ...change }), EVENTS.deleted, {
    'In a room': { room_id: 'general', message_id: '12', ...alice, ...now },
  }),
  reaction_removed: documented(z.object({ ...place, ...message, content: part.EmojiOut, ...change }), EVENTS.unreacted, {
    'In a room': { room_id: 'general', message_id: '12', content: '👍', ...alice, ...now },
  }),
  message_history: documented(
    z.object({
      room_id: part.MaybeRoomId,
      user_id: z.string().optional().describe('Id of the other user of the conversation; absent for a room'),
      messages: z.array(HistoryMessage).describe(FIELD.messages),
      total: part.Total,
      has_more: part.HasMore,
    }),
    EVENTS.history,
    {
      'A room': {
        room_id: 'general',
        messages: [{ ...posted, reactions: SAMPLE.reactions }],
        total: 1,
        has_more: false,
      },
    },
  ),
  typing_indicator: documented(
    z.object({
      ...room,
      ...author,
      is_typing: part.IsTyping,
      isTyping: z.boolean().describe('The same value as `is_typing`'),
    }),
    EVENTS.typing,
    { 'Alice types': { room_id: 'general', ...alice, is_typing: true, isTyping: true } },
  ),
  read_receipt: documented(z.object({ ...place, ...author, ...message }), EVENTS.read, {
    'In a room': { room_id: 'general', ...alice, message_id: '12' },
    'In a conversation': { recipient_id: '7', ...alice, message_id: '13' },
  }),
  report_received: documented(z.object({ report_id: z.string().describe('Id of the report') }), EVENTS.reported, {
    'The report is stored': { report_id: '4' },
  }),
  sync_done: SyncDone,
  resume_token: ResumeToken,
  resumed: Resumed,
  not_resumed: NotResumed,
  file_upload_ready: FileReady,
  file_download: documented(part.Attachment.extend({ ...room, ...message }), EVENTS.file, {
    'An audio file': { ...SAMPLE.file, room_id: 'general', message_id: '12' },
  }),
  room_updated: documented(z.object({ ...room, ...part.roomFacts }), EVENTS.roomUpdated, {
    'A new name and slow mode': {
      room_id: 'general',
      name: 'Strings',
      description: null,
      is_private: false,
      member_limit: null,
      slow_mode: 30,
    },
  }),
  member_updated: documented(z.object({ ...room, ...author, ...part.memberRole }), EVENTS.memberUpdated, {
    'A new moderator': { room_id: 'general', ...alice, role: 'moderator' },
  }),
  message_pinned: documented(
    z.object({ ...room, ...message, ...author, is_pinned: z.boolean().describe('False when the message was unpinned') }),
    EVENTS.pinned,
    { 'A pinned message': { room_id: 'general', message_id: '12', ...alice, is_pinned: true } },
  ),
  moderation_action: documented(
    z.object({
      ...part.moderation,
      ...author,
      moderator_id: z.string().describe(FIELD.moderator),
      ...room,
      message_id: z.string().optional().describe('Id of the deleted message'),
    }),
    EVENTS.moderated,
    {
      'A ban for a day': {
        action: 'user_banned',
        reason: 'spam',
        duration: '24h',
        user_id: '7',
        username: 'bob',
        moderator_id: '1',
        room_id: 'general',
      },
    },
  ),
  track_notification: documented(
    z.object({
      notification_id: z.string().describe(FIELD.notificationId),
      track_id: z.string().describe(FIELD.trackId),
      ...part.trackNotice,
      timestamp: Ms,
    }),
    EVENTS.trackNotice,
    {
      'A track is ready': { notification_id: '12', track_id: '9', ...SAMPLE.trackNotice.ready, timestamp: SAMPLE.atMs },
      'A track failed': { notification_id: '13', track_id: '10', ...SAMPLE.trackNotice.failed, timestamp: SAMPLE.atMs },
    },
  ),
  member_added: documented(z.object(room), EVENTS.memberAdded, { 'A new group': { room_id: 'general' } }),
  notices_changed: documented(z.object(part.noticesChanged), EVENTS.notices, {
    'A comment': { kind: 'comment' },
    'Read elsewhere': { kind: null },
  }),
  error: documented(
    z.object({
      code: z.literal(ERROR_NUMBERS).describe('Error number'),
      error_type: z.enum(ERROR_TYPES).describe('Name of the error'),
      message: part.ErrorMessage,
      details: z.string().describe('Internal error code, room and faulty fields, separated by semicolons'),
      retry_after: part.RetryAfter,
      suggestion: z.string().describe('What the user can do'),
    }),
    EVENTS.error,
    {
      'A limit is exceeded': {
        code: 1003,
        error_type: 'rate_limit_error',
        message: 'Too many messages; try again later',
        details: 'RATE_LIMITED; general',
        retry_after: 6,
        suggestion: 'Wait a moment before you try again',
      },
    },
  ),
};
