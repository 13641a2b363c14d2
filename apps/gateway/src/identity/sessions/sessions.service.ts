import { Inject, Injectable } from '@nestjs/common';
import {
  accountBanned,
  DeclaredError,
  type ErrorCode,
  type SessionView,
  type SignInMethod,
  type UserCaller,
} from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { CONFIG, keyring, type Keyring, type Language, withAnyKey } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { Authenticator } from '../../edge/index.js';
import { AccessTokensService, type VerifiedToken } from '../keys/access-tokens.service.js';
import { AccessMailsService } from '../access-mails/access-mails.service.js';
import type { User } from '../users/user.js';
import { readRefreshToken, writeRefreshToken } from './refresh-token.js';
import { RefreshesService } from './refreshes.service.js';
import { RequiredFactorsService } from './required-factors.service.js';
import { RevocationsService } from './revocations.service.js';
import type { Session } from './session.entity.js';
import { type LiveSession, SessionsRepository, type SessionSelector } from './sessions.repository.js';

// Wall clock: the expiry of a token, for the client.

/** Device, address and language of a sign-in; the language if the client states one that mails are written in. */
export interface SignInClient {
  device: string;
  address: string;
  language?: Language | undefined;
}

export interface SignedIn {
  user: User;
  sessionId: string;
  accessToken: string;
  refreshToken: string;
  /** Seconds. */
  expiresIn: number;
}

/** What a sign-in has proven. */
interface Proven {
  method: SignInMethod;
  verifiedHash?: string;
  remember?: boolean;
  secondFactor?: boolean;
}

type CheckedSession = Omit<SessionView, 'expiresAt'>;

/** Revoked sessions, to be announced after the commit. */
type RevokedSessions = Awaited<ReturnType<SessionsRepository['revoke']>>;

@Injectable()
export class SessionsService extends Authenticator {
  private readonly refreshKeys: Keyring;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly database: Database,
    private readonly repository: SessionsRepository,
    private readonly revocations: RevocationsService,
    private readonly refreshes: RefreshesService,
    private readonly required: RequiredFactorsService,
    private readonly tokens: AccessTokensService,
    private readonly mails: AccessMailsService,
  ) {
    super();
    this.refreshKeys = keyring(config, 'refresh-tokens');
  }

  authenticate(accessToken: string): UserCaller | Promise<UserCaller> {
    const verified = this.tokens.verify(accessToken);
    return verified instanceof Promise
      ? verified.then((token) => this.requireLive(token).caller)
      : this.requireLive(verified).caller;
  }

  async requireFresh(caller: UserCaller): Promise<void> {
    if (!(await this.repository.isFresh(caller, this.config.FRESH_SIGN_IN))) throw new DeclaredError('FRESH_SIGN_IN_REQUIRED');
  }

  async requireVerified({ userId }: UserCaller): Promise<void> {
    if (!(await this.repository.isVerified(userId))) throw new DeclaredError('EMAIL_UNVERIFIED');
  }

  /** After an authentication in the session. Returns until when it is fresh. The conditions are those of `enter`. */
  async renew(caller: UserCaller, proven: { verifiedHash?: string; secondFactor: boolean }): Promise<Date> {
    const at = await this.repository.renew(caller, proven);
    if (!at) throw new DeclaredError('INVALID_CREDENTIALS');
    return new Date(at.getTime() + this.config.FRESH_SIGN_IN);
  }

  /** The callers of these sessions, for other entry points; null for sessions that have ended. */
  async check(sessionIds: readonly string[]): Promise<(CheckedSession | null)[]> {
    const live = await this.repository.readLive([...new Set(sessionIds)], this.required.roles);
    const checked = new Map(live.map((session) => [session.sessionId, checkedOf(session)]));
    return sessionIds.map((id) => checked.get(id) ?? null);
  }

  /** The view of the session that created a ticket. */
  async view(sessionId: string, userId: number): Promise<SessionView> {
    const [live] = await this.check([sessionId]);
    if (!live) throw await this.refusal(userId, 'UNAUTHENTICATED');
    return { ...live, expiresAt: new Date(Date.now() + this.config.ACCESS_TOKEN_TTL).toISOString() };
  }

  /**
   * UNAUTHENTICATED unless the session of the caller still lives. Until the transaction ends the account is locked: a ban or
   * an erasure either follows, and ends what is made here, or it has ended the session.
   */
  async hold(tx: Transaction, caller: UserCaller): Promise<void> {
    if (!(await this.repository.lockLive(tx, caller))) throw new DeclaredError('UNAUTHENTICATED');
  }

  /** The first session of a new account. */
  async open(tx: Transaction, user: User, client: SignInClient): Promise<SignedIn> {
    const { id } = await this.repository.insert(tx, { userId: user.id, ...client }, this.config.SESSION_TTL);
    return this.signedIn(user, id, 0);
  }

  /**
   * Opens a session after authentication. With `verifiedHash` the password must still be that one: INVALID_CREDENTIALS
   * otherwise. BANNED for a banned account. Without `secondFactor` no account that has one is entered.
   */
  async enter(
    userId: number,
    client: SignInClient,
    { method, verifiedHash, remember, secondFactor = false }: Proven,
  ): Promise<SignedIn> {
    const life = remember ? this.config.SESSION_TTL_REMEMBERED : this.config.SESSION_TTL;
    const entered = await this.repository.enter(
      { userId, ...client },
      { method, verifiedHash, secondFactor, requiredOf: this.required.roles },
      life,
    );
    if (!entered) throw await this.refusal(userId, 'INVALID_CREDENTIALS');
    const { user, id, isKnown } = entered;
    if (!isKnown) await this.database.transaction((tx) => this.mails.write(tx, user, 'device'));
    return this.signedIn(user, id, 0);
  }

  /** A new pair for a refresh token, by the rule of `judge`. Every failure is INVALID_GRANT. */
  async refresh(token: string, address: string): Promise<SignedIn> {
    const presented = withAnyKey(this.refreshKeys, (key) => readRefreshToken(key, token));
    if (!presented) throw new DeclaredError('INVALID_GRANT');
    const { sessionId, generation } = presented;
    const user = await this.refreshes.present(presented, address);
    if (await this.required.endSessionOf(user)) {
      await this.endWith({ userId: user.id, id: sessionId }, 'second factor required');
      throw new DeclaredError('INVALID_GRANT');
    }
    return this.signedIn(user, sessionId, generation + 1);
  }

  list(caller: UserCaller): Promise<Session[]> {
    return this.repository.listLive(caller.userId, this.config.SESSION_IDLE);
  }

  async revokeOne(caller: UserCaller, id: string): Promise<void> {
    const revoked = await this.database.transaction((tx) => this.repository.revoke(tx, { userId: caller.userId, id }, 'revoked'));
    if (revoked.length === 0) throw new DeclaredError('NOT_FOUND');
    this.revocations.announce(revoked);
  }

  async revokeOthers(caller: UserCaller): Promise<void> {
    this.revocations.announce(
      await this.database.transaction((tx) =>
        this.repository.revoke(tx, { userId: caller.userId, except: caller.sessionId }, 'revoked'),
      ),
    );
  }

  end({ userId, sessionId: id }: UserCaller): Promise<void> {
    return this.endWith({ userId, id }, 'logout');
  }

  private async endWith(which: SessionSelector, reason: string): Promise<void> {
    this.revocations.announce(await this.database.transaction((tx) => this.repository.revoke(tx, which, reason)));
  }

  /** Part of a larger transaction; the result is passed to `announce` after the commit. */
  revoke(tx: Transaction, which: SessionSelector, reason: string): Promise<RevokedSessions> {
    return this.repository.revoke(tx, which, reason);
  }

  /** The same for API tokens, whose ends are revocations too. */
  revokeApiTokens(tx: Transaction, which: { userId: number; id?: string }): Promise<RevokedSessions> {
    return this.repository.revokeApiTokens(tx, which);
  }

  announce(revoked: RevokedSessions): void {
    this.revocations.announce(revoked);
  }

  private async refusal(userId: number, otherwise: ErrorCode): Promise<DeclaredError> {
    const ban = await this.repository.banOf(userId);
    return ban ? accountBanned(ban.until) : new DeclaredError(otherwise);
  }

  private requireLive(token: VerifiedToken): VerifiedToken {
    const dead = this.revocations.isRevoked(token.caller.sessionId);
    if (dead === true) throw new DeclaredError('UNAUTHENTICATED', { message: 'The session has ended; sign in again' });
    if (dead === undefined) throw new DeclaredError('UNAVAILABLE', { retryAfter: 2 });
    return token;
  }

  private async signedIn(user: User, sessionId: string, generation: number): Promise<SignedIn> {
    return {
      user,
      sessionId,
      accessToken: await this.tokens.issue(user, sessionId),
      refreshToken: writeRefreshToken(this.refreshKeys[0], { sessionId, generation }),
      expiresIn: this.tokens.life,
    };
  }
}

const checkedOf = ({ sessionId, id, role, botOf, scopes, username, beganAt, expiresAt }: LiveSession): CheckedSession => ({
  caller: { kind: 'user', userId: id, sessionId, role, ...(botOf !== null && { botOf }), ...(scopes && { scopes }) },
  username,
  sessionEndsAt: expiresAt.toISOString(),
  sessionBeganAt: beganAt.toISOString(),
});
