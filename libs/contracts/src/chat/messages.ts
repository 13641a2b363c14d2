import { z } from 'zod';
import { rpc } from '../rpc.js';
import { text } from '../text.js';
import { MessageId, MessageType, RoomRef, Seq, UserId } from './fields.js';

export const ReactionCount = z.object({ emoji: z.string(), count: z.int(), me: z.boolean() });
export type ReactionCount = z.infer<typeof ReactionCount>;

/** Bytes that hang on a message. `url` is signed when the message is read and lives 15 minutes. */
export const Attachment = z.object({ url: z.string(), filename: z.string(), type: z.string(), size: z.int() });
export type Attachment = z.infer<typeof Attachment>;

/** A message as it is now: of a deleted one only its place is left, with an empty content. */
export const MessageView = z.object({
  id: MessageId,
  /** The room's id; of a direct message the two people are named by `userId` and `recipientId`. */
  roomId: z.string(),
  seq: Seq,
  userId: UserId,
  username: z.string(),
  avatar: z.string().nullable(),
  recipientId: UserId.nullable(),
  type: MessageType,
  content: z.string(),
  replyTo: MessageId.nullable(),
  /** User names. */
  mentions: z.array(z.string()),
  attachments: z.array(Attachment),
  mediaUrl: z.string().nullable(),
  mediaType: z.string().nullable(),
  /** Seconds. */
  duration: z.number().nullable(),
  createdAt: z.string(),
  isEdited: z.boolean(),
  isDeleted: z.boolean(),
  reactions: z.array(ReactionCount),
});
export type MessageView = z.infer<typeof MessageView>;

/** A page backwards from the newest, or from just before a message (its id) or a moment (ISO). */
export const HistoryQuery = z.strictObject({
  limit: z.int().min(1).max(100).default(50),
  before: z.union([MessageId, z.iso.datetime({ offset: true })]).optional(),
});
export type HistoryQuery = z.infer<typeof HistoryQuery>;

export const RoomHistory = z.strictObject({ room: RoomRef, ...HistoryQuery.shape });
export type RoomHistory = z.infer<typeof RoomHistory>;
export const DirectHistory = z.strictObject({ userId: UserId, ...HistoryQuery.shape });
export type DirectHistory = z.infer<typeof DirectHistory>;

/** Oldest first. */
const Messages = z.array(MessageView).max(100);

/** What a message may have: a link in its text, any file, a picture, a sound. */
export const SearchHas = z.enum(['link', 'file', 'image', 'audio']);
export type SearchHas = z.infer<typeof SearchHas>;

/** `q` may hold operators: `from:`, `in:`, `before:`, `after:`, `has:`. Words, an author or a `has` must be there. */
export const SearchMessages = z.strictObject({
  q: text(0, 200).default(''),
  from: UserId.optional(),
  room: RoomRef.optional(),
  before: z.iso.datetime({ offset: true }).optional(),
  after: z.iso.datetime({ offset: true }).optional(),
  has: SearchHas.optional(),
  limit: z.int().min(1).max(100).default(50),
});
export type SearchMessages = z.infer<typeof SearchMessages>;

export const messages = {
  history: rpc('chat.messages.history', {
    summary: "A page of a room's messages, oldest first",
    request: RoomHistory,
    reply: Messages,
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
    idempotent: true,
  }),
  direct: rpc('chat.messages.direct', {
    summary: 'A page of the messages between the caller and another person, oldest first',
    request: DirectHistory,
    reply: Messages,
    errors: ['USER_NOT_FOUND'],
    idempotent: true,
  }),
  search: rpc('chat.messages.search', {
    summary: 'Messages in rooms that the caller may read, the best match first; forgives accents and case',
    request: SearchMessages,
    reply: Messages,
    idempotent: true,
  }),
};
