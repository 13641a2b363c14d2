import { type Tokens, Veza } from '@veza/sdk';
import { preferences } from '../preferences/preferences.js';

/** Whether there was a session in this browser: without one, a first visit asks the gateway for none. It is no secret. */
const HINT = 'veza.signed-in';

/**
 * The session of this page: the client of the API, and whether a person is signed in. The access token stays in memory, and
 * the refresh token in a cookie that no script can read.
 */
export class Session {
  readonly veza: Veza;
  private tokens: Tokens | undefined;
  private starting: Promise<unknown> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(baseUrl: string) {
    this.veza = new Veza({
      baseUrl,
      session: 'cookie',
      tokens: { read: () => this.tokens, write: (tokens) => this.keep(tokens) },
      fetch: (input, init) => fetch(input, { ...init, headers: inOwnLanguage(init?.headers) }),
    });
  }

  readonly isSignedIn = (): boolean => this.tokens !== undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Continues the session of an earlier page, once. After a failure, such as a lost connection, the next call tries again. */
  start(): Promise<unknown> {
    if (this.isSignedIn() || !hint.read()) return Promise.resolve();
    this.starting ??= this.veza.resume().finally(() => {
      this.starting = undefined;
    });
    return this.starting;
  }

  private keep(tokens: Tokens | undefined): void {
    const before = this.isSignedIn();
    this.tokens = tokens;
    hint.write(this.isSignedIn());
    if (this.isSignedIn() !== before) for (const listener of this.listeners) listener();
  }
}

/** A browser may forbid storage: then each visit begins with a sign-in. */
const hint = {
  read(): boolean {
    try {
      return localStorage.getItem(HINT) !== null;
    } catch {
      return false;
    }
  },
  write(isSignedIn: boolean): void {
    try {
      if (isSignedIn) localStorage.setItem(HINT, 'yes');
      else localStorage.removeItem(HINT);
    } catch {
      // see above
    }
  },
};

/** Sentences of the API and mails come in the chosen language, which may differ from that of the browser. */
function inOwnLanguage(given: HeadersInit | undefined): Headers {
  const headers = new Headers(given);
  headers.set('accept-language', preferences.get().language);
  return headers;
}
