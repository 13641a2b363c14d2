import { z } from 'zod';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';
import {
  EmailAddress,
  FirstName,
  GivenEmail,
  GivenPassword,
  GivenRefreshToken,
  LastName,
  MailedToken,
  NewPassword,
  SECOND_FACTOR_SIGN_IN,
  SecondFactorBody,
} from './accounts.js';
import { PASSKEY_SIGN_IN, PasskeySignInBody } from './passkeys.js';
import { http } from './route.js';
import { accepted, ok } from './successes.js';

export const Preferences = z
  .object({
    theme: z.enum(['light', 'dark', 'auto']).describe('Colour theme of the user interface.'),
    language: z.enum(['fr', 'en']).describe('Language of the user interface and of mails.'),
    notifications: z
      .object({
        email: z.boolean().describe('Whether to notify by e-mail.'),
        push: z.boolean().describe('Whether to notify by push message.'),
        sms: z.boolean().describe('Reserved: stored, but no text message is sent yet.'),
      })
      .describe('Enabled notification channels.'),
  })
  .describe('Preferences of a user.');
export type Preferences = z.infer<typeof Preferences>;

export const NovaUser = z
  .object({
    id: z.string().describe('Id of the user.'),
    email: z.string().describe('E-mail address of the account.'),
    firstName: z.string().describe('First name; empty when not set.'),
    lastName: z.string().describe('Last name; empty when not set.'),
    role: z
      .enum(['patient', 'practitioner', 'admin', 'manager'])
      .describe('Role in the cabinet of the request; outside of cabinets `admin` or `patient`.'),
    cabinetId: z.string().optional().describe('Id of the cabinet of the request, for its members.'),
    preferences: Preferences,
    permissions: z.array(z.string()).describe('Permissions in the cabinet, for display only: each call checks them itself.'),
    lastLoginAt: timestamp('When the user last signed in.'),
    createdAt: timestamp('When the account was created.'),
  })
  .describe('The signed-in user.');
export type NovaUser = z.infer<typeof NovaUser>;

export const NovaTokens = z
  .object({
    accessToken: z.string().describe('Access token (JWT) for the `Authorization: Bearer` header.'),
    refreshToken: z
      .string()
      .optional()
      .describe('Refresh token; each use returns a new pair of tokens. Absent when a cookie has it.'),
    expiresIn: z.int().describe('Lifetime of the access token in seconds.'),
    tokenType: z.literal('Bearer').describe('Always `Bearer`.'),
  })
  .describe('A pair of tokens.');
export type NovaTokens = z.infer<typeof NovaTokens>;

export const NovaSession = NovaUser.extend(NovaTokens.shape).describe('The signed-in user and the tokens, in one flat object.');
export type NovaSession = z.infer<typeof NovaSession>;

export const NovaDone = z.object({ success: z.literal(true).describe('Always true.') }).describe('Confirmation without data.');

const anonymous = { tag: 'Authentication (nova)', edition: 'nova', access: 'none', idempotencyKey: false } as const;
const signedIn = { ...anonymous, access: 'user' } as const;
const EVEN_WITHOUT_ACCOUNT = 'The response and its timing are the same whether or not the account exists.';
const EmailBody = z.strictObject({ email: GivenEmail });

const ProfileBody = z.object({
  firstName: FirstName.optional(),
  lastName: LastName.optional(),
  preferences: Preferences.partial()
    .extend({
      notifications: Preferences.shape.notifications.partial().optional().describe('Notification channels to change.'),
    })
    .optional()
    .describe('Preferences to change; those left out keep their value.'),
  email: EmailAddress.optional(),
  currentPassword: GivenPassword.optional(),
});

export const novaAuthRoutes = {
  login: http('POST', '/auth/login', {
    ...anonymous,
    id: 'novaLogin',
    permission: 'identity.sessions.create',
    summary: 'Sign in',
    body: z.strictObject({
      email: GivenEmail,
      password: GivenPassword,
      rememberMe: z.boolean().optional().describe('Whether the session lasts 90 days instead of 30.'),
    }),
    success: ok('The user and the tokens.', NovaSession),
    errors: ['INVALID_CREDENTIALS', 'SECOND_FACTOR_REQUIRED', 'SECOND_FACTOR_SETUP_REQUIRED', 'BANNED'],
  }),
  requestOtp: http('POST', '/auth/otp-request', {
    ...anonymous,
    id: 'novaRequestOtp',
    permission: 'identity.codes.request',
    summary: 'Request a one-time code by mail',
    description: EVEN_WITHOUT_ACCOUNT,
    body: EmailBody,
    success: accepted('A mail is sent if the account exists.', NovaDone),
  }),
  loginOtp: http('POST', '/auth/login-otp', {
    ...anonymous,
    id: 'novaLoginOtp',
    permission: 'identity.sessions.create',
    summary: 'Sign in with a one-time code',
    description:
      'A code has six digits, works once, for five minutes, and allows five attempts. A new code replaces the one that the same network requested.',
    body: z.strictObject({ email: GivenEmail, otp: text(1, 20).describe('The six-digit code from the mail.') }),
    success: ok('The user and the tokens.', NovaSession),
    errors: ['INVALID_CODE', 'SECOND_FACTOR_REQUIRED', 'SECOND_FACTOR_SETUP_REQUIRED', 'BANNED'],
  }),
  loginSecondFactor: http('POST', '/auth/login-second-factor', {
    ...anonymous,
    ...SECOND_FACTOR_SIGN_IN,
    id: 'novaLoginSecondFactor',
    permission: 'identity.sessions.create',
    body: SecondFactorBody,
    success: ok('The user and the tokens.', NovaSession),
  }),
  loginPasskey: http('POST', '/auth/login-passkey', {
    ...anonymous,
    ...PASSKEY_SIGN_IN,
    id: 'novaLoginPasskey',
    permission: 'identity.sessions.create',
    body: PasskeySignInBody,
    success: ok('The user and the tokens.', NovaSession),
  }),
  refresh: http('POST', '/auth/refresh', {
    ...anonymous,
    id: 'novaRefresh',
    permission: 'identity.sessions.refresh',
    summary: 'Exchange a refresh token for new tokens',
    description: 'Refresh tokens rotate. Every failure is 400 `INVALID_GRANT`, never 401.',
    body: z.object({ refreshToken: GivenRefreshToken }),
    success: ok('The new tokens.', NovaTokens),
    errors: ['INVALID_GRANT'],
  }),
  logout: http('POST', '/auth/logout', {
    ...signedIn,
    id: 'novaLogout',
    permission: 'identity.sessions.end',
    summary: 'Sign out',
    description: 'Ends the session of this request and closes its WebSocket connections.',
    success: ok('The session has ended.', NovaDone),
  }),
  me: http('GET', '/auth/me', {
    ...signedIn,
    id: 'novaMe',
    permission: 'identity.accounts.get',
    summary: 'Get the signed-in user',
    success: ok('The user.', NovaUser),
  }),
  profile: http('PUT', '/auth/profile', {
    ...signedIn,
    id: 'novaUpdateProfile',
    permission: 'identity.accounts.update',
    summary: 'Update the profile of the signed-in user',
    description:
      'A new e-mail address requires `currentPassword` and takes effect when it is confirmed by mail. Fields other than those listed are ignored.',
    body: ProfileBody,
    success: ok('The user.', NovaUser),
    errors: ['INVALID_CREDENTIALS', 'FRESH_SIGN_IN_REQUIRED'],
  }),
  changePassword: http('PUT', '/auth/change-password', {
    ...signedIn,
    id: 'novaChangePassword',
    permission: 'identity.passwords.change',
    summary: 'Change the password',
    description: 'All other sessions of the user end.',
    body: z.strictObject({ currentPassword: GivenPassword, newPassword: NewPassword }),
    success: ok('The password is changed.', NovaDone),
    errors: ['INVALID_CREDENTIALS', 'FRESH_SIGN_IN_REQUIRED'],
  }),
  requestReset: http('POST', '/auth/password-reset-request', {
    ...anonymous,
    id: 'novaRequestPasswordReset',
    permission: 'identity.passwords.requestReset',
    summary: 'Request a password reset mail',
    description: EVEN_WITHOUT_ACCOUNT,
    body: EmailBody,
    success: accepted('A mail is sent if the account exists.', NovaDone),
  }),
  reset: http('POST', '/auth/password-reset', {
    ...anonymous,
    id: 'novaResetPassword',
    permission: 'identity.passwords.reset',
    summary: 'Set a new password with a mailed token',
    description: 'The token works once, within one hour. All sessions of the account end.',
    body: z.strictObject({ token: MailedToken, newPassword: NewPassword }),
    success: ok('The password is set.', NovaDone),
    errors: ['INVALID_TOKEN'],
  }),
};
