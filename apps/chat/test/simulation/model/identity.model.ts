import { DeclaredError, identity, type RpcContract, type SessionView } from '@veza/contracts';
import type { TokenClaims } from '../../../src/auth/token-verifier.js';
import type { Random } from '../world/random.js';

/** Some end during a history, others later; none is renewed in time unless the history renews it. */
const LIVES_MS = [1_500, 5_000, 20_000];
/** Longer than any history. */
const LASTING_MS = 24 * 60 * 60_000;

/** The identity service: sessions that last, with access tokens that end and tickets that open one line each. */
export class IdentityServer {
  /** From then on new tokens outlive the history. */
  tokensLast = false;
  private readonly sessions = new Map<string, { userId: number; beganAt: number }>();
  /** The end of the last token of each session: a later one never ends earlier. */
  private readonly ends = new Map<string, number>();
  private readonly tickets = new Map<string, string>();

  constructor(
    private readonly now: () => number,
    private readonly random: Random,
  ) {}

  signIn(sessionId: string, userId: number, beganAt: number): void {
    this.sessions.set(sessionId, { userId, beganAt });
  }

  /** A new access token of a session. */
  tokenOf(sessionId: string): { readonly text: string; readonly endsAt: number } {
    const endsAt = this.endOfToken(sessionId);
    const { userId = 0 } = this.sessions.get(sessionId) ?? {};
    return { text: JSON.stringify({ sessionId, userId, issuedAt: this.now(), endsAt } satisfies TokenClaims), endsAt };
  }

  /** A ticket of a session. */
  ticketOf(sessionId: string): string {
    const ticket = `ticket ${this.tickets.size + 1}`;
    this.tickets.set(ticket, sessionId);
    return ticket;
  }

  verify(token: string): TokenClaims {
    const claims: TokenClaims = JSON.parse(token);
    if (claims.endsAt <= this.now()) throw new DeclaredError('UNAUTHENTICATED');
    return claims;
  }

  check(sessionId: string): Omit<SessionView, 'expiresAt'> | null {
    const session = this.sessions.get(sessionId);
    if (!session) return null;
    const { userId, beganAt } = session;
    return {
      caller: { kind: 'user', userId, sessionId, role: 'user' },
      username: `user${userId}`,
      sessionEndsAt: isoOf(this.now() + LASTING_MS),
      sessionBeganAt: isoOf(beganAt),
    };
  }

  redeem(ticket: string): SessionView {
    const sessionId = this.tickets.get(ticket) ?? '';
    const view = this.check(sessionId);
    this.tickets.set(ticket, ''); // also if the reply is lost
    if (!view) throw new DeclaredError('UNAUTHENTICATED');
    return { ...view, expiresAt: isoOf(this.endOfToken(sessionId)) };
  }

  private endOfToken(sessionId: string): number {
    const lifeMs = this.tokensLast ? LASTING_MS : (this.random.oneOf(LIVES_MS) ?? 0);
    const endsAt = Math.max(this.now() + lifeMs, this.ends.get(sessionId) ?? 0);
    this.ends.set(sessionId, endsAt);
    return endsAt;
  }
}

/** The way of one replica to the identity service. */
export interface IdentityLinks {
  toServer(): Promise<void>;
  toClient(): Promise<void>;
  /** Whether a call gets through: calls pass through Redis. */
  isReachable(): boolean;
}

/** The RpcClient and the TokenVerifier of a replica. The identity service knows no name of a user. */
export class IdentityModel {
  constructor(
    private readonly server: IdentityServer,
    private readonly links: IdentityLinks,
  ) {}

  async verify(token: string): Promise<TokenClaims> {
    return this.server.verify(token);
  }

  async call({ subject }: RpcContract, input: { sessionIds?: string[]; ticket?: string }): Promise<object> {
    const { sessionIds, ticket } = input;
    if (subject === identity.sessions.check.subject && sessionIds)
      return this.run(() => ({ sessions: sessionIds.map((id) => this.server.check(id)) }));
    if (subject === identity.tickets.redeem.subject && ticket !== undefined) return this.run(() => this.server.redeem(ticket));
    return { users: [] };
  }

  private async run<Reply>(work: () => Reply): Promise<Reply> {
    if (!this.links.isReachable()) throw new DeclaredError('UNAVAILABLE');
    await this.links.toServer();
    const reply = work();
    await this.links.toClient();
    return reply;
  }
}

const isoOf = (at: number): string => new Date(at).toISOString();
