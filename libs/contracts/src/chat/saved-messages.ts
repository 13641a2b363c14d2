import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { MessageId } from './fields.js';
import { MessageView } from './messages.js';

/** Saved messages of a user at most. */
export const MOST_SAVED = 5_000;

export const SavedMessageView = z.object({
  messageId: MessageId,
  savedAt: z.string(),
  /** Null while the user may not read it. */
  message: MessageView.nullable(),
});
export type SavedMessageView = z.infer<typeof SavedMessageView>;

export const ListSaved = z.strictObject({
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
});
export type ListSaved = z.infer<typeof ListSaved>;

const Saved = z.strictObject({ messageId: MessageId });

/** Messages that a user keeps to find them again. No other user sees the list. */
export const savedMessages = {
  list: rpc('chat.savedMessages.list', {
    permission: 'chat.savedMessages.list',
    summary: 'List the saved messages of the caller, the last saved first',
    request: ListSaved,
    reply: z.strictObject({ saved: z.array(SavedMessageView).max(100), nextCursor: z.string().nullable() }),
    idempotent: true,
  }),
  put: rpc('chat.savedMessages.put', {
    permission: 'chat.savedMessages.put',
    summary: 'Save a message that the caller may read; saving it again changes nothing',
    request: Saved,
    reply: Done,
    errors: ['NOT_FOUND', 'CONFLICT', 'RATE_LIMITED'],
    idempotent: true,
  }),
  remove: rpc('chat.savedMessages.remove', {
    permission: 'chat.savedMessages.remove',
    summary: 'Take a message from the saved ones of the caller',
    request: Saved,
    reply: Done,
    errors: ['RATE_LIMITED'],
    idempotent: true,
  }),
};
