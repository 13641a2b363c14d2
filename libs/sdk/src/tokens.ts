/** What a sign-in gives. */
export interface Tokens {
  accessToken: string;
  /** Without one a session ends with its access token. */
  refreshToken?: string;
}

/**
 * Where a client keeps its session: in memory, in a browser's storage, in a key chain. It is read before every call and
 * written when a refresh has given new tokens, or has been refused: then with `undefined`, and the user must sign in again.
 */
export interface TokenStore {
  read(): Tokens | undefined | Promise<Tokens | undefined>;
  write(tokens: Tokens | undefined): void | Promise<void>;
}

/** A session that lives as long as the process, or the page. */
export function inMemory(tokens?: Tokens): TokenStore {
  let kept = tokens;
  return {
    read: () => kept,
    write: (given) => {
      kept = given;
    },
  };
}
