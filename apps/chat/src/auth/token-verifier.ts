import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DeclaredError, identity, type PublicKey, SYSTEM } from '@veza/contracts';
import { BoundedCache } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { z } from 'zod';

type VerifyKey = Awaited<ReturnType<typeof importJWK>>;

const Claims = z.object({ sub: z.string().regex(/^\d{1,10}$/), sid: z.uuid(), exp: z.number() });

/** What a token says: which session it is of, whose, and until when (epoch milliseconds). */
export interface VerifiedToken {
  readonly sessionId: string;
  readonly userId: number;
  readonly endsAt: number;
}

/** A key that nobody knows is asked for at most this often, whoever sends tokens with made-up ids. */
const ASK_EVERY_MS = 5_000;
/** A client that comes back shows the token that it came with before, and a signature costs more than all else at the door. */
const MAX_REMEMBERED = 20_000;

/**
 * Checks a token's signature and end with identity's public keys, which are kept here: a forged or expired one is
 * refused without asking anybody. An unknown key id causes one fetch. Whether the session still lives is not said here.
 */
@Injectable()
export class TokenVerifier {
  private keys = new Map<string, VerifyKey>();
  private readonly verified = new BoundedCache<string, VerifiedToken>(MAX_REMEMBERED);
  private fetchedAt = -Infinity;
  private fetching?: Promise<void>;

  constructor(private readonly rpc: RpcClient) {}

  /** Throws UNAUTHENTICATED, or UNAVAILABLE while the key must be fetched and identity is away. */
  async verify(token: string): Promise<VerifiedToken> {
    const digest = hash('sha256', token, 'base64');
    const known = this.verified.get(digest);
    if (known && known.endsAt > Date.now()) return known;
    const key = await this.keyOf(token);
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['EdDSA'], issuer: 'veza' });
      const { sub, sid, exp } = Claims.parse(payload);
      const verified = { sessionId: sid, userId: Number(sub), endsAt: exp * 1_000 };
      this.verified.set(digest, verified);
      return verified;
    } catch (cause) {
      throw new DeclaredError('UNAUTHENTICATED', { message: 'The token is not valid', cause });
    }
  }

  private async keyOf(token: string): Promise<VerifyKey> {
    const kid = kidOf(token);
    if (!this.keys.has(kid)) await this.refresh();
    const key = this.keys.get(kid);
    if (!key) throw new DeclaredError('UNAUTHENTICATED', { message: 'The token is not valid' });
    return key;
  }

  private async refresh(): Promise<void> {
    if (!this.fetching && Date.now() - this.fetchedAt < ASK_EVERY_MS) return;
    this.fetching ??= this.fetch().finally(() => (this.fetching = undefined));
    await this.fetching;
  }

  private async fetch(): Promise<void> {
    const { keys } = await this.rpc.call(identity.keys.list, {}, { caller: SYSTEM });
    this.fetchedAt = Date.now();
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
  throw new DeclaredError('UNAUTHENTICATED', { message: 'The token is not valid' });
}
