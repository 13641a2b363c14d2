/**
 * `next` is the page to which a person comes back after sign-in: a path of this client, and no other address. `by` is the
 * way of the sign-in, if it is not the usual one.
 */
export interface SignInSearch {
  next?: string | undefined;
  by?: 'mail' | undefined;
}

/** Any origin but a real one: only a path stays within it. */
const HERE = 'http://this-client.invalid';

/**
 * The search of the page. Every key is set, because the router merges the result over the raw search of the address.
 *
 * @param search as the address has it, made by anybody
 */
export const signInSearch = ({ next, by }: Record<string, unknown>): SignInSearch => ({
  next: pathOf(next),
  by: by === 'mail' ? 'mail' : undefined,
});

/** A browser reads `//host`, `/\\host` and a slash with a tab behind it as the address of another site. */
function pathOf(next: unknown): string | undefined {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, HERE)) return undefined;
  const { origin, pathname, search, hash } = new URL(next, HERE);
  return origin === HERE ? pathname + search + hash : undefined;
}
