import { createHmac, randomBytes } from 'node:crypto';
import type { Visit } from './oidc-providers.js';

const FORM = /^[\w-]{43}$/;

export const newSecret = (): string => randomBytes(32).toString('base64url');
/** A browser may send any text. */
export const isSecret = (text: string | undefined): text is string => text !== undefined && FORM.test(text);

/** Nonce and verifier follow from the cookie, so they are stored nowhere, and two tabs share one cookie. */
export const visitOf = (secret: string, state: string): Visit => ({
  state,
  nonce: derived(secret, `nonce ${state}`),
  verifier: derived(secret, `verifier ${state}`),
});

const derived = (secret: string, what: string) => createHmac('sha256', secret).update(what).digest('base64url');
