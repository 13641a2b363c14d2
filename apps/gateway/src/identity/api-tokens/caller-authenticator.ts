import { Injectable } from '@nestjs/common';
import { DeclaredError, type UserCaller } from '@veza/contracts';
import { BoundedCache, digestOf } from '@veza/platform';
import { Authenticator } from '../../edge/index.js';
import { RevocationsService } from '../sessions/revocations.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { ApiTokensService } from './api-tokens.service.js';
import { looksLikeApiToken } from './token-format.js';

const MOST_CACHED = 10_000;
/** A token is read from Postgres again after this time, which also notes its use. */
const CACHED_MS = 60_000;

interface KnownToken {
  caller: UserCaller;
  /** An instant of `performance.now()`. */
  until: number;
}

/**
 * Access tokens and API tokens. An API token is read from Postgres once a minute; in between, the revocations of sessions
 * end it, as they contain every end of a token. Ages are monotonic.
 */
@Injectable()
export class CallerAuthenticator extends Authenticator {
  /** Keys are SHA-256 digests, so that the cache holds no usable token. */
  private readonly known = new BoundedCache<string, KnownToken>(MOST_CACHED);

  constructor(
    private readonly sessions: SessionsService,
    private readonly revocations: RevocationsService,
    private readonly tokens: ApiTokensService,
  ) {
    super();
  }

  authenticate(token: string): UserCaller | Promise<UserCaller> {
    if (!looksLikeApiToken(token)) return this.sessions.authenticate(token);
    const key = digestOf(token).toString('base64');
    const known = this.known.get(key);
    return known && known.until > performance.now() ? this.requireLive(known.caller) : this.read(token, key);
  }

  requireFresh(caller: UserCaller): Promise<void> {
    return this.sessions.requireFresh(caller);
  }

  requireVerified(caller: UserCaller): Promise<void> {
    return this.sessions.requireVerified(caller);
  }

  private async read(token: string, key: string): Promise<UserCaller> {
    const readAt = performance.now();
    const found = await this.tokens.find(token);
    if (!found) {
      this.known.delete(key);
      throw ended();
    }
    const { id, userId, role, botOf, scopes, secondsLeft } = found;
    const caller: UserCaller = { kind: 'user', userId, sessionId: id, role, ...(botOf !== null && { botOf }), scopes };
    this.known.set(key, { caller, until: readAt + Math.min(CACHED_MS, secondsLeft * 1000) });
    return this.requireLive(caller);
  }

  private requireLive(caller: UserCaller): UserCaller {
    const dead = this.revocations.isRevoked(caller.sessionId);
    if (dead === true) throw ended();
    if (dead === undefined) throw new DeclaredError('UNAVAILABLE', { retryAfter: 2 });
    return caller;
  }
}

const ended = () => new DeclaredError('UNAUTHENTICATED', { message: 'The API token is unknown, expired or revoked' });
