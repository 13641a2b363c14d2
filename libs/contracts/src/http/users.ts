import { z } from 'zod';
import { Role } from '../caller.js';
import { isKeepable, text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { FirstName, LastName, Username } from './accounts.js';
import { PictureBody } from './picture-body.js';
import { http, idOf } from './route.js';
import { noContent, ok } from './successes.js';

export const WirePublicProfile = z
  .object({
    id: z.int().describe('Id of the user.'),
    username: z.string().describe('Unique user name.'),
    first_name: z.string().describe('First name; empty when not set.'),
    last_name: z.string().describe('Last name; empty when not set.'),
    avatar: z.string().nullable().describe('URL of the avatar image, or null.'),
    bio: z.string().describe('Short text about the user; empty when not set.'),
    role: Role,
    created_at: timestamp('When the account was created.'),
    bot: z.literal(true).optional().describe('Only of a bot, the account of a program.'),
  })
  .describe('The profile of a user as everyone sees it.');
export type WirePublicProfile = z.infer<typeof WirePublicProfile>;

/** Of the page of a person. */
const MOST_LINKS = 5;

const url = z
  .url({ protocol: /^https$/ })
  .max(500)
  .refine((value) => !/^[^/]*\/\/[^/?#]*@/.test(value), 'must not contain a user name or password')
  .refine(isKeepable, 'must not contain NUL characters or unpaired surrogates');

export const WireProfile = WirePublicProfile.extend({
  email: z.string().describe('E-mail address of the account.'),
  email_verified: z.boolean().describe('Whether the e-mail address is confirmed.'),
  last_login_at: timestamp('When the user last signed in.'),
  links: z.array(z.string()).max(MOST_LINKS).describe('https addresses of the user elsewhere, on the own page.'),
}).describe('The profile of the signed-in user.');
export type WireProfile = z.infer<typeof WireProfile>;

export const WireLoginSession = z
  .object({
    id: z.string().describe('Id of the session, a UUID.'),
    device: z.string().describe('User agent of the sign-in.'),
    address: z.string().describe('IP address of the last refresh or sign-in.'),
    created_at: timestamp('When the user signed in.'),
    last_used_at: timestamp('When the session was last refreshed.'),
    expires_at: timestamp('When the session ends without a new sign-in.'),
    current: z.boolean().describe('Whether this request was made in this session.'),
  })
  .describe('A sign-in session of the user.');
export type WireLoginSession = z.infer<typeof WireLoginSession>;

const UpdateProfileBody = z.object({
  username: Username.optional(),
  first_name: FirstName.optional(),
  last_name: LastName.optional(),
  avatar: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .refine((url) => !/^[^/]*\/\/[^/?#]*@/.test(url), 'must not contain a user name or password')
    .refine(isKeepable, 'must not contain NUL characters or unpaired surrogates')
    .nullable()
    .optional()
    .describe('https URL of the avatar image, on a host of the internet, at most 2,000 characters; null removes it.'),
  bio: text(0, 2_000).optional().describe('Short text about the user, at most 2,000 characters.'),
  links: z
    .array(url)
    .max(MOST_LINKS)
    .optional()
    .describe('https addresses of the user elsewhere, at most 5 of 500 characters each; they replace the earlier ones.'),
});

const own = { tag: 'Users', access: 'user' } as const;

const PICTURE =
  'The form field `picture` holds a JPEG, PNG or WebP image, at most 10 MiB and 40 million pixels; its first frame is stored in four sizes, without EXIF or other embedded data. Anyone may load it. An earlier one is deleted.';
const uploaded = {
  body: z.object({}),
  bodyKind: 'multipart',
  fileField: 'picture',
  errors: ['FILE_MISSING', 'UPLOAD_INCOMPLETE', 'MALFORMED_BODY', 'QUOTA_EXCEEDED'],
} as const;

export const userRoutes = {
  me: http('GET', '/users/me', {
    ...own,
    id: 'getMe',
    permission: 'identity.accounts.get',
    summary: 'Get the profile of the signed-in user',
    success: ok('The profile.', WireProfile),
  }),
  update: http('PATCH', '/users/me', {
    ...own,
    id: 'updateMe',
    permission: 'identity.accounts.update',
    summary: 'Update the profile of the signed-in user',
    description: 'Fields that are left out keep their value.',
    body: UpdateProfileBody,
    success: ok('The updated profile.', WireProfile),
    errors: ['USERNAME_TAKEN', 'PRECONDITION_FAILED'],
  }),
  setPicture: http('PUT', '/users/me/picture', {
    ...own,
    ...uploaded,
    id: 'setMyPicture',
    permission: 'identity.accounts.update',
    summary: 'Give the signed-in user a picture',
    description: `${PICTURE} It is the \`avatar\` of the user from now on.`,
    success: ok('The picture.', PictureBody),
  }),
  dropPicture: http('DELETE', '/users/me/picture', {
    ...own,
    id: 'dropMyPicture',
    permission: 'identity.accounts.update',
    summary: 'Remove the picture of the signed-in user',
    success: noContent('The user has no picture.'),
  }),
  setBanner: http('PUT', '/users/me/banner', {
    ...own,
    ...uploaded,
    id: 'setMyBanner',
    permission: 'identity.accounts.update',
    summary: 'Give the page of the signed-in user a banner',
    description: PICTURE,
    success: ok('The banner.', PictureBody),
  }),
  dropBanner: http('DELETE', '/users/me/banner', {
    ...own,
    id: 'dropMyBanner',
    permission: 'identity.accounts.update',
    summary: 'Remove the banner of the signed-in user',
    success: noContent('The page has no banner.'),
  }),
  erase: http('DELETE', '/users/me', {
    ...own,
    id: 'eraseMe',
    permission: 'identity.accounts.erase',
    summary: 'Delete the account of the signed-in user',
    description:
      'Erases the personal data of the account in every service and ends all its sessions. Chat messages remain, with the author `deleted user`. This cannot be undone. The last administrator of the platform cannot be deleted.',
    success: noContent('The account is deleted.'),
    fresh: true,
    errors: ['INVALID_STATE'],
  }),
  export: http('GET', '/users/me/export', {
    ...own,
    id: 'exportMe',
    permission: 'identity.accounts.export',
    summary: 'Export the personal data of the signed-in user',
    description: 'Streams a ZIP archive with one JSON file for each kind of data.',
    success: [{ status: 200, description: 'The ZIP archive.', contentType: 'application/zip' }],
    etag: false,
  }),
  sessions: http('GET', '/users/me/sessions', {
    ...own,
    id: 'listSessions',
    permission: 'identity.sessions.list',
    summary: 'List the active sessions of the signed-in user',
    success: ok(
      'The sessions, most recently used first.',
      z.object({ sessions: z.array(WireLoginSession).describe('The active sessions, most recently used first.') }),
    ),
  }),
  revokeSession: http('DELETE', '/users/me/sessions/:id', {
    ...own,
    id: 'revokeSession',
    permission: 'identity.sessions.revoke',
    summary: 'Revoke a session',
    description: 'The tokens of the session stop working, and its WebSocket connections are closed.',
    params: z.object({ id: z.uuid().describe('Id of the session, a UUID.') }),
    success: noContent('The session is revoked.'),
  }),
  revokeOthers: http('DELETE', '/users/me/sessions', {
    ...own,
    id: 'revokeOtherSessions',
    permission: 'identity.sessions.revoke',
    summary: 'Revoke all other sessions',
    description: 'Ends every session of the user except the one of this request.',
    success: noContent('The other sessions are revoked.'),
  }),
  get: http('GET', '/users/:id', {
    id: 'getUser',
    permission: 'identity.profiles.get',
    tag: 'Users',
    summary: 'Get the public profile of a user',
    access: 'optional',
    params: idOf('user'),
    success: ok('The profile.', WirePublicProfile),
    errors: ['USER_NOT_FOUND'],
  }),
};
