import { type Tokens, Veza } from '@veza/sdk';
import { preferences } from '../preferences/preferences.js';
import { storage } from '../preferences/storage.js';
import { asLostConnection } from './lost-connection.js';

/**
 * The user of the session in this browser, as far as it is known: without one, a first visit asks the gateway for none. It
 * is no secret.
 */
const HINT = 'veza.signed-in';
/** Written by earlier builds, which did not name the user. */
const EARLIER_HINT = 'yes';
/** Pauses between the attempts to reach the gateway at a start without connection. */
const RETRY_MS = { first: 1_000, longest: 30_000 };

export interface SessionPlan {
  /** Before the first page: the gateway has named this user, or cannot be reached and the page before had this one. */
  restore(userId: string | undefined): Promise<void>;
  /** The session has ended, here or elsewhere, or another user signs in. */
  forget(): void;
}

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
  private hasStarted = false;
  private user: string | undefined = storage.read(HINT) ?? undefined;
  private pauseMs = RETRY_MS.first;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly plans = new Set<SessionPlan>();

  constructor(baseUrl: string) {
    this.veza = new Veza({
      baseUrl,
      session: 'cookie',
      tokens: { read: () => this.tokens, write: (tokens) => this.keep(tokens) },
      fetch: (input, init) => fetch(input, { ...init, headers: inOwnLanguage(init?.headers) }).catch(asLostConnection),
    });
    addEventListener('online', () => this.away && void this.start());
  }

  readonly isSignedIn = (): boolean => this.tokens !== undefined || this.away;

  /** Whether a session of an earlier page may go on. */
  readonly isExpected = (): boolean => storage.read(HINT) !== null;

  /** The id of the signed-in user; without an answer of the gateway that of the page before. */
  readonly userId = (): string | undefined => this.user;

  readonly isAway = (): boolean => this.away;

  /** Whether the session of this browser ended without a sign-out here: by another device, a moderator, or its age. */
  readonly wasEnded = (): boolean => this.ended;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What begins and ends with the session of a user. Returns what takes the plan back. */
  uses(plan: SessionPlan): () => void {
    this.plans.add(plan);
    return () => void this.plans.delete(plan);
  }

  /** Continues the session of an earlier page. If the gateway does not respond, the session is `away` and is retried. */
  start(): Promise<unknown> {
    if (this.tokens) return Promise.resolve();
    if (!this.isExpected()) {
      if (!this.hasStarted) this.forget(); // left by a page that ended too early
      this.hasStarted = true;
      return Promise.resolve();
    }
    clearTimeout(this.retry);
    this.starting ??= this.veza
      .resume()
      .catch(() => this.wait())
      .then(() => this.restore())
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

  /** What is kept is of one user, and of a session that goes on: after its end, or for another user, nothing is left. */
  private keep(tokens: Tokens | undefined): void {
    const user = tokens && subjectOf(tokens.accessToken);
    if (user === undefined || (user !== this.user && this.user !== EARLIER_HINT)) this.forget();
    this.user = user;
    if (tokens !== undefined) this.ended = false;
    else if (storage.read(HINT) !== null) this.ended = !this.leaving;
    this.change(() => {
      this.tokens = tokens;
      this.away = false;
      this.pauseMs = RETRY_MS.first;
    });
    storage.write(HINT, this.isSignedIn() ? (user ?? EARLIER_HINT) : null);
  }

  private forget(): void {
    for (const plan of this.plans) plan.forget();
  }

  private async restore(): Promise<void> {
    if (this.hasStarted || !this.isSignedIn()) return;
    this.hasStarted = true;
    await Promise.all([...this.plans].map((plan) => plan.restore(this.user)));
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

/** The id of the user of an access token. The gateway verifies it; here it only names whose data is kept. */
function subjectOf(accessToken: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(atob((accessToken.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')));
    return claims !== null && typeof claims === 'object' && 'sub' in claims ? String(claims.sub) : undefined;
  } catch {
    return undefined;
  }
}
