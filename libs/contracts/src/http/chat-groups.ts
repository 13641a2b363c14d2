import { z } from 'zod';
import { CreateGroup, MOST_IN_GROUP } from '../chat/index.js';
import { WireRoom } from './chat-shapes.js';
import { http } from './route.js';
import { created } from './successes.js';

const GroupBody = z
  .strictObject({ user_ids: CreateGroup.shape.userIds, name: CreateGroup.shape.name })
  .transform(({ user_ids, name }) => ({ userIds: user_ids, name }));

export const groupRoutes = {
  createGroup: http('POST', '/chat/groups', {
    tag: 'Chat',
    access: 'user',
    id: 'createGroup',
    permission: 'chat.groups.create',
    summary: 'Create a group of people',
    description:
      `A private room of at most ${MOST_IN_GROUP} people, without an owner. Each of them adds others (\`POST /chat/rooms/{id}/members\`), names ` +
      'it (`PATCH /chat/rooms/{id}`) and leaves (`DELETE /chat/rooms/{id}/members/me`). Without a name it has the names of its people. ' +
      'People who block the caller are left out without an error. It counts as a room that the caller creates.',
    body: GroupBody,
    success: created('The group.', WireRoom),
    errors: ['USER_NOT_FOUND', 'FORBIDDEN'],
  }),
};
