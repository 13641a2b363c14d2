import { z } from 'zod';
import { rpc } from '../rpc.js';
import { UserId } from './fields.js';
import { CreateRoom, RoomView } from './rooms.js';

/** People of a group, its creator included. */
export const MOST_IN_GROUP = 20;

export const CreateGroup = z.strictObject({
  userIds: z
    .array(UserId)
    .min(1)
    .max(MOST_IN_GROUP - 1)
    .describe(`Ids of the other people, 1 to ${MOST_IN_GROUP - 1}.`),
  name: CreateRoom.shape.name.nullable().default(null).describe('Name, 1 to 100 characters; null for the names of its people.'),
});

export const groups = {
  create: rpc('chat.groups.create', {
    permission: 'chat.groups.create',
    summary: 'Create a group: a private room of a few people without an owner; those who block the caller are left out',
    request: CreateGroup,
    reply: RoomView,
    errors: ['USER_NOT_FOUND', 'FORBIDDEN', 'RATE_LIMITED'],
  }),
};
