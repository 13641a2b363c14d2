/**
 * `next` is the page to which a person comes back after sign-in: a path of this client, and no other address. `by` is the
 * way of the sign-in, if it is not the usual one.
 */
export interface SignInSearch {
  next?: string;
  by?: 'mail' | undefined;
}
