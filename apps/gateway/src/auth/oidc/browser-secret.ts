import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Visit } from './oidc-providers.js';

const FORM = /^[\w-]{43}$/;

export const newSecret = (): string => randomBytes(32).toString('base64url');
export const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The cookie that binds a visit to its browser. `__Host-`: no other host of the domain can set it. */
export const cookieNameOf = (isSecure: boolean): string => (isSecure ? '__Host-veza-oidc' : 'veza-oidc');

/** Lax, because the provider sends the browser back by a link. */
export const cookieOf = (name: string, secret: string, isSecure: boolean, lifeSeconds: number): string =>
  `${name}=${secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${lifeSeconds}${isSecure ? '; Secure' : ''}`;

export function secretIn(cookies: string | undefined, name: string): string | undefined {
  const found = cookies?.split('; ').find((cookie) => cookie.startsWith(`${name}=`));
  const secret = found?.slice(name.length + 1);
  return secret !== undefined && FORM.test(secret) ? secret : undefined;
}

/** Nonce and verifier follow from the cookie, so they are stored nowhere, and two tabs share one cookie. */
export const visitOf = (secret: string, state: string): Visit => ({
  state,
  nonce: derived(secret, `nonce ${state}`),
  verifier: derived(secret, `verifier ${state}`),
});

const derived = (secret: string, what: string) => createHmac('sha256', secret).update(what).digest('base64url');
