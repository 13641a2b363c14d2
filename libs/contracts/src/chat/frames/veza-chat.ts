import { z } from 'zod';
import { MessageId, RoomRef, Seq, UserId } from '../fields.js';
import * as part from './parts.js';

const command = { client_id: part.ClientId.optional() };
const room = { room: RoomRef };
const message = { message_id: MessageId };
const body = {
  content: part.Content,
  message_type: z.string().max(20).default('text'),
  media_url: z.string().max(2_000).optional(),
  media_type: z.string().max(127).optional(),
  duration: z.number().positive().max(86_400).optional(),
  reply_to: MessageId.nullish(),
};
const page = { limit: part.Limit, offset: part.Offset, before: MessageId.optional() };

const receives = {
  auth: z.object({ token: part.Token }),
  ping: z.object({}),
  join_room: z.object({ ...command, ...room, since: part.Since }),
  leave_room: z.object({ ...command, ...room }),
  room_message: z.object({ ...command, ...room, ...body }),
  direct_message: z.object({ ...command, to_user_id: UserId, ...body }),
  remove_reaction: z.object({ ...command, ...message, content: part.Emoji }),
  edit_message: z.object({ ...command, ...message, content: part.Content }),
  delete_message: z.object({ ...command, ...message }),
  read_receipt: z.object({ ...command, room: RoomRef.optional(), user_id: UserId.optional(), ...message }),
  typing: z.object({ ...command, ...room, is_typing: z.boolean() }),
  room_history: z.object({ ...command, ...room, ...page }),
  dm_history: z.object({ ...command, with_user: UserId, ...page }),
  report_message: z.object({ ...command, ...message, reason: part.Reason, details: part.Details.default('') }),
  sync: part.Sync,
  file_upload: z.object({ ...command, ...room, filename: part.Filename, mime_type: part.MimeType, size: part.Size }),
  message_batch: part.Batch.extend(command),
};

const author = { user_id: z.int(), username: z.string() };
const sent = {
  id: z.int(),
  content: z.string(),
  message_type: z.string(),
  created_at: part.Iso,
  media_url: z.string().optional(),
  media_type: z.string().optional(),
  duration: z.number().optional(),
  reply_to: z.int().optional(),
  seq: Seq,
};
const RoomMessage = z.object({ ...sent, room: z.string(), ...author, client_id: z.string().nullable() });
const HistoryMessage = z.object({
  ...sent,
  ...author,
  is_edited: z.boolean(),
  is_deleted: z.boolean(),
  attachments: z.array(part.FileDownload),
  reactions: part.Reactions,
});
const place = { room: z.string().optional(), to_user_id: z.int().optional() };
const change = { ...place, message_id: z.int(), ...author, created_at: part.Iso, seq: Seq };

const sends = {
  auth_success: z.object({ ...author, session_id: z.string() }),
  auth_expiring: part.AuthExpiring,
  pong: z.object({ timestamp: part.Iso }),
  join_room_ack: z.object({ room: z.string(), success: z.boolean(), message: z.string(), last_seq: Seq, ...part.SinceAnswer }),
  leave_room_ack: z.object({ room: z.string(), success: z.boolean(), message: z.string() }),
  user_connected: z.object({ ...author, room: z.string() }),
  user_disconnected: z.object({ ...author, room: z.string() }),
  room_presence: z.object({ room: z.string(), users_online: z.int() }),
  room_message: RoomMessage,
  message_ack: z.object({ client_id: z.string().nullable(), id: z.int(), seq: Seq, duplicate: z.boolean() }),
  direct_message: z.object({
    ...sent,
    from_user_id: z.int(),
    from_username: z.string(),
    to_user_id: z.int(),
    client_id: z.string().nullable(),
  }),
  message_edited: z.object({ ...change, content: z.string() }),
  message_deleted: z.object(change),
  reaction_removed: z.object({ ...change, content: z.string() }),
  message_history: z.object({
    room: z.string().optional(),
    with_user: z.int().optional(),
    messages: z.array(HistoryMessage),
    total: z.int(),
    has_more: z.boolean(),
  }),
  typing: z.object({ room: z.string(), ...author, is_typing: z.boolean() }),
  read_receipt: z.object({ ...place, ...author, message_id: z.int() }),
  report_received: z.object({ report_id: z.int() }),
  sync_done: part.SyncDone,
  file_upload_ready: part.FileReady,
  file_download: part.FileDownload.extend({ room: z.string(), message_id: z.int() }),
  moderation_action: part.ModerationAction.extend({
    ...author,
    moderator_id: z.int(),
    room: z.string(),
    message_id: z.int().optional(),
  }),
  error: z.object({
    message: z.string(),
    code: part.ErrorCodeText,
    details: z.record(z.string(), z.unknown()),
    client_id: z.string().optional(),
  }),
};

export const vezaChatFrames = {
  name: 'veza.chat',
  summary: 'Frames `{type, data, timestamp, user_id?}`; ids are numbers, rooms strings, times ISO 8601',
  path: '/ws/chat',
  wrapped: true,
  envelope: {
    received: { timestamp: z.unknown().optional(), user_id: z.unknown().optional() },
    sent: { timestamp: part.Iso, user_id: z.int().optional() },
  },
  receives,
  sends,
} as const;
