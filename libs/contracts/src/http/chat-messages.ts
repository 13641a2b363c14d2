import { z } from 'zod';
import { SearchMessages } from '../chat/index.js';
import { http } from './route.js';
import { fileContent, noContent, ok } from './successes.js';
import { LongListQuery, MessagePage, pageSize, PersonParam, QueryUserId, SignedQuery } from './chat-parameters.js';
import { WireConversation, WireMessage, WireNamedUser } from './chat-shapes.js';

const SearchQuery = z.strictObject({
  ...SearchMessages.shape,
  from: QueryUserId.optional().describe('Only messages of this user.'),
  limit: pageSize(50),
});

const call = { tag: 'Chat', access: 'user' } as const;
const direct = { ...call, params: PersonParam, errors: ['USER_NOT_FOUND'] } as const;
const signed = { tag: 'Chat', edition: 'root', access: 'none', query: SignedQuery } as const;
const Messages = z.array(WireMessage).max(100);

export const messageRoutes = {
  directMessages: http('GET', '/chat/dm/:userId', {
    ...direct,
    id: 'directMessages',
    linked: true,
    permission: 'chat.messages.direct',
    summary: 'List direct messages with a user',
    description: 'Pages go back from the newest message, unless `after` or `around` is given; each page is sorted oldest first.',
    query: MessagePage,
    success: ok('The messages, oldest first.', Messages),
  }),
  markDirectRead: http('POST', '/chat/dm/:userId/read', {
    ...direct,
    id: 'markDirectRead',
    permission: 'chat.conversations.markRead',
    summary: 'Mark a direct conversation as read',
    success: noContent('All messages of the conversation are read.'),
  }),
  conversations: http('GET', '/chat/conversations', {
    ...call,
    id: 'conversations',
    permission: 'chat.conversations.list',
    summary: 'List direct conversations',
    description: 'While there are more, the header `Link` has the address of the next page.',
    query: LongListQuery,
    linked: true,
    success: ok('The conversations, most recent first.', z.array(WireConversation).max(500)),
  }),
  search: http('GET', '/chat/search', {
    ...call,
    id: 'searchMessages',
    permission: 'chat.messages.search',
    summary: 'Search messages',
    description:
      'Searches the rooms that the caller may read. Words, an author or `has` are required. `q` may hold the operators `from:`, `in:`, `before:`, `after:` and `has:`.',
    query: SearchQuery,
    success: ok('The messages, best match first.', Messages),
  }),
  listBlocks: http('GET', '/chat/blocks', {
    ...call,
    id: 'listBlocks',
    permission: 'chat.blocks.list',
    summary: 'List blocked users',
    description: 'Those that the caller blocks. While there are more, the header `Link` has the address of the next page.',
    query: LongListQuery,
    linked: true,
    success: ok('The blocked users, latest first.', z.array(WireNamedUser).max(500)),
  }),
  block: http('PUT', '/chat/blocks/:userId', {
    ...direct,
    id: 'block',
    permission: 'chat.blocks.put',
    summary: 'Block direct messages from a user',
    success: noContent('The user is blocked.'),
  }),
  unblock: http('DELETE', '/chat/blocks/:userId', {
    ...direct,
    id: 'unblock',
    permission: 'chat.blocks.remove',
    summary: 'Unblock a user',
    success: noContent('The user is not blocked.'),
    errors: [],
  }),
  uploadChatFile: http('PUT', '/chat-uploads', {
    ...signed,
    id: 'uploadChatFile',
    permission: 'chat.files.upload',
    summary: 'Upload a file to a room',
    description:
      'Creates a message with the file. The command `file_upload` of the WebSocket API returns the signed URL. At most 25 MiB. A voice message is encoded anew before the reply.',
    bodyKind: 'bytes',
    success: [
      {
        status: 201,
        description: 'The message with the file.',
        body: z.object({
          message_id: z.int().describe('Id of the message.'),
          seq: z.int().describe('Position of the message in the log of its room.'),
        }),
      },
    ],
    errors: [
      'URL_INVALID',
      'UNAUTHENTICATED',
      'BANNED',
      'FORBIDDEN',
      'ROOM_NOT_FOUND',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'UPLOAD_INCOMPLETE',
      'CONFLICT',
      'QUOTA_EXCEEDED',
      'OVERLOADED',
    ],
    idempotencyKey: false,
  }),
  downloadChatFile: http('GET', '/chat-files', {
    ...signed,
    id: 'downloadChatFile',
    permission: 'chat.files.open',
    summary: 'Download a file of a message',
    description: 'The `url` of an attachment is such a signed URL, valid for 15 minutes.',
    success: fileContent,
    errors: ['URL_INVALID', 'RANGE_NOT_SATISFIABLE'],
    etag: false,
  }),
};
