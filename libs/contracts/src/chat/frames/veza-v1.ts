import { z } from 'zod';
import { text } from '../../text.js';
import { RoomRef, Seq } from '../fields.js';
import { ERROR_NUMBERS, ERROR_TYPES } from './errors.js';
import * as part from './parts.js';

const room = { room_id: RoomRef };
const message = { message_id: part.MessageIdText };

/** A message to a room (`room_id`) or, with `is_private`, to a person (`recipient_id`). */
const Message = z.object({
  room_id: RoomRef.optional(),
  recipient_id: part.UserIdText.optional(),
  is_private: z.boolean().optional(),
  content: part.Content,
  message_type: z.string().max(20).default('text'),
  reply_to: part.MessageIdText.nullish(),
  mentions: z.array(text(0, 100)).max(50).optional(),
  attachments: z
    .array(z.union([z.string().max(2_000), z.looseObject({ url: z.string().max(2_000) })]))
    .max(10)
    .optional(),
  media_url: z.string().max(2_000).optional(),
  media_type: z.string().max(127).optional(),
  duration: z.number().positive().max(86_400).optional(),
});

const receives = {
  auth: z.object({ token: part.Token }),
  ping: z.object({}),
  join_room: z.object({ ...room, since: part.Since }),
  leave_room: z.object(room),
  message: Message,
  remove_reaction: z.object({ ...message, content: part.Emoji }),
  edit_message: z.object({ ...message, content: part.Content }),
  delete_message: z.object(message),
  read_receipt: z.object({ room_id: RoomRef.optional(), user_id: part.UserIdText.optional(), ...message }),
  typing_start: z.object(room),
  typing_stop: z.object(room),
  room_history: z.object({ ...room, limit: part.Limit, offset: part.Offset, before: part.MessageIdText.optional() }),
  dm_history: z.object({
    user_id: part.UserIdText,
    limit: part.Limit,
    offset: part.Offset,
    before: part.MessageIdText.optional(),
  }),
  report_message: z.object({ ...message, reason: part.Reason, details: part.Details.default('') }),
  sync: part.Sync,
  file_upload: z.object({ ...room, filename: part.Filename, mime_type: part.MimeType, size: part.Size }),
  message_batch: part.Batch,
};

const Ms = z.int();
const author = { user_id: z.string(), username: z.string() };
const MessageReceived = z.object({
  room_id: z.string(),
  message_id: z.string(),
  content: z.string(),
  ...author,
  message_type: z.string(),
  timestamp: Ms,
  reply_to: z.string().nullable(),
  mentions: z.array(z.string()),
  attachments: z.array(part.FileDownload),
  media_url: z.string().optional(),
  media_type: z.string().optional(),
  duration: z.number().optional(),
  is_edited: z.boolean(),
  is_deleted: z.boolean(),
  seq: Seq,
  client_id: z.string().nullable(),
});
const HistoryMessage = MessageReceived.omit({ client_id: true }).extend({ reactions: part.Reactions });
const Private = z.object({
  sender_id: z.string(),
  sender_username: z.string(),
  recipient_id: z.string(),
  message_id: z.string(),
  content: z.string(),
  message_type: z.string(),
  timestamp: Ms,
  reply_to: z.string().nullable(),
  is_read: z.boolean(),
  seq: Seq,
  client_id: z.string().nullable(),
});
/** Where a change of a direct conversation took place: the other person instead of a room. */
const place = { room_id: z.string().optional(), recipient_id: z.string().optional() };
const Presence = z.object({ room_id: z.string(), ...author });

const sends = {
  auth_success: z.object({
    ...author,
    roles: z.array(z.string()),
    permissions: z.array(z.string()),
    session_id: z.string(),
    heartbeat_ms: z.int(),
  }),
  auth_error: z.object({ error: z.literal('invalid_token'), message: z.string(), code: z.literal(401) }),
  auth_expiring: part.AuthExpiring,
  pong: z.object({ timestamp: Ms }),
  room_joined: z.object({
    room_id: z.string(),
    room_name: z.string(),
    room_type: z.string(),
    users_online: z.int(),
    last_message: z.object({ id: z.string(), content: z.string(), ...author, timestamp: Ms }).nullable(),
    last_seq: Seq,
    ...part.SinceAnswer,
  }),
  room_left: z.object({ room_id: z.string() }),
  user_online: Presence,
  user_offline: Presence,
  room_presence: z.object({ room_id: z.string(), users_online: z.int() }),
  message_received: MessageReceived,
  message_ack: z.object({ id: z.string().nullable(), message_id: z.string(), seq: Seq, duplicate: z.boolean() }),
  private_message: Private,
  message_edited: z.object({ ...place, message_id: z.string(), content: z.string(), ...author, timestamp: Ms, seq: Seq }),
  message_deleted: z.object({ ...place, message_id: z.string(), ...author, timestamp: Ms, seq: Seq }),
  reaction_removed: z.object({ ...place, message_id: z.string(), content: z.string(), ...author, timestamp: Ms, seq: Seq }),
  message_history: z.object({
    room_id: z.string().optional(),
    user_id: z.string().optional(),
    messages: z.array(HistoryMessage),
    total: z.int(),
    has_more: z.boolean(),
  }),
  typing_indicator: z.object({ room_id: z.string(), ...author, is_typing: z.boolean(), isTyping: z.boolean() }),
  read_receipt: z.object({
    room_id: z.string().optional(),
    recipient_id: z.string().optional(),
    ...author,
    message_id: z.string(),
  }),
  report_received: z.object({ report_id: z.string() }),
  sync_done: part.SyncDone,
  file_upload_ready: part.FileReady,
  file_download: part.FileDownload.extend({ room_id: z.string(), message_id: z.string() }),
  moderation_action: part.ModerationAction.extend({
    ...author,
    moderator_id: z.string(),
    room_id: z.string(),
    message_id: z.string().optional(),
  }),
  error: z.object({
    code: z.literal(ERROR_NUMBERS),
    error_type: z.enum(ERROR_TYPES),
    message: z.string(),
    details: z.string(),
    retry_after: z.number().optional(),
    suggestion: z.string(),
  }),
};

export const vezaV1Frames = {
  name: 'veza.v1',
  summary: 'Frames `{type, id, timestamp, data, metadata}`; ids are strings, times milliseconds since 1970',
  path: '/ws',
  wrapped: true,
  envelope: {
    received: { id: z.string().optional(), timestamp: z.unknown().optional(), metadata: z.unknown().optional() },
    sent: {
      id: z.string(),
      timestamp: Ms,
      metadata: z.object({ user_id: z.string(), session_id: z.string(), version: z.literal('1.0.0') }),
    },
  },
  receives,
  sends,
} as const;
