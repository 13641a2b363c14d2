import { z } from 'zod';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { SecondFactorTicket } from './accounts.js';
import { Assertion, Attestation, RememberMe, WireCreationOptions, WireRequestOptions } from './passkey-bodies.js';
import { http } from './route.js';
import { created, noContent, ok } from './successes.js';

export const PasskeyName = text(1, 60).describe(
  'Name by which the user knows the passkey, such as the device; at most 60 characters.',
);

export const WirePasskey = z
  .object({
    id: z.string().describe('Id of the passkey, a UUID.'),
    name: z.string().describe('Name by which the user knows the passkey.'),
    backed_up: z.boolean().describe('Whether the passkey is copied to other devices of the user, as of its last use.'),
    created_at: timestamp('When the passkey was added.'),
    last_used_at: timestamp('When the passkey was last used.').nullable().describe('Null before the first use.'),
  })
  .describe('A passkey of the signed-in user.');
export type WirePasskey = z.infer<typeof WirePasskey>;

export const WirePasskeys = z
  .object({ passkeys: z.array(WirePasskey).max(20).describe('The passkeys, oldest first.') })
  .describe('The passkeys of the signed-in user.');

export const WireNewPasskey = z
  .object({
    passkey: WirePasskey,
    recovery_codes: z
      .array(z.string())
      .max(10)
      .describe('Ten recovery codes, shown once, if this is the first second factor of the account; otherwise none.'),
  })
  .describe('A new passkey.');

// Responses with challenges and secrets are not stored, so these calls take no Idempotency-Key.
const own = { tag: 'Users', access: 'user', idempotencyKey: false } as const;
const params = z.object({ id: z.uuid().describe('Id of the passkey, a UUID.') });

export const passkeyRoutes = {
  list: http('GET', '/users/me/passkeys', {
    ...own,
    id: 'listPasskeys',
    permission: 'identity.passkeys.list',
    summary: 'List the passkeys of the signed-in user',
    success: ok('The passkeys.', WirePasskeys),
    etag: false,
  }),
  creationOptions: http('POST', '/users/me/passkeys/options', {
    ...own,
    verified: true,
    fresh: true,
    id: 'createPasskeyOptions',
    permission: 'identity.passkeys.add',
    summary: 'Begin to add a passkey',
    description: 'The response goes to `navigator.credentials.create`. The challenge works once, for five minutes.',
    success: ok('The options.', WireCreationOptions),
    errors: ['INVALID_STATE'],
  }),
  add: http('POST', '/users/me/passkeys', {
    ...own,
    verified: true,
    fresh: true,
    id: 'addPasskey',
    permission: 'identity.passkeys.add',
    summary: 'Add a passkey',
    description:
      'From now on each sign-in asks for a second factor or is made with the passkey alone. All other sessions end if it is the first factor. `INVALID_STATE` beside 20 passkeys.',
    body: z.strictObject({ name: PasskeyName, credential: Attestation }),
    success: created('The passkey.', WireNewPasskey),
    errors: ['INVALID_PASSKEY', 'INVALID_STATE'],
  }),
  rename: http('PATCH', '/users/me/passkeys/:id', {
    ...own,
    fresh: true,
    id: 'renamePasskey',
    permission: 'identity.passkeys.change',
    summary: 'Rename a passkey',
    params,
    body: z.strictObject({ name: PasskeyName }),
    success: ok('The passkey.', WirePasskey),
  }),
  remove: http('DELETE', '/users/me/passkeys/:id', {
    ...own,
    fresh: true,
    id: 'removePasskey',
    permission: 'identity.passkeys.remove',
    summary: 'Remove a passkey',
    description: 'With the last second factor of the account, the recovery codes are removed as well.',
    params,
    success: noContent('The passkey is removed.'),
  }),
  ownRequestOptions: http('POST', '/users/me/sessions/current/authentication/options', {
    ...own,
    id: 'authenticateAgainOptions',
    permission: 'identity.sessions.renew',
    summary: 'Begin to authenticate again with a passkey',
    description: 'The response goes to `navigator.credentials.get`.',
    success: ok('The options.', WireRequestOptions),
  }),
  requestOptions: http('POST', '/login/passkey/options', {
    tag: 'Authentication',
    access: 'none',
    idempotencyKey: false,
    id: 'loginPasskeyOptions',
    permission: 'identity.sessions.create',
    summary: 'Begin a sign-in with a passkey',
    description:
      'The response goes to `navigator.credentials.get`. Without a ticket the passkey replaces name and password, and the authenticator verifies the user. With the ticket of `SECOND_FACTOR_REQUIRED` it is the second factor.',
    body: z.strictObject({ ticket: SecondFactorTicket.optional() }),
    success: ok('The options.', WireRequestOptions),
    errors: ['INVALID_TOKEN'],
  }),
};

export const PASSKEY_SIGN_IN = {
  summary: 'Sign in with a passkey',
  description:
    'The challenge works once, for five minutes. With the ticket of `SECOND_FACTOR_REQUIRED` the passkey is the second factor; without it, it signs in alone.',
  errors: ['INVALID_PASSKEY', 'INVALID_TOKEN', 'INVALID_CREDENTIALS', 'BANNED'],
} as const;

export const PasskeySignInBody = z.strictObject({
  ticket: SecondFactorTicket.optional(),
  credential: Assertion,
  rememberMe: RememberMe.optional(),
});
export type PasskeySignInBody = z.output<typeof PasskeySignInBody>;
