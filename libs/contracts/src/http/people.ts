import { z } from 'zod';
import { label } from '../text.js';
import { pageSize } from './chat-parameters.js';
import { http } from './route.js';
import { ok } from './successes.js';
import { WirePublicProfile } from './users.js';

export const WireFoundUser = WirePublicProfile.pick({
  id: true,
  username: true,
  first_name: true,
  last_name: true,
  avatar: true,
  bot: true,
}).describe('A user that a search found.');
export type WireFoundUser = z.infer<typeof WireFoundUser>;

export const WireFoundUsers = z
  .object({
    users: z.array(WireFoundUser).max(100).describe('The users, by user name.'),
    next_cursor: z.string().nullable().describe('Cursor of the next page; null on the last page.'),
  })
  .describe('A page of users that a search found.');
export type WireFoundUsers = z.infer<typeof WireFoundUsers>;

export const WireUsersByIds = z
  .object({ users: z.array(WireFoundUser).max(100).describe('The users, in the order of the ids.') })
  .describe('Users by their ids.');
export type WireUsersByIds = z.infer<typeof WireUsersByIds>;

const ids = z
  .string()
  .regex(/^[1-9]\d{0,8}(,[1-9]\d{0,8}){0,99}$/, 'must be 1 to 100 ids, separated by commas')
  .describe('Ids of users, 1 to 100, separated by commas.')
  .transform((value) => [...new Set(value.split(',').map(Number))]);

export const peopleRoutes = {
  byIds: http('GET', '/users/by-id', {
    id: 'listUsersById',
    permission: 'identity.profiles.search',
    tag: 'Users',
    access: 'user',
    summary: 'Get names and pictures of users by their ids',
    description: 'Banned and erased users are left out.',
    query: z.strictObject({ ids }),
    success: ok('The users.', WireUsersByIds),
  }),
  search: http('GET', '/users', {
    id: 'searchUsers',
    permission: 'identity.profiles.search',
    tag: 'Users',
    access: 'user',
    summary: 'Find users by name',
    description:
      'Compares the beginning of the user name, the full name and the last name, without regard to case and accents. The caller, banned users and users with a block between them and the caller are left out, so a page can have fewer users than `limit`. Limited to 60 searches a minute.',
    query: z.strictObject({
      search: label(2, 100).describe('Beginning of a name, 2 to 100 characters.'),
      limit: pageSize(20),
      cursor: z.string().max(500).optional().describe('Opaque cursor of the next page, from the previous response.'),
    }),
    success: ok('The users.', WireFoundUsers),
  }),
};
