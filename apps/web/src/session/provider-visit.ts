/** The provider of OpenID Connect did not say who the person is. */
export class ProviderRefused extends Error {
  override readonly name = 'ProviderRefused';
}

/** What a visit to a provider is for: it leads back to the page of that purpose. */
export type Purpose = 'sign-in' | 'link';

/** What the provider answered, with the secret of this browser, for a call of the API. */
export interface ProviderAnswer {
  code: string;
  verifier: string;
}

/** Kept for the time of a visit only. */
const keyOf = (purpose: Purpose) => `veza.visit.${purpose}`;
const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

/**
 * Leaves for a provider, which sends the browser back to this page.
 *
 * The secret of a visit is in `sessionStorage`, one for each purpose: a code that arrives without it, such as by a link of
 * another person, is ignored (decision 182).
 */
export async function visitProvider(provider: string, purpose: Purpose): Promise<void> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  sessionStorage.setItem(keyOf(purpose), verifier);
  const { origin, pathname, search } = location;
  const query = new URLSearchParams({
    return_to: `${origin}${pathname}${search}`,
    challenge: base64url(new Uint8Array(digest)),
  });
  location.assign(`/api/v1/oidc/${encodeURIComponent(provider)}/start?${query}`);
}

/** The answer with which the browser came back, once; undefined without a visit. */
export function takeAnswer(purpose: Purpose): ProviderAnswer | ProviderRefused | undefined {
  const answer = new URLSearchParams(location.hash.slice(1));
  const code = answer.get('oidc_code');
  if (code === null && !answer.has('oidc_error')) return undefined;
  const verifier = sessionStorage.getItem(keyOf(purpose));
  sessionStorage.removeItem(keyOf(purpose));
  history.replaceState(history.state, '', `${location.pathname}${location.search}`);
  if (verifier === null) return undefined;
  return code === null ? new ProviderRefused() : { code, verifier };
}
