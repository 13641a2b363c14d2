import { z } from 'zod';
import { MOST_PINS } from '../chat/index.js';
import { RoomMessageParam, RoomParam } from './chat-parameters.js';
import { WirePin } from './chat-shapes.js';
import { http } from './route.js';
import { noContent, ok } from './successes.js';

const call = { tag: 'Chat', access: 'user' } as const;
const onMessage = { ...call, params: RoomMessageParam } as const;

export const pinRoutes = {
  listPins: http('GET', '/chat/rooms/:id/pins', {
    ...call,
    id: 'listPins',
    permission: 'chat.pins.list',
    summary: 'List the pinned messages of a room',
    description: `Returns at most ${MOST_PINS}. A message that is deleted, or removed by its age, is pinned no more.`,
    params: RoomParam,
    success: ok('The pinned messages, the latest pin first.', z.array(WirePin).max(MOST_PINS)),
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
  }),
  pinMessage: http('PUT', '/chat/rooms/:id/pins/:messageId', {
    ...onMessage,
    id: 'pinMessage',
    permission: 'chat.pins.put',
    summary: 'Pin a message of a room',
    description:
      `For the owner of the room and moderators, those of the platform in rooms that they may read. A room has ${MOST_PINS} pinned ` +
      'messages at most (409). The room receives `message_pinned`, on connections of `veza.v1`.',
    success: noContent('The message is pinned.'),
    errors: ['ROOM_NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'BANNED', 'CONFLICT'],
    changes: '/chat/rooms/:id/pins',
  }),
  unpinMessage: http('DELETE', '/chat/rooms/:id/pins/:messageId', {
    ...onMessage,
    id: 'unpinMessage',
    permission: 'chat.pins.remove',
    summary: 'Unpin a message of a room',
    description: 'For those who may pin. The room receives `message_pinned`, on connections of `veza.v1`.',
    success: noContent('The message is not pinned.'),
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
    changes: '/chat/rooms/:id/pins',
  }),
};
