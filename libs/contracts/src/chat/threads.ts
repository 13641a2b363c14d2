import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { MessageId, RoomRef, Seq } from './fields.js';
import { MessageView } from './messages.js';

/** Replies of a thread that are counted; a longer one has as many. */
export const MOST_COUNTED_REPLIES = 1_000;
/** Threads that one call looks up. */
export const MOST_THREADS = 100;

/** A message with its replies, in the view of a user. */
export const ThreadView = z.object({
  messageId: MessageId,
  replyCount: z.int(),
  lastReplySeq: Seq.nullable(),
  lastReplyAt: z.string().nullable(),
  /** The user began it or wrote in it. Only such threads have unread replies. */
  isFollowed: z.boolean(),
  unreadCount: z.int(),
});
export type ThreadView = z.infer<typeof ThreadView>;

const OfMessage = z.strictObject({ room: RoomRef, messageId: MessageId });

/** The replies to a message of a room, and the replies to these. They stay messages of the room, in its log. */
export const threads = {
  list: rpc('chat.threads.list', {
    permission: 'chat.threads.list',
    summary: 'Look up which messages of a room began a thread, with its replies and the unread ones',
    request: z.strictObject({ room: RoomRef, messages: z.array(MessageId).max(MOST_THREADS) }),
    reply: z.array(ThreadView).max(MOST_THREADS),
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
    idempotent: true,
  }),
  get: rpc('chat.threads.get', {
    permission: 'chat.threads.get',
    summary: 'Get the thread of a message with a page of its replies, oldest first',
    request: OfMessage.extend({ limit: z.int().min(1).max(100).default(50), before: Seq.optional() }),
    reply: z.strictObject({
      thread: ThreadView,
      /** Null when it is deleted. */
      root: MessageView.nullable(),
      messages: z.array(MessageView).max(100),
      /** Whether there are earlier replies. */
      more: z.boolean(),
    }),
    errors: ['ROOM_NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'BANNED'],
    idempotent: true,
  }),
  markRead: rpc('chat.threads.markRead', {
    permission: 'chat.threads.markRead',
    summary: 'Set how far the caller has read a thread',
    request: OfMessage.extend({ seq: Seq }),
    reply: Done,
    errors: ['ROOM_NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'BANNED', 'RATE_LIMITED'],
    idempotent: true,
  }),
};
