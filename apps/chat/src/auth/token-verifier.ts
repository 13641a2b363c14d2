import { Injectable } from '@nestjs/common';
import { DeclaredError, identity, type PublicKey, SYSTEM } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';

type VerifyKey = Awaited<ReturnType<typeof importJWK>>;

/** A key that nobody knows is asked for at most this often, whoever sends tokens with made-up ids. */
const ASK_EVERY_MS = 5_000;

/**
 * Checks a token's signature and end with identity's public keys, which are kept here: a forged or expired one is
 * refused without asking anybody. An unknown key id causes one fetch.
 */
@Injectable()
export class TokenVerifier {
  private keys = new Map<string, VerifyKey>();
  private askedAt = -Infinity;
  private asking?: Promise<void>;

  constructor(private readonly rpc: RpcClient) {}

  /** Throws UNAUTHENTICATED, or UNAVAILABLE while the key must be fetched and identity is away. */
  async verify(token: string): Promise<void> {
    const key = await this.keyOf(token);
    try {
      await jwtVerify(token, key, { algorithms: ['EdDSA'], issuer: 'veza' });
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
    if (!this.asking && Date.now() - this.askedAt < ASK_EVERY_MS) return;
    this.asking ??= this.fetch().finally(() => (this.asking = undefined));
    await this.asking;
  }

  private async fetch(): Promise<void> {
    const { keys } = await this.rpc.call(identity.keys.list, {}, { caller: SYSTEM });
    this.askedAt = Date.now();
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
