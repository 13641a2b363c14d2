import { z } from 'zod';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { GivenPassword } from './accounts.js';
import { http, idOf } from './route.js';
import { created, noContent, ok } from './successes.js';

export const WireSecondFactors = z
  .object({
    totp: z
      .object({ confirmed_at: timestamp('When the app was confirmed.') })
      .nullable()
      .describe('The authenticator app; null without one.'),
    recovery_codes_left: z.int().describe('Number of unused recovery codes.'),
  })
  .describe('The second factors of the signed-in user.');

export const WireTotpEnrolment = z
  .object({
    secret: z.string().describe('Secret in base32, to be typed into an authenticator app.'),
    uri: z.string().describe('The same as an `otpauth://` URI, to be shown as a QR code.'),
  })
  .describe('The secret of an authenticator app. It is shown once.');

export const WireRecoveryCodes = z
  .object({ recovery_codes: z.array(z.string()).length(10).describe('Ten codes, each good for one sign-in.') })
  .describe('Recovery codes. They are shown once.');

export const WireFactorRemoval = z
  .object({
    state: z.enum(['requested', 'removed']).describe('`requested`: another administrator has to make the same call.'),
    requested_until: timestamp('When the request ends.').nullable().describe('When the request ends; null after the removal.'),
  })
  .describe('The removal of the factors of a user.');
export type WireFactorRemoval = z.infer<typeof WireFactorRemoval>;

// Responses with secrets are not stored, so these calls take no Idempotency-Key.
const own = { tag: 'Users', access: 'user', idempotencyKey: false } as const;
const Password = z.strictObject({ password: GivenPassword });

export const secondFactorRoutes = {
  get: http('GET', '/users/me/second-factors', {
    ...own,
    id: 'getSecondFactors',
    permission: 'identity.secondFactors.get',
    summary: 'Get the second factors of the signed-in user',
    success: ok('The second factors.', WireSecondFactors),
    etag: false,
  }),
  enrol: http('POST', '/users/me/second-factors/totp', {
    ...own,
    verified: true,
    id: 'enrolTotp',
    permission: 'identity.secondFactors.add',
    summary: 'Add an authenticator app',
    description:
      'The app protects the account once it is confirmed with a code. Until then a new call replaces the secret. `INVALID_STATE` beside a confirmed app.',
    body: Password,
    success: created('The secret.', WireTotpEnrolment),
    errors: ['INVALID_CREDENTIALS', 'INVALID_STATE', 'FRESH_SIGN_IN_REQUIRED'],
  }),
  confirm: http('POST', '/users/me/second-factors/totp/confirm', {
    ...own,
    verified: true,
    id: 'confirmTotp',
    permission: 'identity.secondFactors.add',
    summary: 'Confirm an authenticator app',
    description: 'From now on each sign-in asks for a code. All other sessions of the user end.',
    body: z.strictObject({ code: text(1, 40).describe('The six digits of the authenticator app.') }),
    success: ok('The recovery codes.', WireRecoveryCodes),
    errors: ['INVALID_CODE', 'INVALID_STATE'],
  }),
  remove: http('POST', '/users/me/second-factors/totp/remove', {
    ...own,
    id: 'removeTotp',
    permission: 'identity.secondFactors.remove',
    summary: 'Remove the authenticator app',
    description: 'The recovery codes are removed as well.',
    body: Password,
    success: noContent('The account has no authenticator app.'),
    errors: ['INVALID_CREDENTIALS', 'FRESH_SIGN_IN_REQUIRED'],
  }),
  renewCodes: http('POST', '/users/me/second-factors/recovery-codes', {
    ...own,
    id: 'renewRecoveryCodes',
    permission: 'identity.secondFactors.add',
    summary: 'Make new recovery codes',
    description: 'The old ones stop working. `INVALID_STATE` without a second factor.',
    body: Password,
    success: ok('The recovery codes.', WireRecoveryCodes),
    errors: ['INVALID_CREDENTIALS', 'INVALID_STATE', 'FRESH_SIGN_IN_REQUIRED'],
  }),
  removeOf: http('POST', '/users/:id/second-factors/removal', {
    tag: 'Users',
    access: 'admin',
    fresh: true,
    id: 'removeFactorsOf',
    permission: 'identity.secondFactors.removeOf',
    summary: 'Remove all factors of a user, with a second administrator',
    description:
      'For a user who has lost all of them. The first call requests it, and the same call of another administrator within 24 hours removes authenticator app, passkeys and recovery codes and ends all sessions. The user gets a mail each time. A sign-in of the user with a factor ends the request.',
    params: idOf('user'),
    success: ok('The request, or the removal.', WireFactorRemoval),
    errors: ['USER_NOT_FOUND', 'FORBIDDEN', 'INVALID_STATE'],
    idempotencyKey: false,
  }),
};
