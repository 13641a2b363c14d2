import { z } from 'zod';
import { Role } from '../caller.js';
import { event } from '../events.js';
import { rpc } from '../rpc.js';
import { text } from '../text.js';

/** What everybody may know of a person. Of an erased account only the id is left, with the name `deleted user`. */
export const UserCard = z.strictObject({
  id: z.int().positive(),
  username: z.string(),
  /** Empty when there is none, like `lastName`. */
  firstName: z.string(),
  lastName: z.string(),
  avatar: z.string().nullable(),
  role: Role,
  deleted: z.boolean(),
});
export type UserCard = z.infer<typeof UserCard>;

export const DELETED_USERNAME = 'deleted user';

export const users = {
  byIds: rpc('identity.users.byIds', {
    summary: 'The cards of at most 500 people; unknown ids are left out.',
    request: z.strictObject({ ids: z.array(z.int().positive()).max(500) }),
    reply: z.strictObject({ users: z.array(UserCard) }),
    idempotent: true,
  }),
  find: rpc('identity.users.find', {
    summary: 'One person by user name or by e-mail address, upper and lower case alike.',
    request: z.union([z.strictObject({ username: text(0, 100) }), z.strictObject({ email: text(0, 254) })]),
    reply: UserCard,
    errors: ['USER_NOT_FOUND'],
    idempotent: true,
  }),
};

export const userEvents = {
  changed: event('identity.users.changed', {
    summary: 'An account was made, or its card changed: the card as it is now.',
    payload: UserCard,
  }),
  deleted: event('identity.users.deleted', {
    summary:
      'An account was erased: messages keep their place, by "deleted user", everything else goes. Told a second time two minutes later, for what was written while it went.',
    payload: z.strictObject({ id: z.int().positive() }),
  }),
};
