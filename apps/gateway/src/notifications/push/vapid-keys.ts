import { createECDH, createHmac, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, keyring } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';

export interface VapidKey {
  publicKey: string;
  privateKey: string;
}

/**
 * The keys by which push services know the platform (RFC 8292). They follow from the master secret, so all replicas have
 * the same ones. A browser is bound to the key with which it subscribed: while the secret is replaced both keys work.
 */
@Injectable()
export class VapidKeys {
  /** By the public key; the first one is for new subscriptions. */
  private readonly keys: ReadonlyMap<string, VapidKey>;
  readonly publicKey: string;

  constructor(@Inject(CONFIG) config: GatewayConfig) {
    const [first, ...others] = keyring(config, 'push').map(vapidKeyOf);
    if (!first) throw new Error('The keyring is empty');
    this.publicKey = first.publicKey;
    this.keys = new Map([first, ...others].map((key) => [key.publicKey, key]));
  }

  /** Undefined for a key of a master secret that is gone. */
  find(publicKey: string): VapidKey | undefined {
    return this.keys.get(publicKey);
  }
}

/** One digest in four thousand million is no scalar of P-256; then the next one is. */
function vapidKeyOf(key: KeyObject): VapidKey {
  for (let count = 0; ; count += 1) {
    const scalar = createHmac('sha256', key).update(`vapid ${count}`).digest();
    const pair = createECDH('prime256v1');
    try {
      pair.setPrivateKey(scalar);
    } catch {
      continue;
    }
    return { publicKey: pair.getPublicKey('base64url'), privateKey: scalar.toString('base64url') };
  }
}
