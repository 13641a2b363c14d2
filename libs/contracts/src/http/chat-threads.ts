import { z } from 'zod';
import { MessageId, MOST_COUNTED_REPLIES, MOST_THREADS, Seq } from '../chat/index.js';
import { pageSize, RoomMessageParam, RoomParam } from './chat-parameters.js';
import { WireThread, WireThreadPage } from './chat-shapes.js';
import { http } from './route.js';
import { noContent, ok } from './successes.js';

const call = { tag: 'Chat', access: 'user' } as const;
const onMessage = { ...call, params: RoomMessageParam } as const;

const messages = z
  .string()
  .regex(/^[1-9]\d{0,15}(,[1-9]\d{0,15}){0,99}$/, `must be 1 to ${MOST_THREADS} message ids, separated by commas`)
  .describe(`Ids of messages of the room, 1 to ${MOST_THREADS}, separated by commas.`)
  .transform((value) => [...new Set(value.split(',').map(Number))])
  .pipe(z.array(MessageId));

export const threadRoutes = {
  listThreads: http('GET', '/chat/rooms/:id/threads', {
    ...call,
    id: 'listThreads',
    permission: 'chat.threads.list',
    summary: 'Look up threads of a room',
    description:
      `Returns those of the messages that have replies. Replies are counted up to ${MOST_COUNTED_REPLIES}. A caller follows the threads ` +
      'that the caller began or wrote in; only these have unread replies, by people whom the caller has not blocked.',
    params: RoomParam,
    query: z.strictObject({ messages }),
    success: ok('The threads, in no order.', z.array(WireThread).max(MOST_THREADS)),
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
  }),
  getThread: http('GET', '/chat/rooms/:id/messages/:messageId/thread', {
    ...onMessage,
    id: 'getThread',
    permission: 'chat.threads.get',
    summary: 'Get the thread of a message',
    description:
      'The message and its newest replies, or those before a position. A reply to a reply is in the same thread. The message can be ' +
      'any of the thread. Replies that were sent before threads existed belong to none.',
    query: z.strictObject({
      limit: pageSize(50),
      before: z.coerce.number().pipe(Seq).optional().describe('Only replies before this `seq`, for the page before.'),
    }),
    success: ok('The thread, its replies oldest first.', WireThreadPage),
    errors: ['ROOM_NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'BANNED'],
  }),
  markThreadRead: http('PUT', '/chat/rooms/:id/messages/:messageId/thread/read', {
    ...onMessage,
    id: 'markThreadRead',
    permission: 'chat.threads.markRead',
    summary: 'Mark a thread as read',
    description:
      'Sets how far the caller has read it. A smaller position marks replies as unread again. The room stays as it is.',
    body: z.strictObject({ seq: Seq.describe('`seq` of the last reply that is read.') }),
    success: noContent('The position is set.'),
    errors: ['ROOM_NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'BANNED'],
    changes: '/chat/rooms/:id/threads',
  }),
};
