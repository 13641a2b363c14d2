import { z } from 'zod';
import { Role } from '../caller.js';
import { timestamp } from '../timestamp.js';
import { OlderThan, pageSize, QueryUserId } from './chat-parameters.js';
import { http, idOf } from './route.js';
import { ok } from './successes.js';

export const WireStaffMember = z
  .object({
    user_id: z.int().describe('Id of the user.'),
    username: z.string().describe('Unique user name.'),
    role: Role,
  })
  .describe('A user with a role on the platform.');
export type WireStaffMember = z.infer<typeof WireStaffMember>;

export const WireRoleChange = z
  .object({
    id: z.int().describe('Id of the change.'),
    user_id: z.int().describe('Id of the user whose role changed.'),
    changed_by: z.int().describe('Id of the administrator who changed the role; 0 is the operator of the platform.'),
    from: Role.describe('Role before the change.'),
    to: Role.describe('Role after the change.'),
    at: timestamp('When the role changed.'),
  })
  .describe('A change of a role on the platform.');
export type WireRoleChange = z.infer<typeof WireRoleChange>;

const administrators = { tag: 'Users', access: 'admin' } as const;

export const roleRoutes = {
  list: http('GET', '/roles', {
    ...administrators,
    id: 'listRoles',
    permission: 'identity.roles.list',
    summary: 'List the moderators and administrators',
    success: ok('At most 500, administrators first.', z.array(WireStaffMember).max(500)),
  }),
  changes: http('GET', '/roles/changes', {
    ...administrators,
    id: 'listRoleChanges',
    linked: true,
    permission: 'identity.roles.changes',
    summary: 'List the changes of roles',
    query: z
      .strictObject({
        user_id: QueryUserId.optional().describe('Only changes of the role of this user.'),
        limit: pageSize(20),
        before: OlderThan,
      })
      .transform(({ user_id, ...rest }) => ({ ...rest, userId: user_id })),
    success: ok('The changes, newest first.', z.array(WireRoleChange).max(100)),
  }),
  set: http('PUT', '/users/:id/role', {
    ...administrators,
    fresh: true,
    id: 'setRole',
    permission: 'identity.roles.set',
    summary: 'Give or take a role on the platform',
    description:
      'The role `user` takes the others away. A change ends all sessions of the user within two seconds: the next sign-in has the new role. The caller cannot change the own role, so an administrator always remains.',
    params: idOf('user'),
    body: z.strictObject({ role: Role }),
    success: ok('The user with the role.', WireStaffMember),
    errors: ['USER_NOT_FOUND', 'FORBIDDEN'],
  }),
};
