import { z } from 'zod';
import { text } from '../text.js';
import { WireSession } from './auth-bodies.js';
import { NovaSession } from './nova-auth.js';
import { Attestation, WireCreationOptions } from './passkey-bodies.js';
import { PasskeyName } from './passkeys.js';
import { http } from './route.js';
import { WireTotpEnrolment } from './second-factors.js';
import { created, ok } from './successes.js';

export const WireSetUpSession = WireSession.extend({
  recovery_codes: z.array(z.string()).length(10).describe('Ten recovery codes, shown once.'),
}).describe('The session after a second factor was set up.');
export type WireSetUpSession = z.infer<typeof WireSetUpSession>;

export const NovaSetUpSession = NovaSession.extend({
  recoveryCodes: z.array(z.string()).length(10).describe('Ten recovery codes, shown once.'),
}).describe('The signed-in user and the tokens after a second factor was set up.');

const ticket = text(1, 100).describe('The `ticket` in the details of `SECOND_FACTOR_SETUP_REQUIRED`.');
const Ticket = z.strictObject({ ticket });

const SetUp = z
  .strictObject({
    ticket,
    code: text(1, 40).optional().describe('The six digits of the authenticator app.'),
    passkey: z.strictObject({ name: PasskeyName, credential: Attestation }).optional().describe('The new passkey.'),
  })
  .refine(({ code, passkey }) => (code === undefined) !== (passkey === undefined), {
    path: ['code'],
    message: 'must be sent, or a passkey in its place',
  });
export type SetUp = z.output<typeof SetUp>;

// Responses with secrets are not stored, so these calls take no Idempotency-Key.
const anonymous = {
  tag: 'Authentication',
  access: 'none',
  idempotencyKey: false,
  permission: 'identity.sessions.create',
} as const;

const FINISH = {
  summary: 'Finish a set-up and sign in',
  description:
    'With a code of the authenticator app, or with a passkey. All other sessions of the account end. A wrong code leaves the ticket usable.',
  body: SetUp,
  errors: ['INVALID_TOKEN', 'INVALID_CODE', 'INVALID_PASSKEY', 'INVALID_STATE', 'INVALID_CREDENTIALS', 'BANNED'],
} as const;

/** Sign-ins to an account whose role requires a second factor that it does not have (`SECOND_FACTOR_ROLES`). */
export const factorSetupRoutes = {
  totp: http('POST', '/login/setup/totp', {
    ...anonymous,
    id: 'setUpTotp',
    summary: 'Begin to set up an authenticator app during a sign-in',
    description: 'After `SECOND_FACTOR_SETUP_REQUIRED`. The ticket works for five minutes. A new call replaces the secret.',
    body: Ticket,
    success: created('The secret.', WireTotpEnrolment),
    errors: ['INVALID_TOKEN', 'INVALID_STATE'],
  }),
  passkeyOptions: http('POST', '/login/setup/passkey/options', {
    ...anonymous,
    id: 'setUpPasskeyOptions',
    summary: 'Begin to set up a passkey during a sign-in',
    description: 'After `SECOND_FACTOR_SETUP_REQUIRED`. The response goes to `navigator.credentials.create`.',
    body: Ticket,
    success: ok('The options.', WireCreationOptions),
    errors: ['INVALID_TOKEN'],
  }),
  finish: http('POST', '/login/setup', {
    ...anonymous,
    ...FINISH,
    id: 'finishSetUp',
    success: ok('The new session.', WireSetUpSession),
  }),
  /** The calls before it are the same for both editions. */
  novaFinish: http('POST', '/auth/login-setup', {
    ...anonymous,
    ...FINISH,
    tag: 'Authentication (nova)',
    edition: 'nova',
    id: 'novaFinishSetUp',
    success: ok('The user and the tokens.', NovaSetUpSession),
  }),
};
