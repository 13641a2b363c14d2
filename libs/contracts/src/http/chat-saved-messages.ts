import { z } from 'zod';
import { ListSaved, MessageId, MOST_SAVED } from '../chat/index.js';
import { pageSize } from './chat-parameters.js';
import { WireSavedMessagePage } from './chat-shapes.js';
import { http } from './route.js';
import { noContent, ok } from './successes.js';

const call = { tag: 'Chat', access: 'user' } as const;
const onMessage = {
  ...call,
  params: z.object({ messageId: z.coerce.number().pipe(MessageId).describe('Id of the message.') }),
  changes: '/chat/saved-messages',
} as const;

export const savedMessageRoutes = {
  listSavedMessages: http('GET', '/chat/saved-messages', {
    ...call,
    id: 'listSavedMessages',
    permission: 'chat.savedMessages.list',
    summary: 'List saved messages',
    description:
      'The messages that the caller has saved, in rooms and conversations, the last saved first. `message` is null while the caller ' +
      'may not read it: it is deleted, its room is closed to the caller, or one of author and caller blocks the other.',
    query: z.strictObject({
      limit: pageSize(20),
      cursor: ListSaved.shape.cursor.describe('Opaque cursor of the next page, from the previous response.'),
    }),
    success: ok('A page of saved messages.', WireSavedMessagePage),
  }),
  saveMessage: http('PUT', '/chat/saved-messages/:messageId', {
    ...onMessage,
    id: 'saveMessage',
    permission: 'chat.savedMessages.put',
    summary: 'Save a message',
    description: `For the caller alone. A user has at most ${MOST_SAVED} saved messages (409).`,
    success: noContent('The message is saved.'),
    errors: ['NOT_FOUND', 'CONFLICT'],
  }),
  unsaveMessage: http('DELETE', '/chat/saved-messages/:messageId', {
    ...onMessage,
    id: 'unsaveMessage',
    permission: 'chat.savedMessages.remove',
    summary: 'Take a message from the saved ones',
    success: noContent('The message is not saved.'),
  }),
};
