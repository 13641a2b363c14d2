import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { UserId } from './fields.js';

/** One for each person with whom the caller has exchanged messages. */
export const ConversationView = z.object({
  userId: UserId,
  lastMessage: z.string(),
  lastActivity: z.string(),
  /** Counted to 1,000; not one’s own. */
  unreadCount: z.int(),
  isOnline: z.boolean(),
  lastSeen: z.string().nullable(),
});
export type ConversationView = z.infer<typeof ConversationView>;

const Person = z.strictObject({ userId: UserId });

export const conversations = {
  list: rpc('chat.conversations.list', {
    summary: 'The caller’s direct conversations, the newest first, at most 500',
    request: z.strictObject({}),
    reply: z.array(ConversationView).max(500),
    idempotent: true,
  }),
  markRead: rpc('chat.conversations.markRead', {
    summary: 'Everything of a direct conversation is read',
    request: Person,
    reply: Done,
    errors: ['USER_NOT_FOUND'],
    idempotent: true,
  }),
};

export const blocks = {
  put: rpc('chat.blocks.put', {
    summary: 'Take no direct messages from a person any more',
    request: Person,
    reply: Done,
    errors: ['USER_NOT_FOUND'],
    idempotent: true,
  }),
  remove: rpc('chat.blocks.remove', { summary: 'Lift a block', request: Person, reply: Done, idempotent: true }),
};
