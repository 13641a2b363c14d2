import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, Role, type UserCaller } from '@veza/contracts';
import { BoundedCache, CONFIG, isCompactJwt } from '@veza/platform';
import { errors, jwtVerify, SignJWT, type JWTHeaderParameters } from 'jose';
import { z } from 'zod';
import type { GatewayConfig } from '../../config.js';
import type { User } from '../users/user.js';
import { SigningKeysService } from './signing-keys.service.js';

// Wall clock: dates inside a token.

const ISSUER = 'veza';
const ALGORITHM = 'EdDSA';

/** Absent in tokens of the version before, which live for ACCESS_TOKEN_TTL. */
const Audience = z.literal(ISSUER).optional();

const Claims = z.object({
  sub: z.string().regex(/^\d{1,10}$/),
  sid: z.uuid(),
  username: z.string(),
  role: Role,
  exp: z.number(),
  aud: Audience,
});

export interface VerifiedToken {
  caller: UserCaller;
  username: string;
  /** Epoch seconds. */
  expiresAt: number;
}

/** Verified tokens are cached, because checking a signature costs more than the rest of a request. */
const MAX_CACHED = 20_000;

/**
 * Access tokens: JWTs signed with EdDSA, each of one session, valid for ACCESS_TOKEN_TTL. Revocation is checked
 * elsewhere.
 */
@Injectable()
export class AccessTokensService {
  /** Keys are SHA-256 digests, so that the cache holds no usable token. */
  private readonly cache = new BoundedCache<string, VerifiedToken>(MAX_CACHED);

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly keys: SigningKeysService,
  ) {}

  /** Seconds. */
  get life(): number {
    return Math.floor(this.config.ACCESS_TOKEN_TTL / 1000);
  }

  issue({ id, username, role }: Pick<User, 'id' | 'username' | 'role'>, sessionId: string): Promise<string> {
    const { kid, privateKey } = this.keys.current();
    const issuedAt = Math.floor(Date.now() / 1000);
    return new SignJWT({ sid: sessionId, username, role })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid })
      .setIssuer(ISSUER)
      .setAudience(ISSUER)
      .setSubject(String(id))
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + this.life)
      .sign(privateKey);
  }

  /** UNAUTHENTICATED for an invalid or expired token. Reads the table of keys only for a key that is unknown here. */
  verify(token: string): VerifiedToken | Promise<VerifiedToken> {
    const digest = hash('sha256', token, 'base64');
    const cached = this.cache.get(digest);
    if (!cached) return this.check(token, digest);
    if (cached.expiresAt * 1000 > Date.now()) return cached;
    this.cache.delete(digest);
    throw expired();
  }

  private async check(token: string, digest: string): Promise<VerifiedToken> {
    if (!isCompactJwt(token)) throw new DeclaredError('UNAUTHENTICATED');
    try {
      const { payload } = await jwtVerify(token, (header) => this.keyOf(header), { algorithms: [ALGORITHM], issuer: ISSUER });
      const { sub, sid, role, username, exp } = Claims.parse(payload);
      const caller: UserCaller = { kind: 'user', userId: Number(sub), sessionId: sid, role };
      const verified = { caller, username, expiresAt: exp };
      this.cache.set(digest, verified);
      return verified;
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) throw expired();
      if (cause instanceof errors.JOSEError || cause instanceof z.ZodError) throw new DeclaredError('UNAUTHENTICATED', { cause });
      throw cause;
    }
  }

  private async keyOf({ kid = '' }: JWTHeaderParameters) {
    const key = this.keys.known(kid) ?? (await this.keys.find(kid));
    if (!key) throw new DeclaredError('UNAUTHENTICATED');
    return key;
  }
}

const expired = () => new DeclaredError('UNAUTHENTICATED', { message: 'The access token has expired; refresh it' });
