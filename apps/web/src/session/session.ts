import { type Tokens, Veza } from '@veza/sdk';
import { preferences } from '../preferences/preferences.js';

/** The session of this page: the client of the API, and whether somebody is signed in. Tokens stay in memory. */
export class Session {
  readonly veza: Veza;
  private tokens: Tokens | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(baseUrl: string) {
    this.veza = new Veza({
      baseUrl,
      tokens: { read: () => this.tokens, write: (tokens) => this.keep(tokens) },
      fetch: (input, init) => fetch(input, { ...init, headers: inOwnLanguage(init?.headers) }),
    });
  }

  readonly isSignedIn = (): boolean => this.tokens !== undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Begins with the tokens of a sign-in. */
  async begin(tokens: Tokens): Promise<void> {
    await this.veza.tokens.write(tokens);
  }

  private keep(tokens: Tokens | undefined): void {
    const before = this.isSignedIn();
    this.tokens = tokens;
    if (this.isSignedIn() !== before) for (const listener of this.listeners) listener();
  }
}

/** Sentences of the API and mails come in the chosen language, which may differ from that of the browser. */
function inOwnLanguage(given: HeadersInit | undefined): Headers {
  const headers = new Headers(given);
  headers.set('accept-language', preferences.get().language);
  return headers;
}
