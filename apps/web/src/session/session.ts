import { type Tokens, Veza } from '@veza/sdk';
import { preferences } from '../preferences/preferences.js';
import { storage } from '../preferences/storage.js';

/** Whether there was a session in this browser: without one, a first visit asks the gateway for none. It is no secret. */
const HINT = 'veza.signed-in';
/** Pauses between the attempts to reach the gateway at a start without connection. */
const RETRY_MS = { first: 1_000, longest: 30_000 };

/**
 * The session of this page: the client of the API, and whether a person is signed in. The access token stays in memory, and
 * the refresh token in a cookie that no script can read. A start without connection is not a sign-out: the session is away
 * until the gateway answers.
 */
export class Session {
  readonly veza: Veza;
  private tokens: Tokens | undefined;
  private starting: Promise<unknown> | undefined;
  private away = false;
  private leaving = false;
  private ended = false;
  private pauseMs = RETRY_MS.first;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(baseUrl: string) {
    this.veza = new Veza({
      baseUrl,
      session: 'cookie',
      tokens: { read: () => this.tokens, write: (tokens) => this.keep(tokens) },
      fetch: (input, init) => fetch(input, { ...init, headers: inOwnLanguage(init?.headers) }),
    });
    addEventListener('online', () => this.away && void this.start());
  }

  readonly isSignedIn = (): boolean => this.tokens !== undefined || this.away;

  /** Whether a session of an earlier page may go on. */
  readonly isExpected = (): boolean => storage.read(HINT) !== null;

  readonly isAway = (): boolean => this.away;

  /** Whether the session of this browser ended without a sign-out here: by another device, a moderator, or its age. */
  readonly wasEnded = (): boolean => this.ended;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Continues the session of an earlier page. Without an answer of the gateway it is away, and further attempts follow. */
  start(): Promise<unknown> {
    if (this.tokens || !this.isExpected()) return Promise.resolve();
    clearTimeout(this.retry);
    this.starting ??= this.veza
      .resume()
      .catch(() => this.wait())
      .finally(() => {
        this.starting = undefined;
      });
    return this.starting;
  }

  /** Ends the session at the wish of the person. */
  async leave(end: () => Promise<unknown>): Promise<void> {
    this.leaving = true;
    await end().finally(() => {
      this.leaving = false;
    });
  }

  private wait(): void {
    this.change(() => {
      this.away = true;
    });
    this.retry = setTimeout(() => void this.start(), this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, RETRY_MS.longest);
  }

  private keep(tokens: Tokens | undefined): void {
    if (tokens !== undefined) this.ended = false;
    else if (storage.read(HINT) !== null) this.ended = !this.leaving;
    this.change(() => {
      this.tokens = tokens;
      this.away = false;
      this.pauseMs = RETRY_MS.first;
    });
    storage.write(HINT, this.isSignedIn() ? 'yes' : null);
  }

  private change(work: () => void): void {
    const before = [this.isSignedIn(), this.away].join();
    work();
    if ([this.isSignedIn(), this.away].join() !== before) for (const listener of this.listeners) listener();
  }
}

/** Sentences of the API and mails come in the chosen language, which may differ from that of the browser. */
function inOwnLanguage(given: HeadersInit | undefined): Headers {
  const headers = new Headers(given);
  headers.set('accept-language', preferences.get().language);
  return headers;
}
