import { z } from 'zod';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { GivenPassword } from './accounts.js';
import { Assertion } from './passkey-bodies.js';
import { http } from './route.js';
import { ok } from './successes.js';

export const WireFreshSignIn = z
  .object({ fresh_until: timestamp('Until when calls that require a fresh authentication are accepted.') })
  .describe('The last authentication of the session of the request.');

const Proof = z
  .strictObject({
    password: GivenPassword.optional(),
    code: text(1, 40).optional().describe('The six digits of the authenticator app, or a recovery code.'),
    passkey: Assertion.optional(),
  })
  .refine((proof) => Object.values(proof).filter((value) => value !== undefined).length === 1, {
    path: ['password'],
    message: 'must be sent, or one other proof in its place',
  });
export type Proof = z.output<typeof Proof>;

export const stepUpRoutes = {
  authenticateAgain: http('POST', '/users/me/sessions/current/authentication', {
    tag: 'Users',
    access: 'user',
    idempotencyKey: false,
    id: 'authenticateAgain',
    permission: 'identity.sessions.renew',
    summary: 'Authenticate again in this session',
    description:
      'After `FRESH_SIGN_IN_REQUIRED`. The body has one proof: the password, or, for an account with a second factor, a code or a passkey. There the password alone is `SECOND_FACTOR_REQUIRED`. The tokens of the session stay valid.',
    body: Proof,
    success: ok('The session is fresh.', WireFreshSignIn),
    errors: ['INVALID_CREDENTIALS', 'INVALID_CODE', 'INVALID_PASSKEY', 'SECOND_FACTOR_REQUIRED'],
  }),
};
