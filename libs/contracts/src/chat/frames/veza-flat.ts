import { z } from 'zod';
import { MessageId, RoomRef, Seq, UserId } from '../fields.js';
import * as part from './parts.js';

const command = { client_id: part.ClientId.optional() };
const room = { room: RoomRef };
/** A message is named as `message_id` or as `messageId`; one of them must be there. */
const message = { message_id: MessageId.optional(), messageId: MessageId.optional() };
const media = {
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
  join: z.object({ ...command, ...room, since: part.Since }),
  leave: z.object({ ...command, ...room }),
  message: z.object({ ...command, ...room, content: part.Content, ...media }),
  dm: z.object({ ...command, to: UserId, content: part.Content, ...media }),
  reaction: z.object({ ...command, room: RoomRef.optional(), ...message, content: part.Emoji }),
  remove_reaction: z.object({ ...command, ...message, content: part.Emoji }),
  edit_message: z.object({ ...command, ...message, content: part.Content }),
  delete_message: z.object({ ...command, ...message }),
  read_receipt: z.object({ ...command, room: RoomRef.optional(), user_id: UserId.optional(), ...message }),
  typing: z.object({ ...command, ...room, isTyping: z.boolean() }),
  room_history: z.object({ ...command, ...room, ...page }),
  dm_history: z.object({ ...command, with: UserId, ...page }),
  report_message: z.object({ ...command, ...message, reason: part.Reason, details: part.Details.default('') }),
  sync: part.Sync,
  file_upload: z.object({ ...command, ...room, filename: part.Filename, mime_type: part.MimeType, size: part.Size }),
  message_batch: part.Batch.extend(command),
};

const author = { user_id: z.int(), username: z.string() };
const sent = {
  id: z.int(),
  content: z.string(),
  ...author,
  message_type: z.string(),
  media_url: z.string().optional(),
  media_type: z.string().optional(),
  duration: z.number().optional(),
  reply_to: z.int().optional(),
  created_at: part.Iso,
  seq: Seq,
};
const HistoryMessage = z.object({
  ...sent,
  room_id: z.string().optional(),
  is_edited: z.boolean(),
  is_deleted: z.boolean(),
  attachments: z.array(part.FileDownload),
  reactions: part.Reactions,
});
/** `from` is the other person of the conversation, as the receiver sees it; the author is `user_id`. */
const direct = { from: z.int().optional(), to: z.int().optional() };
const change = {
  room: z.string().optional(),
  ...direct,
  id: z.int(),
  message_id: z.int(),
  ...author,
  created_at: part.Iso,
  seq: Seq,
};
const person = { room: z.string(), userId: z.int(), username: z.string() };

const sends = {
  auth_success: z.object(author),
  auth_expiring: part.AuthExpiring,
  pong: z.object({ timestamp: part.Iso }),
  join_ack: z.object({ room: z.string(), success: z.boolean(), last_seq: Seq, ...part.SinceAnswer }),
  leave_ack: z.object({ room: z.string(), success: z.boolean() }),
  user_joined: z.object(person),
  user_left: z.object(person),
  room_presence: z.object({ room: z.string(), users_online: z.int() }),
  message: z.object({ ...sent, room: z.string(), room_id: z.string(), client_id: z.string().nullable() }),
  message_ack: z.object({ client_id: z.string().nullable(), id: z.int(), seq: Seq, duplicate: z.boolean() }),
  dm: z.object({ ...sent, from: z.int(), to: z.int(), recipient_id: z.int(), client_id: z.string().nullable() }),
  reaction: z.object({ ...change, messageId: z.int(), content: z.string() }),
  reaction_removed: z.object({ ...change, content: z.string() }),
  message_edited: z.object({ ...change, content: z.string() }),
  message_deleted: z.object(change),
  room_history: z.object({ room: z.string(), messages: z.array(HistoryMessage), total: z.int(), has_more: z.boolean() }),
  dm_history: z.object({ with: z.int(), messages: z.array(HistoryMessage), total: z.int(), has_more: z.boolean() }),
  typing: z.object({ ...person, isTyping: z.boolean() }),
  read_receipt: z.object({ room: z.string().optional(), ...direct, ...author, message_id: z.int() }),
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
    code: part.ErrorCodeText,
    message: z.string(),
    client_id: z.string().optional(),
    retry_after: z.number().optional(),
  }),
};

export const vezaFlatFrames = {
  name: 'veza.flat',
  summary: 'Frames `{type, ...fields}` without `data`; ids are numbers, rooms strings, times ISO 8601',
  path: '/ws',
  wrapped: false,
  envelope: { received: {}, sent: {} },
  receives,
  sends,
} as const;
