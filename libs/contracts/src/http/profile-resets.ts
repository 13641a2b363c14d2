import { ProfilePart } from '../identity/index.js';
import { http, idOf } from './route.js';
import { noContent } from './successes.js';

export const profileResetRoutes = {
  reset: http('DELETE', '/users/:id/profile/:part', {
    tag: 'Users',
    access: 'moderator',
    params: idOf('user').extend({
      part: ProfilePart.describe('`words` are first and last name, the text and the links. The user name stays.'),
    }),
    id: 'resetProfile',
    permission: 'identity.profiles.reset',
    summary: 'Take a part of the profile of a user of a lower role away',
    description:
      'The user has a notice of it, without the name of the moderator, and the audit log of the chat a line. Again is no change. The user can fill it again: a ban prevents that.',
    success: noContent('The profile has no such part.'),
    errors: ['USER_NOT_FOUND', 'FORBIDDEN'],
  }),
};
