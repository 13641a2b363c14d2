import { z } from 'zod';
import { text } from '../text.js';
import { EmailAddress, GivenEmail, GivenPassword, GivenRefreshToken, MailedToken, NewPassword, PersonName } from './accounts.js';
import { http } from './route.js';

export const Preferences = z.object({
  theme: z.enum(['light', 'dark', 'auto']),
  language: z.enum(['fr', 'en']),
  notifications: z.object({ email: z.boolean(), push: z.boolean(), sms: z.boolean() }),
});
export type Preferences = z.infer<typeof Preferences>;

export const NovaUser = z.object({
  id: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  role: z.enum(['patient', 'practitioner', 'admin', 'manager']),
  cabinetId: z.string().optional(),
  preferences: Preferences,
  permissions: z.array(z.string()),
  lastLoginAt: z.string(),
  createdAt: z.string(),
});
export type NovaUser = z.infer<typeof NovaUser>;

export const NovaTokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresIn: z.int(),
  tokenType: z.literal('Bearer'),
});
export type NovaTokens = z.infer<typeof NovaTokens>;

/** The user and the tokens, in one flat object. */
export const NovaSession = NovaUser.extend(NovaTokens.shape);
export type NovaSession = z.infer<typeof NovaSession>;

export const NovaDone = z.object({ success: z.literal(true) });

const tag = 'Authentication (nova)';
const nova = { tag, edition: 'nova', idempotencyKey: false } as const;
const signedIn = {
  status: 200,
  description: 'Signed in: the user and the tokens in one object',
  body: NovaSession,
} as const;
const user = { status: 200, description: 'The user', body: NovaUser } as const;
const done = { status: 200, description: 'Done', body: NovaDone } as const;
const told = { ...done, status: 202, description: 'The same whether or not the account exists' } as const;

export const novaAuthRoutes = {
  login: http('POST', '/auth/login', {
    ...nova,
    id: 'novaLogin',
    summary: 'Sign in',
    access: 'none',
    body: z.strictObject({ email: GivenEmail, password: GivenPassword, rememberMe: z.boolean().optional() }),
    success: [signedIn],
    errors: ['INVALID_CREDENTIALS', 'BANNED'],
  }),
  requestOtp: http('POST', '/auth/otp-request', {
    ...nova,
    id: 'novaRequestOtp',
    summary: 'Ask for a mail with a one-time code',
    access: 'none',
    body: z.strictObject({ email: GivenEmail }),
    success: [told],
  }),
  loginOtp: http('POST', '/auth/login-otp', {
    ...nova,
    id: 'novaLoginOtp',
    summary: 'Sign in with a one-time code: six digits, five minutes, five tries',
    access: 'none',
    body: z.strictObject({ email: GivenEmail, otp: text(1, 20) }),
    success: [signedIn],
    errors: ['INVALID_CODE', 'BANNED'],
  }),
  refresh: http('POST', '/auth/refresh', {
    ...nova,
    id: 'novaRefresh',
    summary: 'Exchange a refresh token for a new pair',
    access: 'none',
    body: z.object({ refreshToken: GivenRefreshToken }),
    success: [{ status: 200, description: 'A new pair', body: NovaTokens }],
    errors: ['INVALID_GRANT'],
  }),
  logout: http('POST', '/auth/logout', {
    ...nova,
    id: 'novaLogout',
    summary: 'End this session',
    access: 'user',
    success: [done],
  }),
  me: http('GET', '/auth/me', { ...nova, id: 'novaMe', summary: 'Who one is', access: 'user', success: [user] }),
  profile: http('PUT', '/auth/profile', {
    ...nova,
    id: 'novaUpdateProfile',
    summary:
      'Change first name, last name, preferences; the e-mail address with the current password, confirmed by mail. Other fields are ignored',
    access: 'user',
    body: z.object({
      firstName: PersonName.optional(),
      lastName: PersonName.optional(),
      preferences: Preferences.partial()
        .extend({ notifications: Preferences.shape.notifications.partial().optional() })
        .optional(),
      email: EmailAddress.optional(),
      currentPassword: GivenPassword.optional(),
    }),
    success: [user],
    errors: ['INVALID_CREDENTIALS'],
  }),
  changePassword: http('PUT', '/auth/change-password', {
    ...nova,
    id: 'novaChangePassword',
    summary: 'Set a new password with the current one; all other sessions end',
    access: 'user',
    body: z.strictObject({ currentPassword: GivenPassword, newPassword: NewPassword }),
    success: [done],
    errors: ['INVALID_CREDENTIALS'],
  }),
  requestReset: http('POST', '/auth/password-reset-request', {
    ...nova,
    id: 'novaRequestPasswordReset',
    summary: 'Ask for a mail with a link to a new password',
    access: 'none',
    body: z.strictObject({ email: GivenEmail }),
    success: [told],
  }),
  reset: http('POST', '/auth/password-reset', {
    ...nova,
    id: 'novaResetPassword',
    summary: 'Set a new password with the token of the mail; every session ends',
    access: 'none',
    body: z.strictObject({ token: MailedToken, newPassword: NewPassword }),
    success: [done],
    errors: ['INVALID_TOKEN'],
  }),
};
