import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { GatewayCookie, ownOrigins, type RawExchange } from '../../edge/index.js';
import type { SignedIn, SignInClient } from '../sessions/sessions.service.js';
import { clientOf } from './client.js';

const MODE = 'x-veza-session';
export const SESSION_COOKIE = 'veza-session';
const CROSS_SITE = 'A session in a cookie is for pages of the own origin';

/** As a client of the API gets it: without a refresh token where the cookie has it. */
export type OpenedSession<Session extends SignedIn = SignedIn> = Omit<Session, 'refreshToken'> & { refreshToken?: string };

/**
 * Sessions of browser clients whose scripts must not see a refresh token (decision 0197). With `X-Veza-Session: cookie` the
 * token is kept in an HttpOnly cookie. The header is the defence against forged requests: a page of another origin cannot
 * send it without a preflight, which is refused. A cookie without the header is never read.
 */
@Injectable()
export class CookieSessions {
  private readonly cookie: GatewayCookie;
  private readonly origins: ReadonlySet<string>;

  constructor(@Inject(CONFIG) config: GatewayConfig) {
    const seconds = Math.round(config.SESSION_TTL_REMEMBERED / 1_000);
    this.cookie = new GatewayCookie(config.PUBLIC_URL, SESSION_COOKIE, { sameSite: 'Strict', seconds });
    this.origins = ownOrigins(config);
  }

  /** Opens a session by `enter`. In cookie mode its refresh token leaves in the cookie. */
  async open<Session extends SignedIn>(
    raw: RawExchange,
    enter: (client: SignInClient) => Promise<Session>,
  ): Promise<OpenedSession<Session>> {
    const inCookie = this.isAsked(raw.req);
    const session = await enter(clientOf(raw.req));
    return inCookie ? this.keep(raw, session) : session;
  }

  /** Renews a session by `exchange`, with the refresh token of the cookie instead of `given` in cookie mode. */
  async renew(
    raw: RawExchange,
    given: string,
    exchange: (token: string, client: SignInClient) => Promise<SignedIn>,
  ): Promise<OpenedSession> {
    const client = clientOf(raw.req);
    if (!this.isAsked(raw.req)) return exchange(given, client);
    try {
      return this.keep(raw, await exchange(this.cookie.read(raw.req) ?? '', client));
    } catch (error) {
      if (error instanceof DeclaredError && error.code === 'INVALID_GRANT') this.clear(raw);
      throw error;
    }
  }

  /** After the session has ended. */
  forget(raw: RawExchange): void {
    if (this.isAsked(raw.req)) this.clear(raw);
  }

  private isAsked({ headers }: FastifyRequest): boolean {
    if (headers[MODE] !== 'cookie') return false;
    const { origin } = headers;
    const site = headers['sec-fetch-site'];
    const isOwn = site === undefined ? origin === undefined || this.origins.has(origin) : site === 'same-origin';
    if (!isOwn) throw new DeclaredError('FORBIDDEN', { message: CROSS_SITE });
    return true;
  }

  private keep<Session extends SignedIn>({ reply }: RawExchange, { refreshToken, ...session }: Session): OpenedSession<Session> {
    reply.header('set-cookie', this.cookie.keeping(refreshToken));
    return session;
  }

  private clear({ reply }: RawExchange): void {
    reply.header('set-cookie', this.cookie.cleared);
  }
}
