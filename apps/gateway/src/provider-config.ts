import { z } from 'zod';

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/;

/** One provider of OIDC_PROVIDERS. */
export const OidcProvider = z.strictObject({
  /** Part of addresses. */
  id: z.string().regex(/^[a-z0-9-]{1,32}$/, 'must be 1 to 32 lower case letters, digits and hyphens'),
  label: z.string().min(1).max(100),
  issuer: z.url().refine((url) => url.startsWith('https://') || LOOPBACK.test(url), 'must be an https address'),
  clientId: z.string().min(1).max(500),
  clientSecret: z.string().min(1).max(5_000),
  /** Of ID tokens: this one only. */
  algorithm: z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']).default('RS256'),
  /** Whether an address that the provider has verified opens the account with the same verified address. */
  linksByAddress: z.boolean().default(true),
});
export type OidcProvider = z.output<typeof OidcProvider>;

export const OidcProviderList = z
  .array(OidcProvider)
  .max(20)
  .refine((providers) => new Set(providers.map(({ id }) => id)).size === providers.length, 'must not use an id twice');
