import { z } from 'zod';
import { event } from '../events.js';
import { Done, rpc } from '../rpc.js';
import { UserId } from './fields.js';
import { LongListPage } from './long-lists.js';

/** One for each user with whom the caller has exchanged messages. */
export const ConversationView = z.object({
  userId: UserId,
  lastMessage: z.string(),
  /** Absent in replies of earlier versions. */
  lastMessageId: z.int().optional(),
  lastActivity: z.string(),
  /** Messages of the other user, counted up to 1,000. */
  unreadCount: z.int(),
  isOnline: z.boolean(),
  lastSeen: z.string().nullable(),
});
export type ConversationView = z.infer<typeof ConversationView>;

const OtherUser = z.strictObject({ userId: UserId });

export const conversations = {
  list: rpc('chat.conversations.list', {
    permission: 'chat.conversations.list',
    summary:
      'List the direct conversations of the caller, most recent first, at most 500; a cursor is the time and the id of the last message',
    request: z.strictObject(LongListPage),
    reply: z.array(ConversationView).max(500),
    idempotent: true,
  }),
  markRead: rpc('chat.conversations.markRead', {
    permission: 'chat.conversations.markRead',
    summary: 'Mark a direct conversation as read',
    request: OtherUser,
    reply: Done,
    errors: ['USER_NOT_FOUND'],
    idempotent: true,
  }),
};

export const blocks = {
  put: rpc('chat.blocks.put', {
    permission: 'chat.blocks.put',
    summary: 'Block direct messages from a user',
    request: OtherUser,
    reply: Done,
    errors: ['USER_NOT_FOUND'],
    idempotent: true,
  }),
  list: rpc('chat.blocks.list', {
    permission: 'chat.blocks.list',
    summary:
      'List the users that the caller blocks, latest first, at most 500; a cursor is the time and the user of the last one',
    request: z.strictObject(LongListPage),
    // Earlier versions have no `at`.
    reply: z.array(z.object({ userId: UserId, username: z.string(), at: z.string().optional() })).max(500),
    idempotent: true,
  }),
  among: rpc('chat.blocks.among', {
    permission: 'internal',
    summary: 'Those of at most 100 users that have blocked a user, or that the user has blocked',
    request: z.strictObject({ userId: UserId, others: z.array(UserId).max(100) }),
    reply: z.strictObject({ blocked: z.array(UserId) }),
    idempotent: true,
  }),
  remove: rpc('chat.blocks.remove', {
    permission: 'chat.blocks.remove',
    summary: 'Remove a block',
    request: OtherUser,
    reply: Done,
    idempotent: true,
  }),
};

export const blockEvents = {
  added: event('chat.blocks.added', {
    summary: 'A user blocked another one. `personId` and `blockedPersonId` are the people behind them: owners of bots.',
    payload: z.object({ userId: UserId, blockedId: UserId, personId: UserId, blockedPersonId: UserId }),
  }),
  removed: event('chat.blocks.removed', {
    summary: 'A user took back the block of another one.',
    payload: z.object({ userId: UserId, blockedId: UserId }),
  }),
};
