import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { PublicKey } from '@veza/contracts';
import { AppLogger, CONFIG, keyring, KeyringSeal, recurring, Shutdown } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import type { StoredKey } from './signing-key.entity.js';
import { SigningKeysRepository } from './signing-keys.repository.js';

// Wall clock: compared with stored dates; a key is valid for days.

/** An unknown key id causes at most one read of the table in this time. */
const LOOK_AGAIN_MS = 1_000;

interface SigningKey {
  kid: string;
  privateKey: KeyObject;
}

/**
 * The Ed25519 keys of access tokens, in Postgres, their private halves sealed with a key derived from VEZA_SECRET. A
 * new one is published SIGNING_KEY_LEAD before it signs, an old one verifies as long as a token of it may live: a
 * rotation ends no session. Without the VEZA_SECRET that sealed them the old private halves are lost, and a new key signs at
 * once.
 */
@Injectable()
export class SigningKeysService implements OnModuleInit, OnApplicationBootstrap {
  private readonly seals: KeyringSeal;
  private stored: StoredKey[] = [];
  private readonly publicKeys = new Map<string, KeyObject>();
  private signing?: SigningKey;
  /** Instant of `performance.now()`. */
  private refreshedAt = -Infinity;
  private refreshing?: Promise<void>;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly repository: SigningKeysRepository,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {
    this.seals = new KeyringSeal(keyring(config, 'signing-keys'));
  }

  async onModuleInit(): Promise<void> {
    await this.refresh();
    if (!this.signing) {
      await this.add({ leadMs: 0 });
      await this.refresh();
    }
  }

  onApplicationBootstrap(): void {
    recurring('signing keys', Math.min(5_000, Math.max(100, this.config.SIGNING_KEY_LEAD / 4)), () => this.rotate(), this);
  }

  current(): SigningKey {
    const due = this.due();
    if (due && due.kid !== this.signing?.kid) this.signing = this.opened(due) ?? this.signing;
    if (!this.signing) throw new Error('There is no signing key');
    return this.signing;
  }

  /** Undefined for an unknown key. Concurrent calls wait for the same read. */
  async find(kid: string): Promise<KeyObject | undefined> {
    const maySee = this.refreshing !== undefined || performance.now() - this.refreshedAt > LOOK_AGAIN_MS;
    if (!this.publicKeys.has(kid) && maySee) await this.refresh();
    return this.publicKeys.get(kid);
  }

  known(kid: string): KeyObject | undefined {
    return this.publicKeys.get(kid);
  }

  published(): PublicKey[] {
    return this.stored.map(({ kid, publicKey }) => ({ kid, x: publicKey, kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' }));
  }

  private async rotate(): Promise<void> {
    const [newest] = this.stored;
    if (newest && Date.now() - newest.createdAt.getTime() > this.config.SIGNING_KEY_LIFE)
      await this.add({ leadMs: this.config.SIGNING_KEY_LEAD });
    await this.refresh();
  }

  private async add({ leadMs }: { leadMs: number }): Promise<void> {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const { x = '' } = publicKey.export({ format: 'jwk' });
    const sealed = this.seals.seal(privateKey.export({ format: 'der', type: 'pkcs8' }));
    const terms = { newest: this.stored[0]?.kid, leadMs, tokenLifeMs: this.config.ACCESS_TOKEN_TTL };
    await this.repository.add({ kid: randomUUID(), publicKey: x, privateKey: sealed }, terms);
  }

  private refresh(): Promise<void> {
    return (this.refreshing ??= this.read().finally(() => (this.refreshing = undefined)));
  }

  private async read(): Promise<void> {
    const askedAt = performance.now();
    this.stored = await this.repository.list();
    this.refreshedAt = askedAt;
    const kids = new Set(this.stored.map(({ kid }) => kid));
    for (const kid of this.publicKeys.keys()) if (!kids.has(kid)) this.publicKeys.delete(kid);
    for (const { kid, publicKey } of this.stored) {
      if (!this.publicKeys.has(kid))
        this.publicKeys.set(kid, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' }));
    }
    const due = this.due();
    if (due && !this.signing) this.signing = this.opened(due);
  }

  /** The newest that may sign; the oldest when none may yet, because the clock of Postgres is ahead. */
  private due(): StoredKey | undefined {
    const now = Date.now();
    return this.stored.find(({ signsFrom }) => signsFrom.getTime() <= now) ?? this.stored.at(-1);
  }

  private opened({ kid, privateKey }: StoredKey): SigningKey | undefined {
    const der = this.seals.open(privateKey);
    return der && { kid, privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) };
  }
}
