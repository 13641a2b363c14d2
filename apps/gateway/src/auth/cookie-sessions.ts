import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config.js';
import type { RawExchange } from '../edge/index.js';
import type { SignedIn, SignInClient } from '../sessions/sessions.service.js';
import { clientOf } from './client.js';

const MODE = 'x-veza-session';
const CROSS_SITE = 'A session in a cookie is for pages of the own origin';

/** As a client of the API gets it: without a refresh token where the cookie has it. */
export type OpenedSession = Omit<SignedIn, 'refreshToken'> & { refreshToken?: string };

/**
 * Sessions of browser clients whose scripts must not see a refresh token (decision 0197). With `X-Veza-Session: cookie` the
 * token is kept in an HttpOnly cookie. The header is the defence against forged requests: a page of another origin cannot
 * send it without a preflight, which is refused. A cookie without the header is never read.
 */
@Injectable()
export class CookieSessions {
  private readonly name: string;
  private readonly attributes: string;
  private readonly origins: ReadonlySet<string>;
  private readonly seconds: number;

  constructor(@Inject(CONFIG) { PUBLIC_URL, APP_URL, SESSION_TTL_REMEMBERED }: GatewayConfig) {
    const { protocol, port, origin } = new URL(PUBLIC_URL);
    const secure = protocol === 'https:';
    // Browsers share the cookies of a host among its ports, and a machine may run several development systems.
    this.name = secure ? '__Host-veza-session' : `veza-session-${port || 80}`;
    this.attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
    this.origins = new Set([origin, new URL(APP_URL ?? PUBLIC_URL).origin]);
    this.seconds = Math.round(SESSION_TTL_REMEMBERED / 1_000);
  }

  /** Opens a session by `enter`. In cookie mode its refresh token leaves in the cookie. */
  async open(raw: RawExchange, enter: (client: SignInClient) => Promise<SignedIn>): Promise<OpenedSession> {
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
      return this.keep(raw, await exchange(this.read(raw.req), client));
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

  private read({ headers }: FastifyRequest): string {
    const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
    return pairs.find((pair) => pair.startsWith(`${this.name}=`))?.slice(this.name.length + 1) ?? '';
  }

  private keep({ reply }: RawExchange, { refreshToken, ...session }: SignedIn): OpenedSession {
    reply.header('set-cookie', `${this.name}=${refreshToken}; Max-Age=${this.seconds}; ${this.attributes}`);
    return session;
  }

  private clear({ reply }: RawExchange): void {
    reply.header('set-cookie', `${this.name}=; Max-Age=0; ${this.attributes}`);
  }
}
