import { z } from 'zod';
import { BanDuration } from '../chat/fields.js';
import { text } from '../text.js';
import { nullableTimestamp, timestamp } from '../timestamp.js';
import { OlderThan, pageSize, QueryUserId } from './chat-parameters.js';
import { http, idOf } from './route.js';
import { created, noContent, ok } from './successes.js';

/** A ban from the whole platform. Bans from one room are `/chat/rooms/:id/bans`. */
export const WireAccountBan = z
  .object({
    id: z.int().describe('Id of the ban.'),
    user_id: z.int().describe('Id of the banned user.'),
    moderator_id: z.int().describe('Id of the moderator who imposed the ban.'),
    duration: BanDuration,
    reason: z.string().describe('Reason given by the moderator; may be empty.'),
    created_at: timestamp('When the ban was imposed.'),
    until: nullableTimestamp('When the ban ends; null for a permanent ban.'),
    lifted_at: nullableTimestamp('When the ban was lifted; null when it was not.'),
    lifted_by: z.int().nullable().describe('Id of the moderator who lifted the ban, or null.'),
  })
  .describe('A ban of an account from the platform.');
export type WireAccountBan = z.infer<typeof WireAccountBan>;

const call = { tag: 'Users', access: 'moderator', params: idOf('user') } as const;
const errors = ['USER_NOT_FOUND', 'FORBIDDEN'] as const;

export const accountBanRoutes = {
  list: http('GET', '/users/:id/bans', {
    ...call,
    id: 'listAccountBans',
    permission: 'identity.bans.list',
    summary: 'List the platform bans of a user',
    description: 'Returns the latest 100 bans, lifted and expired ones included.',
    success: ok('The bans, newest first.', z.array(WireAccountBan).max(100)),
    errors: ['USER_NOT_FOUND'],
  }),
  audit: http('GET', '/bans', {
    tag: 'Users',
    access: 'moderator',
    id: 'listPlatformBans',
    linked: true,
    permission: 'identity.bans.audit',
    summary: 'List the platform bans of all users',
    description: 'With who imposed and who lifted each, and why. Expired bans stay in the list.',
    query: z
      .strictObject({
        user_id: QueryUserId.optional().describe('Only bans of this user.'),
        moderator_id: QueryUserId.optional().describe('Only bans that this moderator imposed or lifted.'),
        limit: pageSize(20),
        before: OlderThan,
      })
      .transform(({ user_id, moderator_id, ...rest }) => ({ ...rest, userId: user_id, moderatorId: moderator_id })),
    success: ok('The bans, newest first.', z.array(WireAccountBan).max(100)),
  }),
  ban: http('POST', '/users/:id/bans', {
    ...call,
    id: 'banAccount',
    permission: 'identity.bans.impose',
    summary: 'Ban a user from the platform',
    description:
      'Ends all sessions of the user, closes their WebSocket connections with code 4403 and rejects sign-ins with `BANNED`. Replaces an earlier ban.',
    body: z.strictObject({
      duration: BanDuration.default('permanent'),
      reason: text(0, 500).default('').describe('Reason of the ban, at most 500 characters.'),
    }),
    success: created('The ban.', WireAccountBan),
    errors,
  }),
  lift: http('DELETE', '/users/:id/bans', {
    ...call,
    id: 'liftAccountBan',
    permission: 'identity.bans.lift',
    summary: 'Lift the platform ban of a user',
    success: noContent('No ban is in force.'),
    errors,
  }),
  signOut: http('DELETE', '/users/:id/sessions', {
    ...call,
    id: 'signOutAccount',
    permission: 'identity.sessions.endOf',
    summary: 'Sign a user of a lower role out everywhere',
    description:
      'Ends all sessions and API tokens of the user within two seconds and closes the WebSocket connections. The user can sign in again: a ban prevents that.',
    success: noContent('No session is left.'),
    errors,
  }),
};
