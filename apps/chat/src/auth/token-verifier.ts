import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DeclaredError, identity, type PublicKey, SYSTEM } from '@veza/contracts';
import { DatabaseClock } from '@veza/database';
import { BoundedCache, isCompactJwt } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { z } from 'zod';

type VerifyKey = Awaited<ReturnType<typeof importJWK>>;

const Claims = z.object({
  sub: z.string().regex(/^\d{1,10}$/),
  sid: z.uuid(),
  iat: z.number(),
  exp: z.number(),
  /** Absent in tokens of the version before, which live for a quarter of an hour. */
  aud: z.literal('veza').optional(),
});

/** The claims of a valid token; times are epoch milliseconds. */
export interface TokenClaims {
  readonly sessionId: string;
  readonly userId: number;
  readonly issuedAt: number;
  readonly endsAt: number;
}

/** Minimum time between two fetches of the keys: tokens with made-up key ids must not cause a fetch each. */
const FETCH_EVERY_MS = 5_000;
/** A reconnecting client sends the same token again, and its signature is the most expensive part of an upgrade. */
const MAX_VERIFIED = 20_000;

/**
 * Verifies the signature and expiry of tokens with the public keys of the identity service, which are cached: an invalid
 * token is rejected without a call. An unknown key id causes one fetch. Does not check whether the session still exists.
 * The expiry is compared with the clock of Postgres: a wrong clock of this machine rejects no live token.
 */
@Injectable()
export class TokenVerifier {
  private keys = new Map<string, VerifyKey>();
  private readonly verified = new BoundedCache<string, TokenClaims>(MAX_VERIFIED);
  private fetchedAt = -Infinity;
  private fetching?: Promise<void>;

  constructor(
    private readonly rpc: RpcClient,
    private readonly clock: DatabaseClock,
  ) {}

  /** Throws UNAUTHENTICATED; UNAVAILABLE if the key must be fetched and the identity service is away. */
  async verify(token: string): Promise<TokenClaims> {
    const digest = hash('sha256', token, 'base64');
    const known = this.verified.get(digest);
    if (known && known.endsAt > this.clock.now()) return known;
    if (!isCompactJwt(token)) throw invalidToken();
    const key = await this.keyOf(token);
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['EdDSA'],
        issuer: 'veza',
        currentDate: new Date(this.clock.now()),
      });
      const { sub, sid, iat, exp } = Claims.parse(payload);
      const verified = { sessionId: sid, userId: Number(sub), issuedAt: iat * 1_000, endsAt: exp * 1_000 };
      this.verified.set(digest, verified);
      return verified;
    } catch (cause) {
      throw invalidToken(cause);
    }
  }

  private async keyOf(token: string): Promise<VerifyKey> {
    const kid = kidOf(token);
    if (!this.keys.has(kid)) await this.refresh();
    const key = this.keys.get(kid);
    if (!key) throw invalidToken();
    return key;
  }

  private async refresh(): Promise<void> {
    if (!this.fetching && performance.now() - this.fetchedAt < FETCH_EVERY_MS) return;
    this.fetching ??= this.fetch().finally(() => (this.fetching = undefined));
    await this.fetching;
  }

  private async fetch(): Promise<void> {
    const { keys } = await this.rpc.call(identity.keys.list, {}, { caller: SYSTEM });
    this.fetchedAt = performance.now();
    this.keys = new Map(await Promise.all(keys.map(async (key: PublicKey) => [key.kid, await importJWK(key, 'EdDSA')] as const)));
  }
}

function kidOf(token: string): string {
  try {
    const { kid } = decodeProtectedHeader(token);
    if (kid) return kid;
  } catch {
    // No JWT at all.
  }
  throw invalidToken();
}

const invalidToken = (cause?: unknown) =>
  new DeclaredError('UNAUTHENTICATED', { message: 'The token is not valid or has expired', cause });
