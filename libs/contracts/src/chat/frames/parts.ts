import { z } from 'zod';
import { text } from '../../text.js';
import { CHAT_BOUNDS, MessageId, RoomRef, Seq, UserId } from '../fields.js';
import { ERROR_CODES } from './errors.js';

/** Pieces that several dialects spell alike. */
export const ClientId = text(1, CHAT_BOUNDS.clientId);
/** The content itself is measured by the chat, which answers a long one with its own error; this only bounds the text. */
export const Content = z.string().min(1).max(64_000);
export const Emoji = text(1, 32);
export const Reason = text(1, 100);
export const Details = text(0, 2_000);
export const Filename = text(1, 255);
export const MimeType = text(3, 127);
export const Size = z.int().min(1);
export const Limit = z.int().min(1).max(CHAT_BOUNDS.page).default(50);
export const Offset = z.int().min(0).max(10_000_000).default(0);
export const Since = Seq.optional();
export const Token = z.string().min(1).max(4_000);

/** An id as a string of digits. */
const digits = z
  .string()
  .regex(/^[1-9]\d{0,15}$/, 'is not an id')
  .transform(Number);
export const MessageIdText = digits.pipe(MessageId);
export const UserIdText = digits.pipe(UserId);

/** Rooms and people with the last seq that the client has of each. */
export const Sync = z.object({
  rooms: z.record(RoomRef, Seq).default({}),
  direct: z.record(z.string().regex(/^[1-9]\d{0,9}$/, 'is not the id of a person'), Seq).default({}),
});

export const SyncDone = z.object({
  rooms: z.record(z.string(), z.int()),
  direct: z.record(z.string(), z.int()),
  /** The rooms and people of whom only the newest 1,000 events came. */
  truncated: z.object({ rooms: z.array(z.string()).optional(), direct: z.array(z.string()).optional() }),
});

export const Batch = z.object({
  messages: z.array(z.unknown()).min(1).max(CHAT_BOUNDS.batch, `at most ${CHAT_BOUNDS.batch} frames`),
});

export const Reactions = z.array(z.object({ emoji: z.string(), count: z.int(), me: z.boolean() }));
export const SinceAnswer = { history_truncated: z.literal(true).optional(), history_reset: z.literal(true).optional() };
export const ModerationAction = z.object({
  action: z.enum(['message_deleted', 'user_muted', 'user_kicked', 'user_banned', 'user_unbanned']),
  reason: z.string(),
  duration: z.string().optional(),
});
export const AuthExpiring = z.object({ in_ms: z.int() });
export const Iso = z.iso.datetime();
export const ErrorCodeText = z.enum(ERROR_CODES);
export const FileReady = z.object({ upload_url: z.string(), upload_id: z.string(), expires_at: Iso });
export const FileDownload = z.object({ url: z.string(), filename: z.string(), mime_type: z.string(), size: z.int() });
