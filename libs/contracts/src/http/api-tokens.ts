import { z } from 'zod';
import { ApiScope } from '../permissions/scopes.js';
import { visibleLabel } from '../text.js';
import { nullableTimestamp, timestamp } from '../timestamp.js';
import { http } from './route.js';
import { created, noContent, ok } from './successes.js';

const LONGEST_DAYS = 365;

const Scopes = z.array(ApiScope).min(1).max(ApiScope.options.length);

export const WireApiToken = z
  .object({
    id: z.string().describe('Id of the token, a UUID.'),
    name: z.string().describe('Name that the owner gave it.'),
    prefix: z.string().describe('The first characters of the token, which are no secret.'),
    scopes: Scopes.describe('What the token may be used for.'),
    created_at: timestamp('When the token was made.'),
    expires_at: timestamp('When the token stops working.'),
    last_used_at: nullableTimestamp('When the token was last used, to a few minutes; null for an unused one.'),
  })
  .describe('An API token without its secret.');
export type WireApiToken = z.infer<typeof WireApiToken>;

export const WireNewApiToken = WireApiToken.extend({
  token: z.string().describe('The token, to be sent as `Authorization: Bearer <token>`. It is shown once.'),
}).describe('A new API token.');

export const NewApiToken = z.strictObject({
  name: visibleLabel(1, 100).describe('Name of the token for its owner, at most 100 characters.'),
  scopes: Scopes.refine((scopes) => new Set(scopes).size === scopes.length, 'must not name a scope twice').describe(
    'What the token may be used for.',
  ),
  expires_in_days: z.int().min(1).max(LONGEST_DAYS).default(90).describe('Days until the token stops working, at most 365.'),
});

// A response with a secret is not stored, so the creation takes no Idempotency-Key.
const own = { tag: 'API tokens', access: 'user' } as const;

export const apiTokenRoutes = {
  create: http('POST', '/users/me/api-tokens', {
    ...own,
    verified: true,
    fresh: true,
    id: 'createApiToken',
    permission: 'identity.apiTokens.create',
    summary: 'Create an API token',
    description:
      'The token acts for the signed-in user, within its scopes and with the present role of the user. `INVALID_STATE` beside 50 tokens.',
    body: NewApiToken,
    success: created('The token.', WireNewApiToken),
    errors: ['INVALID_STATE'],
    idempotencyKey: false,
  }),
  list: http('GET', '/users/me/api-tokens', {
    ...own,
    id: 'listApiTokens',
    permission: 'identity.apiTokens.list',
    summary: 'List the own API tokens',
    success: ok('The tokens, newest first.', z.object({ tokens: z.array(WireApiToken).describe('The tokens, newest first.') })),
  }),
  revoke: http('DELETE', '/users/me/api-tokens/:id', {
    ...own,
    id: 'revokeApiToken',
    permission: 'identity.apiTokens.revoke',
    summary: 'Revoke an API token',
    description: 'The token stops working within two seconds, and WebSocket connections that it opened are closed.',
    params: z.object({ id: z.uuid().describe('Id of the token, a UUID.') }),
    success: noContent('The token is revoked.'),
  }),
};
