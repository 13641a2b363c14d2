import { z } from 'zod';
import { isKeepable, text } from '../text.js';
import { nullableTimestamp, timestamp } from '../timestamp.js';
import { WireSession } from './auth-bodies.js';
import { RememberMe } from './passkey-bodies.js';
import { http } from './route.js';
import { created, noContent, ok } from './successes.js';

/** 256 bits in base64url. */
const BITS = /^[\w-]{43}$/;

export const WireOidcProviders = z
  .object({
    providers: z
      .array(
        z.object({
          id: z.string().describe('Id of the provider, a part of addresses.'),
          label: z.string().describe('Name of the provider, for a button.'),
        }),
      )
      .max(20)
      .describe('The providers, in the order of the configuration.'),
  })
  .describe('The providers with which people sign in.');

export const WireLinkedAccount = z
  .object({
    id: z.string().describe('Id of the link, a UUID.'),
    provider: z.string().nullable().describe('Id of the provider; null for one that is no longer configured.'),
    issuer: z.string().describe('Address of the provider, its issuer identifier.'),
    email: z.string().nullable().describe('Verified address at the provider when the account was linked, or null.'),
    created_at: timestamp('When the account was linked.'),
    last_used_at: nullableTimestamp('When it last signed in; null for an unused one.'),
  })
  .describe('An account of a provider that signs in to the account of the user.');
export type WireLinkedAccount = z.infer<typeof WireLinkedAccount>;

const provider = z.object({
  provider: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .describe('Id of the provider.'),
});

const code = z.string().regex(BITS).describe('The `oidc_code` of the fragment. It works once, within a minute.');
const verifier = z
  .string()
  .regex(/^[\w.~-]{43,128}$/)
  .describe('The random text whose SHA-256 is the `challenge` of the start.');

const OidcExchange = z.strictObject({ code, verifier, rememberMe: RememberMe.optional() });
export type OidcExchange = z.output<typeof OidcExchange>;

const anonymous = { tag: 'Authentication', access: 'none', idempotencyKey: false } as const;
const own = { tag: 'Users', access: 'user' } as const;

/** Sign-ins with an account of a provider, by OpenID Connect. */
export const oidcRoutes = {
  providers: http('GET', '/oidc', {
    ...anonymous,
    id: 'listOidcProviders',
    permission: 'identity.providers.list',
    summary: 'List the providers of OpenID Connect',
    success: ok('The providers.', WireOidcProviders),
  }),
  start: http('GET', '/oidc/:provider/start', {
    ...anonymous,
    id: 'startOidc',
    permission: 'identity.providers.visit',
    summary: 'Send the browser to a provider',
    description:
      'A link of the front end, not a call. The front end keeps a random text and sends its SHA-256 as `challenge`. The browser returns to `return_to` with `#oidc_code=…`, or with `#oidc_error=` and an error code: `PROVIDER_REFUSED` or `UNAVAILABLE`.',
    params: provider,
    query: z
      .strictObject({
        return_to: z
          .url({ protocol: /^https?$/ })
          .max(1_000)
          .refine(isKeepable, 'must not contain NUL characters or unpaired surrogates')
          .describe('Page of the front end, of an origin that the platform knows, without a fragment.'),
        challenge: z.string().regex(BITS).describe('SHA-256 of the random text, in base64url.'),
      })
      .transform(({ return_to, ...rest }) => ({ ...rest, returnTo: return_to })),
    success: [{ status: 302, description: 'Redirect to the provider, or back with an error.' }],
    errors: ['NOT_FOUND'],
    etag: false,
  }),
  callback: http('GET', '/oidc/:provider/callback', {
    ...anonymous,
    id: 'finishOidc',
    permission: 'identity.providers.visit',
    summary: 'Take a browser back from a provider',
    description: 'The redirect address of the platform at the provider. A state works once, in the browser that began.',
    openQuery: true,
    params: provider,
    query: z
      .object({
        state: text(1, 200).describe('The state of the visit.'),
        code: text(1, 4_000).optional().describe('The code of the provider.'),
        iss: text(1, 1_000).optional().describe('Issuer of the response (RFC 9207).'),
        error: text(1, 200).optional().describe('Why the provider refused.'),
      })
      .transform(({ state, ...rest }) => ({ state, ...defined(rest) })),
    success: [{ status: 302, description: 'Redirect to the front end.' }],
    errors: ['INVALID_TOKEN', 'NOT_FOUND'],
    etag: false,
  }),
  exchange: http('POST', '/oidc/exchange', {
    ...anonymous,
    id: 'exchangeOidc',
    permission: 'identity.sessions.create',
    summary: 'Sign in with the result of a provider',
    description:
      '`NOT_LINKED` for a person without an account here: sign up or sign in, and link the account. An account is linked by itself if its address is verified here and at the provider, and if it has no second factor.',
    body: OidcExchange,
    success: ok('The new session.', WireSession),
    errors: ['INVALID_TOKEN', 'NOT_LINKED', 'SECOND_FACTOR_REQUIRED', 'SECOND_FACTOR_SETUP_REQUIRED', 'BANNED'],
  }),
  linked: http('GET', '/users/me/linked-accounts', {
    ...own,
    id: 'listLinkedAccounts',
    permission: 'identity.linkedAccounts.list',
    summary: 'List the linked accounts of the signed-in user',
    success: ok(
      'The accounts, oldest first.',
      z.object({ linked_accounts: z.array(WireLinkedAccount).max(10).describe('The accounts, oldest first.') }),
    ),
  }),
  link: http('POST', '/users/me/linked-accounts', {
    ...own,
    verified: true,
    fresh: true,
    idempotencyKey: false,
    id: 'linkAccount',
    permission: 'identity.linkedAccounts.add',
    summary: 'Link an account of a provider',
    description: 'With the result of a visit to the provider. `CONFLICT` for one that is linked already, to any account.',
    body: z.strictObject({ code, verifier }),
    success: created('The linked account.', WireLinkedAccount),
    errors: ['INVALID_TOKEN', 'INVALID_STATE', 'CONFLICT'],
  }),
  unlink: http('DELETE', '/users/me/linked-accounts/:id', {
    ...own,
    fresh: true,
    id: 'unlinkAccount',
    permission: 'identity.linkedAccounts.remove',
    summary: 'Remove a linked account',
    description: 'It does not sign in any more. Sessions that it opened go on.',
    params: z.object({ id: z.uuid().describe('Id of the link, a UUID.') }),
    success: noContent('The link is removed.'),
  }),
};

const defined = (fields: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
