import { z } from 'zod';
import {
  GivenEmail,
  GivenPassword,
  GivenRefreshToken,
  MailedToken,
  NewPassword,
  SECOND_FACTOR_SIGN_IN,
  SecondFactorBody,
} from './accounts.js';
import {
  Credentials,
  RegisterBody,
  SignUpBody,
  WireDone,
  WireEnvelopedProfile,
  WireEnvelopedSession,
  WireEnvelopedVerification,
  WireSession,
  WireTicket,
} from './auth-bodies.js';
import { PASSKEY_SIGN_IN, PasskeySignInBody } from './passkeys.js';
import { http } from './route.js';
import { accepted, created, noContent, ok } from './successes.js';

export { type WireEnvelopedProfile, type WireEnvelopedSession, type WireSession } from './auth-bodies.js';

// Responses with tokens are not stored, so these calls take no Idempotency-Key.
const anonymous = { tag: 'Authentication', access: 'none', idempotencyKey: false } as const;
const signedIn = { ...anonymous, access: 'user' } as const;
const REFRESH = {
  summary: 'Exchange a refresh token for new tokens',
  description:
    'Refresh tokens rotate. With the header `X-Veza-Session: cookie` the flat spelling takes the token of the cookie. Presenting a token again after its successor was used ends the session. Every failure is 400 `INVALID_GRANT`, never 401.',
  errors: ['INVALID_GRANT'],
} as const;

/** Flat bodies. */
export const authRoutes = {
  login: http('POST', '/login', {
    ...anonymous,
    id: 'login',
    permission: 'identity.sessions.create',
    summary: 'Sign in',
    description:
      'With the header `X-Veza-Session: cookie`, for pages of the own origin, the refresh token is set as an HttpOnly cookie and is not in the body. The same holds for every call that opens or renews a session, in the flat spelling.',
    body: Credentials,
    success: ok('The new session.', WireSession),
    errors: ['INVALID_CREDENTIALS', 'SECOND_FACTOR_REQUIRED', 'SECOND_FACTOR_SETUP_REQUIRED', 'BANNED'],
  }),
  loginSecondFactor: http('POST', '/login/second-factor', {
    ...anonymous,
    ...SECOND_FACTOR_SIGN_IN,
    id: 'loginSecondFactor',
    permission: 'identity.sessions.create',
    body: SecondFactorBody,
    success: ok('The new session.', WireSession),
  }),
  loginPasskey: http('POST', '/login/passkey', {
    ...anonymous,
    ...PASSKEY_SIGN_IN,
    id: 'loginPasskey',
    permission: 'identity.sessions.create',
    body: PasskeySignInBody,
    success: ok('The new session.', WireSession),
  }),
  signup: http('POST', '/signup', {
    ...anonymous,
    id: 'signUp',
    permission: 'identity.accounts.create',
    summary: 'Create an account',
    description: 'Signs the user in and sends a mail to confirm the address.',
    body: SignUpBody,
    success: created('The session of the new account.', WireSession),
    errors: ['EMAIL_TAKEN', 'USERNAME_TAKEN'],
  }),
  refresh: http('POST', '/refresh', {
    ...anonymous,
    ...REFRESH,
    id: 'refresh',
    permission: 'identity.sessions.refresh',
    body: z.object({ refreshToken: GivenRefreshToken }),
    success: ok('The renewed session.', WireSession),
  }),
  logout: http('POST', '/logout', {
    ...signedIn,
    id: 'logout',
    permission: 'identity.sessions.end',
    summary: 'Sign out',
    description: 'Ends the session of this request and closes its WebSocket connections.',
    success: noContent('The session has ended.'),
  }),
  forgotPassword: http('POST', '/forgot-password', {
    ...anonymous,
    id: 'forgotPassword',
    permission: 'identity.passwords.requestReset',
    summary: 'Request a password reset mail',
    description: 'The response and its timing are the same whether or not the account exists.',
    body: z.object({ email: GivenEmail }),
    success: accepted('A mail is sent if the account exists.'),
  }),
  resetPassword: http('POST', '/reset-password', {
    ...anonymous,
    id: 'resetPassword',
    permission: 'identity.passwords.reset',
    summary: 'Set a new password with a mailed token',
    description: 'The token works once, within one hour. All sessions of the account end.',
    body: z.object({ token: MailedToken, password: NewPassword }),
    success: noContent('The password is set.'),
    errors: ['INVALID_TOKEN'],
  }),
  ticket: http('POST', '/ws-tickets', {
    ...signedIn,
    id: 'createTicket',
    permission: 'identity.tickets.create',
    summary: 'Create a WebSocket ticket',
    description:
      'For browsers, which cannot send an `Authorization` header with a WebSocket handshake, and for API tokens: such a socket receives all events of the user, and each command needs its scope.',
    success: created('The ticket.', WireTicket),
  }),
};

/** Bodies in an envelope `{ success, data }`. */
export const envelopedAuthRoutes = {
  login: http('POST', '/auth/login', {
    ...anonymous,
    id: 'loginEnveloped',
    permission: 'identity.sessions.create',
    summary: 'Sign in (enveloped)',
    description: 'Wrong credentials are 401 `BAD_CREDENTIALS` here, and 400 in the flat spelling.',
    body: Credentials,
    success: ok('The new session.', WireEnvelopedSession),
    errors: ['BAD_CREDENTIALS', 'SECOND_FACTOR_REQUIRED', 'SECOND_FACTOR_SETUP_REQUIRED', 'BANNED'],
  }),
  loginSecondFactor: http('POST', '/auth/login/second-factor', {
    ...anonymous,
    ...SECOND_FACTOR_SIGN_IN,
    id: 'loginSecondFactorEnveloped',
    permission: 'identity.sessions.create',
    summary: 'Sign in with a second factor (enveloped)',
    body: SecondFactorBody,
    success: ok('The new session.', WireEnvelopedSession),
  }),
  loginPasskey: http('POST', '/auth/login/passkey', {
    ...anonymous,
    ...PASSKEY_SIGN_IN,
    id: 'loginPasskeyEnveloped',
    permission: 'identity.sessions.create',
    summary: 'Sign in with a passkey (enveloped)',
    body: PasskeySignInBody,
    success: ok('The new session.', WireEnvelopedSession),
  }),
  register: http('POST', '/auth/register', {
    ...anonymous,
    id: 'register',
    permission: 'identity.accounts.create',
    summary: 'Create an account (enveloped)',
    description: 'Signs the user in and sends a mail to confirm the address.',
    body: RegisterBody,
    success: created('The session of the new account.', WireEnvelopedSession),
    errors: ['EMAIL_TAKEN', 'USERNAME_TAKEN'],
  }),
  refresh: http('POST', '/auth/refresh', {
    ...anonymous,
    ...REFRESH,
    id: 'refreshEnveloped',
    permission: 'identity.sessions.refresh',
    body: z.object({ refresh_token: GivenRefreshToken }),
    success: ok('The renewed session.', WireEnvelopedSession),
  }),
  logout: http('POST', '/auth/logout', {
    ...signedIn,
    id: 'logoutEnveloped',
    permission: 'identity.sessions.end',
    summary: 'Sign out (enveloped)',
    description: 'Ends the session of this request and closes its WebSocket connections.',
    success: ok('The session has ended.', WireDone),
  }),
  me: http('GET', '/auth/me', {
    id: 'me',
    permission: 'identity.accounts.get',
    tag: 'Authentication',
    summary: 'Get the profile of the signed-in user (enveloped)',
    access: 'user',
    success: ok('The profile.', WireEnvelopedProfile),
  }),
  verifyEmail: http('POST', '/auth/verify-email', {
    ...anonymous,
    access: 'optional',
    id: 'verifyEmail',
    permission: 'identity.emails.verify',
    summary: 'Confirm an e-mail address with a mailed token',
    description:
      'The token proves the mailbox, and a session of the account or its password that the account is that of the reader. Without either the call is `VALIDATION_FAILED` and names `password`. The first confirmation removes API tokens, bots, webhooks, pushes, feeds, factors and linked accounts that an earlier version let unconfirmed accounts add.',
    body: z.object({ token: MailedToken, password: GivenPassword.optional() }),
    success: ok('The address is confirmed.', WireDone),
    errors: ['INVALID_TOKEN', 'INVALID_CREDENTIALS', 'EMAIL_TAKEN'],
  }),
  readVerification: http('POST', '/auth/verify-email/account', {
    ...anonymous,
    id: 'readVerification',
    permission: 'identity.emails.inspect',
    summary: 'Get the account that a mailed token would confirm',
    description: 'For the page behind the link. The token stays valid.',
    body: z.object({ token: MailedToken }),
    success: ok('The account.', WireEnvelopedVerification),
    errors: ['INVALID_TOKEN'],
  }),
  disownEmail: http('POST', '/auth/verify-email/disown', {
    ...anonymous,
    id: 'disownEmail',
    permission: 'identity.emails.disown',
    summary: 'Declare that the account of a mailed token is not that of the reader',
    description:
      'Ends the account if its address is not confirmed, and the address is free again. A change of the address of a confirmed account is given up.',
    body: z.object({ token: MailedToken }),
    success: ok('The address is free.', WireDone),
    errors: ['INVALID_TOKEN'],
  }),
  resendVerification: http('POST', '/auth/verify-email/resend', {
    ...signedIn,
    id: 'resendVerification',
    permission: 'identity.emails.requestVerification',
    summary: 'Send the confirmation mail again',
    success: accepted('The mail is sent.', WireDone),
  }),
};
