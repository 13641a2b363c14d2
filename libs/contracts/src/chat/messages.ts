import { z } from 'zod';
import { VoiceFacts } from '../media/index.js';
import { Done, rpc } from '../rpc.js';
import { text } from '../text.js';
import { MessageId, MessageType, RoomRef, Seq, UserId } from './fields.js';

export const ReactionCount = z.object({ emoji: z.string(), count: z.int(), me: z.boolean() });
export type ReactionCount = z.infer<typeof ReactionCount>;

/** A file of a message. `url` is signed when the message is read and expires after 15 minutes. */
export const Attachment = z.object({
  url: z.string(),
  filename: z.string(),
  type: z.string(),
  size: z.int(),
  /** Of a recorded voice message. */
  voice: VoiceFacts.optional(),
});
export type Attachment = z.infer<typeof Attachment>;

/** The current state of a message. A deleted message keeps its position and has an empty content. */
export const MessageView = z.object({
  id: MessageId,
  /** Id of the room. The two users of a direct message are `userId` and `recipientId`. */
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

/** The id of a message, or an instant (ISO 8601). */
const Anchor = z.union([MessageId, z.iso.datetime({ offset: true })]);

/**
 * A page backwards from the newest message or from just before an anchor, forwards from just after one, or around one: half
 * of it before the anchor, then its message or the first one at or after its instant. At most one anchor.
 */
export const HistoryQuery = z.strictObject({
  limit: z.int().min(1).max(100).default(50),
  before: Anchor.optional(),
  after: Anchor.optional(),
  around: Anchor.optional(),
});
export type HistoryQuery = z.infer<typeof HistoryQuery>;

export const RoomHistory = z.strictObject({ room: RoomRef, ...HistoryQuery.shape });
export type RoomHistory = z.infer<typeof RoomHistory>;
export const DirectHistory = z.strictObject({ userId: UserId, ...HistoryQuery.shape });
export type DirectHistory = z.infer<typeof DirectHistory>;

/** Oldest first. */
const Messages = z.array(MessageView).max(100);

export const SearchHas = z
  .enum(['link', 'file', 'image', 'audio'])
  .describe('Only messages with a link in the text, any file, a picture, or audio.');
export type SearchHas = z.infer<typeof SearchHas>;

/** `q` may hold the operators `from:`, `in:`, `before:`, `after:` and `has:`. Words, an author or `has` are required. */
export const SearchMessages = z.strictObject({
  q: text(0, 200).default('').describe('Search words, ranked. May hold `from:`, `in:`, `before:`, `after:` and `has:`.'),
  from: UserId.optional(),
  room: RoomRef.optional().describe('Only messages in this room, by its id or name.'),
  before: z.iso.datetime({ offset: true }).optional().describe('Only messages before this instant, ISO 8601.'),
  after: z.iso.datetime({ offset: true }).optional().describe('Only messages after this instant, ISO 8601.'),
  has: SearchHas.optional(),
  limit: z.int().min(1).max(100).default(50),
});
export type SearchMessages = z.infer<typeof SearchMessages>;

export const messages = {
  history: rpc('chat.messages.history', {
    permission: 'chat.messages.history',
    summary: "Get a page of a room's messages, oldest first",
    request: RoomHistory,
    reply: Messages,
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
    idempotent: true,
  }),
  direct: rpc('chat.messages.direct', {
    permission: 'chat.messages.direct',
    summary: 'Get a page of the messages between the caller and another user, oldest first',
    request: DirectHistory,
    reply: Messages,
    errors: ['USER_NOT_FOUND'],
    idempotent: true,
  }),
  remove: rpc('chat.messages.remove', {
    permission: 'chat.messages.remove',
    summary: 'Delete a message of a room (its author, owner of the room, moderators); deleting it again changes nothing',
    request: z.strictObject({ room: RoomRef, id: MessageId }),
    reply: Done,
    errors: ['ROOM_NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'BANNED', 'RATE_LIMITED'],
    idempotent: true,
  }),
  readable: rpc('chat.messages.readable', {
    permission: 'internal',
    summary: 'Those of at most 200 messages that a user may read now',
    request: z.strictObject({ userId: UserId, ids: z.array(MessageId).max(200) }),
    reply: z.strictObject({ ids: z.array(MessageId).max(200) }),
    idempotent: true,
  }),
  search: rpc('chat.messages.search', {
    permission: 'chat.messages.search',
    summary: 'Search messages in rooms that the caller may read, best match first; ignores accents and case',
    request: SearchMessages,
    reply: Messages,
    idempotent: true,
    cancellable: true,
  }),
};
