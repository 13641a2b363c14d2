import { z } from 'zod';
import { Role } from '../caller.js';
import { isKeepable, text } from '../text.js';
import { PersonName, Username } from './accounts.js';
import { http, IdParam } from './route.js';

/** What everybody may see of a person. */
export const WirePublicProfile = z.object({
  id: z.int(),
  username: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  avatar: z.string().nullable(),
  bio: z.string(),
  role: Role,
  created_at: z.string(),
});
export type WirePublicProfile = z.infer<typeof WirePublicProfile>;

export const WireProfile = WirePublicProfile.extend({
  email: z.string(),
  email_verified: z.boolean(),
  last_login_at: z.string(),
});
export type WireProfile = z.infer<typeof WireProfile>;

export const WireLoginSession = z.object({
  id: z.string(),
  device: z.string(),
  address: z.string(),
  created_at: z.string(),
  last_used_at: z.string(),
  expires_at: z.string(),
  current: z.boolean(),
});
export type WireLoginSession = z.infer<typeof WireLoginSession>;

const tag = 'Users';
const own = { status: 200, description: 'The profile', body: WireProfile } as const;

export const userRoutes = {
  me: http('GET', '/users/me', { id: 'getMe', tag, summary: "One's own profile", access: 'user', success: [own] }),
  update: http('PATCH', '/users/me', {
    id: 'updateMe',
    tag,
    summary: "Change one's own profile",
    access: 'user',
    body: z.strictObject({
      username: Username.optional(),
      first_name: PersonName.optional(),
      last_name: PersonName.optional(),
      avatar: z
        .url({ protocol: /^https?$/ })
        .max(2_000)
        .refine(isKeepable, 'must not contain a NUL character or half a character')
        .nullable()
        .optional(),
      bio: text(0, 2_000).optional(),
    }),
    success: [own],
    errors: ['USERNAME_TAKEN', 'PRECONDITION_FAILED'],
  }),
  erase: http('DELETE', '/users/me', {
    id: 'eraseMe',
    tag,
    summary: 'Erase one\'s account; messages keep their place, by "deleted user"',
    access: 'user',
    success: [{ status: 204, description: 'Erased' }],
  }),
  export: http('GET', '/users/me/export', {
    id: 'exportMe',
    tag,
    summary: 'Everything that is kept of oneself: a ZIP with a JSON file for each kind of data',
    access: 'user',
    success: [{ status: 200, description: 'The ZIP, streamed', contentType: 'application/zip' }],
    etag: false,
  }),
  sessions: http('GET', '/users/me/sessions', {
    id: 'listSessions',
    tag,
    summary: "One's live sessions",
    access: 'user',
    success: [
      { status: 200, description: 'The sessions, latest use first', body: z.object({ sessions: z.array(WireLoginSession) }) },
    ],
  }),
  revokeSession: http('DELETE', '/users/me/sessions/:id', {
    id: 'revokeSession',
    tag,
    summary: 'End one session',
    access: 'user',
    params: z.object({ id: z.uuid() }),
    success: [{ status: 204, description: 'Ended' }],
  }),
  revokeOthers: http('DELETE', '/users/me/sessions', {
    id: 'revokeOtherSessions',
    tag,
    summary: 'End all sessions but this one',
    access: 'user',
    success: [{ status: 204, description: 'Ended' }],
  }),
  get: http('GET', '/users/:id', {
    id: 'getUser',
    tag,
    summary: "A person's public profile",
    access: 'optional',
    params: IdParam,
    success: [{ status: 200, description: 'The profile', body: WirePublicProfile }],
    errors: ['USER_NOT_FOUND'],
  }),
};
