import { type Tokens, Veza } from '@veza/sdk';
import { preferences } from '../preferences/preferences.js';
import { storage } from '../preferences/storage.js';

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
    if (this.isSignedIn() || storage.read(HINT) === null) return Promise.resolve();
    this.starting ??= this.veza.resume().finally(() => {
      this.starting = undefined;
    });
    return this.starting;
  }

  private keep(tokens: Tokens | undefined): void {
    const before = this.isSignedIn();
    this.tokens = tokens;
    storage.write(HINT, this.isSignedIn() ? 'yes' : null);
    if (this.isSignedIn() !== before) for (const listener of this.listeners) listener();
  }
}

/** Sentences of the API and mails come in the chosen language, which may differ from that of the browser. */
function inOwnLanguage(given: HeadersInit | undefined): Headers {
  const headers = new Headers(given);
  headers.set('accept-language', preferences.get().language);
  return headers;
}
