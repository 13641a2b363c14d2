import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import {
  AppLogger,
  CONFIG,
  HOURLY_MS,
  keyring,
  type Keyring,
  recurring,
  seal,
  Shutdown,
  unseal,
  withAnyKey,
} from '@veza/platform';
import type { GatewayConfig } from '../config.js';
import { WebhooksRepository } from './webhooks.repository.js';

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Secrets of webhooks, each sealed for its webhook. */
@Injectable()
export class WebhookSecrets implements OnApplicationBootstrap {
  private readonly keys: Keyring;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly repository: WebhooksRepository,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {
    this.keys = keyring(config, 'webhooks');
  }

  onApplicationBootstrap(): void {
    if (this.keys.length > 1) recurring('sealing of webhook secrets', HOURLY_MS, () => this.sealAgain(), this);
  }

  seal(id: string, secret: Buffer): Buffer {
    return seal(this.keys[0], secret, placeOf(id));
  }

  /** Undefined when an earlier master secret, which is gone, sealed it. */
  open(id: string, sealed: Buffer): Buffer | undefined {
    return withAnyKey(this.keys, (key) => unseal(key, sealed, placeOf(id)));
  }

  /** Seals with the key of the present VEZA_SECRET, so that an earlier one can be removed (decision 181). */
  async sealAgain(): Promise<void> {
    for (let after = NO_ID, more = true; more;) {
      const page = await this.repository.sealedAfter(after);
      for (const { id, secret, earlierSecret } of page)
        for (const sealed of [secret, earlierSecret]) if (sealed) await this.sealOneAgain(id, sealed);
      after = page.at(-1)?.id ?? after;
      more = page.length > 0;
    }
  }

  private async sealOneAgain(id: string, sealed: Buffer): Promise<void> {
    if (unseal(this.keys[0], sealed, placeOf(id))) return;
    const secret = this.open(id, sealed);
    if (secret) await this.repository.replaceSecret(id, sealed, this.seal(id, secret));
  }
}

const placeOf = (id: string) => `webhook ${id}`;
