import { z } from 'zod';
import { Role } from '../caller.js';
import {
  EmailAddress,
  GivenEmail,
  GivenPassword,
  GivenRefreshToken,
  MailedToken,
  NewPassword,
  PersonName,
  Username,
} from './accounts.js';
import { http } from './route.js';
import { WireProfile } from './users.js';

export const WireSession = z.object({
  user: z.object({ id: z.int(), email: z.string(), username: z.string(), role: Role }),
  accessToken: z.string(),
  refreshToken: z.string(),
});
export type WireSession = z.infer<typeof WireSession>;

const Tokens = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.int(),
  token_type: z.literal('Bearer'),
});
const enveloped = <Data extends z.ZodType>(data: Data) => z.object({ success: z.literal(true), data });

export const WireEnvelopedSession = enveloped(Tokens.extend({ user: WireProfile }));
export type WireEnvelopedSession = z.infer<typeof WireEnvelopedSession>;
export const WireEnvelopedProfile = enveloped(WireProfile);
export type WireEnvelopedProfile = z.infer<typeof WireEnvelopedProfile>;
export const WireDone = enveloped(z.null());

export const WireTicket = z.object({ ticket: z.string(), expires_in: z.int().describe('Seconds') });

const Credentials = z.strictObject({ email: GivenEmail, password: GivenPassword });
const tag = 'Authentication';
const idempotencyKey = false; // nothing of a session is kept
const session = { status: 200, description: 'Signed in', body: WireSession } as const;
const enveloping = { status: 200, description: 'Signed in', body: WireEnvelopedSession } as const;
const done = { status: 200, description: 'Done', body: WireDone } as const;

/** The flat spelling. */
export const authRoutes = {
  login: http('POST', '/login', {
    id: 'login',
    tag,
    summary: 'Sign in',
    access: 'none',
    body: Credentials,
    success: [session],
    errors: ['INVALID_CREDENTIALS', 'BANNED'],
    idempotencyKey,
  }),
  signup: http('POST', '/signup', {
    id: 'signUp',
    tag,
    summary: 'Make an account',
    access: 'none',
    body: z.strictObject({ email: EmailAddress, username: Username, password: NewPassword }),
    success: [{ ...session, status: 201 }],
    errors: ['EMAIL_TAKEN', 'USERNAME_TAKEN'],
    idempotencyKey,
  }),
  refresh: http('POST', '/refresh', {
    id: 'refresh',
    tag,
    summary: 'Exchange a refresh token for a new pair',
    access: 'none',
    body: z.object({ refreshToken: GivenRefreshToken }),
    success: [session],
    errors: ['INVALID_GRANT'],
    idempotencyKey,
  }),
  logout: http('POST', '/logout', {
    id: 'logout',
    tag,
    summary: 'End this session',
    access: 'user',
    success: [{ status: 204, description: 'Ended' }],
    idempotencyKey,
  }),
  forgotPassword: http('POST', '/forgot-password', {
    id: 'forgotPassword',
    tag,
    summary: 'Ask for a mail with a link to a new password',
    access: 'none',
    body: z.strictObject({ email: GivenEmail }),
    success: [{ status: 202, description: 'The same, in the same time, whether or not the account exists' }],
    idempotencyKey,
  }),
  resetPassword: http('POST', '/reset-password', {
    id: 'resetPassword',
    tag,
    summary: 'Set a new password with the token of the mail',
    access: 'none',
    body: z.strictObject({ token: MailedToken, password: NewPassword }),
    success: [{ status: 204, description: 'Set; every session has ended' }],
    errors: ['INVALID_TOKEN'],
    idempotencyKey,
  }),
  ticket: http('POST', '/ws-tickets', {
    id: 'createTicket',
    tag,
    summary: 'A ticket that opens one WebSocket',
    access: 'user',
    success: [{ status: 201, description: 'The ticket and the seconds it lives', body: WireTicket }],
    idempotencyKey,
  }),
};

/** The enveloped spelling. */
export const envelopedAuthRoutes = {
  login: http('POST', '/auth/login', {
    id: 'loginEnveloped',
    tag,
    summary: 'Sign in',
    access: 'none',
    body: Credentials,
    success: [enveloping],
    errors: ['BAD_CREDENTIALS', 'BANNED'],
    idempotencyKey,
  }),
  register: http('POST', '/auth/register', {
    id: 'register',
    tag,
    summary: 'Make an account',
    access: 'none',
    body: z.strictObject({
      username: Username,
      email: EmailAddress,
      password: NewPassword,
      first_name: PersonName.optional(),
      last_name: PersonName.optional(),
    }),
    success: [{ ...enveloping, status: 201 }],
    errors: ['EMAIL_TAKEN', 'USERNAME_TAKEN'],
    idempotencyKey,
  }),
  refresh: http('POST', '/auth/refresh', {
    id: 'refreshEnveloped',
    tag,
    summary: 'Exchange a refresh token for a new pair',
    access: 'none',
    body: z.object({ refresh_token: GivenRefreshToken }),
    success: [enveloping],
    errors: ['INVALID_GRANT'],
    idempotencyKey,
  }),
  logout: http('POST', '/auth/logout', {
    id: 'logoutEnveloped',
    tag,
    summary: 'End this session',
    access: 'user',
    success: [done],
    idempotencyKey,
  }),
  me: http('GET', '/auth/me', {
    id: 'me',
    tag,
    summary: "One's own profile",
    access: 'user',
    success: [{ status: 200, description: 'The profile', body: WireEnvelopedProfile }],
  }),
  verifyEmail: http('POST', '/auth/verify-email', {
    id: 'verifyEmail',
    tag,
    summary: 'Confirm an address with the token of the mail',
    access: 'none',
    body: z.strictObject({ token: MailedToken }),
    success: [done],
    errors: ['INVALID_TOKEN', 'EMAIL_TAKEN'],
    idempotencyKey,
  }),
  resendVerification: http('POST', '/auth/verify-email/resend', {
    id: 'resendVerification',
    tag,
    summary: 'Send the mail that confirms the address again',
    access: 'user',
    success: [{ ...done, status: 202 }],
    idempotencyKey,
  }),
};
