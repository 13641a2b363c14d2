import { Inject, Injectable } from '@nestjs/common';
import { accountBanned, DeclaredError, identity, type RpcReply, SYSTEM } from '@veza/contracts';
import { DatabaseClock } from '@veza/database';
import { Batcher, CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { ChatConfig } from '../config.js';
import { TokenVerifier } from './token-verifier.js';
import type { Identity } from '../protocol/identity.js';

/** A client authenticates an upgrade by an access token or a one-time ticket. */
export type Credential = { token: string } | { ticket: string };

type LiveSession = RpcReply<typeof identity.sessions.check>['sessions'][number];

/** The times of a token are whole seconds, rounded down. */
const TOKEN_TIME_MS = 1_000;

/**
 * Session checks are batched (decision 110), with a coalescing window during connection storms (decision 233). A gateway that
 * dies with a batch delays the next one by `maxWaitMs` and the window only.
 */
const BATCH_LIMITS = { batchSize: 64, maxWaitMs: 50, windowMs: 25 };

/** The identity behind a token or ticket. The signature is verified here, the session by the identity service. */
@Injectable()
export class SessionVerifier {
  private readonly checks = new Batcher<string, LiveSession>((sessionIds) => this.check(sessionIds), BATCH_LIMITS);

  constructor(
    private readonly verifier: TokenVerifier,
    private readonly rpc: RpcClient,
    private readonly clock: DatabaseClock,
    @Inject(CONFIG) private readonly config: ChatConfig,
  ) {}

  identify(credential: Credential): Promise<Identity> {
    return 'token' in credential ? this.verify(credential.token) : this.redeem(credential.ticket);
  }

  /** The reason why a session of this account has ended: BANNED if the account is banned, else UNAUTHENTICATED. */
  async refusalOf(userId: number, deadlineMs?: number): Promise<DeclaredError> {
    const { ban } = await this.rpc.call(identity.bans.of, { userId }, { caller: SYSTEM, deadlineMs });
    return ban ? accountBanned(ban.until) : new DeclaredError('UNAUTHENTICATED');
  }

  /** Milliseconds until a connection of this identity must be closed. `openedAt` is an instant of `performance.now()`. */
  timeLeftOf(identity: Identity, openedAt: number): number {
    const left = openedAt + this.config.WS_SESSION_MAX - performance.now();
    return this.config.WS_TOKEN_STRICT ? Math.min(left, identity.tokenEndsAt - this.clock.now()) : left;
  }

  private async verify(accessToken: string): Promise<Identity> {
    const { sessionId, userId, issuedAt, endsAt } = await this.verifier.verify(accessToken);
    const live = await this.checks.add(sessionId);
    if (live?.caller.userId !== userId) throw await this.refusalOf(userId);
    return identityOf(live, endsAt, issuedAt + TOKEN_TIME_MS);
  }

  private async check(sessionIds: readonly string[]): Promise<LiveSession[]> {
    const { sessions } = await this.rpc.call(identity.sessions.check, { sessionIds: [...sessionIds] }, { caller: SYSTEM });
    return sessions;
  }

  private async redeem(ticket: string): Promise<Identity> {
    if (ticket.length > 200) throw new DeclaredError('UNAUTHENTICATED');
    const view = await this.rpc.call(identity.tickets.redeem, { ticket }, { caller: SYSTEM });
    return identityOf(view, Date.parse(view.expiresAt), this.clock.now());
  }
}

/** @param credentialMadeAt stands in for the beginning of the session, which a gateway of the version before does not send */
function identityOf(
  { caller, username, sessionBeganAt }: NonNullable<LiveSession>,
  tokenEndsAt: number,
  credentialMadeAt: number,
): Identity {
  const { userId, sessionId, role } = caller;
  const beganAt = sessionBeganAt === undefined ? credentialMadeAt : Date.parse(sessionBeganAt);
  return { caller, userId, username, role, sessionId, tokenEndsAt, sessionBeganAt: beganAt };
}
