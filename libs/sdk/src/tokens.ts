/** The tokens of a session. */
export interface Tokens {
  accessToken: string;
  /** Without a refresh token the session ends with its access token. */
  refreshToken?: string;
}

/**
 * Stores the session of a client: in memory, in the storage of a browser, in a key chain. It is read before every call and
 * written after a refresh: with the new tokens, or with `undefined` if the refresh was rejected and the user must sign in.
 */
export interface TokenStore {
  read(): Tokens | undefined | Promise<Tokens | undefined>;
  write(tokens: Tokens | undefined): void | Promise<void>;
}

/** Stores the session in memory, for the lifetime of the process or page. */
export function inMemory(tokens?: Tokens): TokenStore {
  let current = tokens;
  return {
    read: () => current,
    write: (next) => {
      current = next;
    },
  };
}
